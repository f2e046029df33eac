import { attaching, type Credential, xml, xmlText } from '../credential.ts';
import type { Operation } from './operations.ts';
import type { Form, Parameter } from './parameters.ts';
import type { FormField } from './request-body.ts';

/** The document that resolves a field by one operation. `base` is the address of the API, without a slash at its end. */
export function resolverDocument(operation: Operation, base: string, credential: Credential): string {
  const { method, at, field, root, body, isSilent } = operation;
  const lines = [
    `<!-- ${root}.${field}: ${comment(at)} -->`,
    '<http-data-source>',
    '    <http-request>',
    // The order of these elements is fixed: the token is fetched first.
    ...attaching(credential, '        ').slice(0, tokenLines(credential)),
    `        <set-method>${method}</set-method>`,
    `        <set-url>${xmlText(url(operation, base))}</set-url>`,
    '        <set-header name="Accept" exists-action="override">',
    '            <value>application/json</value>',
    '        </set-header>',
    ...attaching(credential, '        ').slice(tokenLines(credential)),
    ...operation.parameters.filter((each) => each.in === 'header').flatMap(headerLines),
    ...cookieLines(operation.parameters.filter((each) => each.in === 'cookie')),
    ...bodyLines(body),
    '    </http-request>',
    ...(isSilent ? ['    <http-response>', '        <set-body>true</set-body>', '    </http-response>'] : []),
    '</http-data-source>',
    '',
  ];
  return lines.join('\n');
}

const comment = (text: string): string => text.replaceAll('--', '- -');

/** How many lines of what attaches a credential fetch it. */
const tokenLines = (credential: Credential): number =>
  attaching(credential, '').findIndex((line) => line.startsWith('<set-header')) * Number(credential.kind === 'connection');

/** C# in a document: text in quotes. */
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const argumentOf = (name: string, from = 'context.GraphQL.Arguments'): string => `${from}[${quoted(name)}]`;

const asText = (value: string, kind: Form): string => (kind === 'boolean' ? `${value}.ToString().ToLower()` : `${value}.ToString()`);

const escaped = (value: string, kind: Form): string => `Uri.EscapeDataString(${asText(value, kind)})`;

/** Items of a list, each escaped, in one text. */
const joined = (list: string, by: string): string =>
  `string.Join(${quoted(by)}, ${list}.Select(item => Uri.EscapeDataString(item.ToString())))`;

/** The path, with its parameters in their places, and the query. */
function url({ path, parameters }: Operation, base: string): string {
  const query = parameters.filter((each) => each.in === 'query');
  const place = address(`${base}${path}`, parameters);
  if (query.length === 0) return place.includes('context.') ? `@(${place})` : `${base}${path}`;
  return [
    '@{',
    '            var arguments = context.GraphQL.Arguments;',
    '            var query = "";',
    ...query.flatMap(queryStatements).map((each) => `            ${each}`),
    `            return ${address(`${base}${path}`, parameters, 'arguments')} + (query == "" ? "" : "?" + query.Substring(1));`,
    '        }',
  ].join('\n');
}

function address(template: string, parameters: readonly Parameter[], from?: string): string {
  const pieces = template.split(/\{([^{}]*)\}/g).map((piece, index) => {
    if (index % 2 === 0) return piece === '' ? undefined : quoted(piece);
    const found = parameters.find((each) => each.in === 'path' && each.name === piece);
    if (found === undefined) return quoted(`{${piece}}`);
    const argument = argumentOf(piece, from);
    return found.value === 'list' ? joined(argument, ',') : escaped(argument, formOf(found));
  });
  return pieces.filter((piece) => piece !== undefined).join(' + ');
}

const formOf = ({ value }: Parameter): Form => (value === 'object' ? 'text' : value);

function queryStatements({ name, value, list, members }: Parameter): readonly string[] {
  const argument = argumentOf(name, 'arguments');
  if (value === 'object') return members.map((each) => added('query', `${argument}?[${quoted(each.name)}]`, each.key, each.value));
  if (value === 'list' && list.kind === 'joined') {
    const key = `&${encodeURIComponent(name)}=`;
    return [`if (${argument}?.HasValues == true) { query += ${quoted(key)} + ${joined(argument, list.by)}; }`];
  }
  return [added('query', argument, list.kind === 'repeated' && value === 'list' ? list.key : name, value)];
}

/** A statement that adds a value to a text such as `&a=1&a=2`, where there is one. */
function added(to: string, token: string, name: string, value: Form): string {
  const key = `&${encodeURIComponent(name)}=`;
  if (value === 'list') return `if (${token}?.HasValues == true) { ${to} += ${quoted(key)} + ${joined(token, key)}; }`;
  return `if (!string.IsNullOrEmpty(${token}?.ToString())) { ${to} += ${quoted(key)} + ${escaped(token, value)}; }`;
}

/** What stands where nothing was given: a header that is taken away is not sent. */
const unlessGiven = (isGiven: string): string => xml(`@(${isGiven} ? "override" : "delete")`);

function headerLines(parameter: Parameter): readonly string[] {
  const { name, isRequired } = parameter;
  const argument = argumentOf(name);
  const isList = parameter.value === 'list';
  const text = isList ? `string.Join(",", ${argument}.Select(item => item.ToString()))` : asText(argument, formOf(parameter));
  const isGiven = isList ? `${argument}?.HasValues == true` : `!string.IsNullOrEmpty(${argument}?.ToString())`;
  return [
    `        <set-header name="${xml(name)}" exists-action="${isRequired ? 'override' : unlessGiven(isGiven)}">`,
    `            <value>@(${xmlText(isRequired ? text : `${isGiven} ? ${text} : ""`)})</value>`,
    '        </set-header>',
  ];
}

/** All cookies are one header (RFC 6265 §5.4). */
function cookieLines(parameters: readonly Parameter[]): readonly string[] {
  if (parameters.length === 0) return [];
  const isGiven = parameters.map(({ name }) => `!string.IsNullOrEmpty(${argumentOf(name)}?.ToString())`).join(' || ');
  const statements = parameters.map((each) => {
    const argument = argumentOf(each.name);
    const text = each.value === 'list' ? joined(argument, ',') : escaped(argument, formOf(each));
    return `                if (!string.IsNullOrEmpty(${argument}?.ToString())) { cookies += ${quoted(`; ${encodeURIComponent(each.name)}=`)} + ${text}; }`;
  });
  return [
    `        <set-header name="Cookie" exists-action="${unlessGiven(isGiven)}">`,
    `            <value>${xmlText(['@{', '                var cookies = "";', ...statements, '                return cookies == "" ? "" : cookies.Substring(2);', '            }'].join('\n'))}</value>`,
    '        </set-header>',
  ];
}

function bodyLines(body: Operation['body']): readonly string[] {
  if (body.kind === 'none') return [];
  const type = body.kind === 'json' ? body.type.replace('*/*', 'application/json') : 'application/x-www-form-urlencoded';
  return [
    '        <set-header name="Content-Type" exists-action="override">',
    `            <value>${type}</value>`,
    '        </set-header>',
    `        <set-body>${xmlText(body.kind === 'json' ? jsonBody(body.isRequired) : formBody(body.fields))}</set-body>`,
  ];
}

const jsonBody = (isRequired: boolean): string =>
  isRequired
    ? `@(${argumentOf('body')}.ToString(Newtonsoft.Json.Formatting.None))`
    : `@(${argumentOf('body')} == null ? "{}" : ${argumentOf('body')}.ToString(Newtonsoft.Json.Formatting.None))`;

function formBody(fields: readonly FormField[]): string {
  return [
    '@{',
    '            var form = "";',
    `            var body = ${argumentOf('body')};`,
    ...fields.map((each) => `            ${formStatement(each)}`),
    '            return form == "" ? "" : form.Substring(1);',
    '        }',
  ].join('\n');
}

function formStatement({ path, value }: FormField): string {
  const token = `body${path.map((step) => `?[${quoted(step)}]`).join('')}`;
  const [first = '', ...inner] = path;
  const name = `${first}${inner.map((step) => `[${step}]`).join('')}`;
  return added('form', token, value === 'list' ? `${name}[]` : name, value);
}

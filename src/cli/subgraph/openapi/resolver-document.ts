import { attaching, type Credential, xml, xmlText } from '../credential.ts';
import type { FormField, Operation, Parameter } from './operations.ts';

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

const asText = (value: string, kind: 'text' | 'boolean' | 'list'): string =>
  kind === 'boolean' ? `${value}.ToString().ToLower()` : `${value}.ToString()`;

/** The path, with its parameters in their places, and the query. */
function url({ path, parameters }: Operation, base: string): string {
  const query = parameters.filter((each) => each.in === 'query');
  const place = address(`${base}${path}`, parameters);
  if (query.length === 0) return place.includes('context.') ? `@(${place})` : `${base}${path}`;
  return [
    '@{',
    '            var arguments = context.GraphQL.Arguments;',
    '            var query = "";',
    ...query.map((each) => `            ${queryStatement(each)}`),
    `            return ${address(`${base}${path}`, parameters, 'arguments')} + (query == "" ? "" : "?" + query.Substring(1));`,
    '        }',
  ].join('\n');
}

function address(template: string, parameters: readonly Parameter[], from?: string): string {
  const pieces = template.split(/\{([^{}]*)\}/g).map((piece, index) => {
    if (index % 2 === 0) return piece === '' ? undefined : quoted(piece);
    const found = parameters.find((each) => each.in === 'path' && each.name === piece);
    return found === undefined ? quoted(`{${piece}}`) : `Uri.EscapeDataString(${asText(argumentOf(piece, from), found.value)})`;
  });
  return pieces.filter((piece) => piece !== undefined).join(' + ');
}

function queryStatement({ name, value, explode }: Parameter): string {
  const argument = argumentOf(name, 'arguments');
  const key = `&${encodeURIComponent(name)}=`;
  if (value === 'list') {
    const items = `${argument}.Select(item => Uri.EscapeDataString(item.ToString()))`;
    return `if (${argument}?.HasValues == true) { query += ${quoted(key)} + string.Join(${quoted(explode ? key : ',')}, ${items}); }`;
  }
  return `if (!string.IsNullOrEmpty(${argument}?.ToString())) { query += ${quoted(key)} + Uri.EscapeDataString(${asText(argument, value)}); }`;
}

function headerLines({ name, value }: Parameter): readonly string[] {
  const argument = argumentOf(name);
  const text = value === 'list' ? `string.Join(",", ${argument}.Select(item => item.ToString()))` : asText(argument, value);
  return [
    `        <set-header name="${xml(name)}" exists-action="override">`,
    `            <value>@(${xmlText(text)})</value>`,
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
  const key = `&${encodeURIComponent(value === 'list' ? `${name}[]` : name)}=`;
  if (value === 'list')
    return `if (${token}?.HasValues == true) { form += ${quoted(key)} + string.Join(${quoted(key)}, ${token}.Select(item => Uri.EscapeDataString(item.ToString()))); }`;
  return `if (!string.IsNullOrEmpty(${token}?.ToString())) { form += ${quoted(key)} + Uri.EscapeDataString(${asText(token, value)}); }`;
}

import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import type { SchemaVerdict } from '../../runtime/ports/schemas.ts';
import { encodeUtf8 } from '../../runtime/utf8.ts';
import { type Args, bool, definePolicy, idAttribute, int, literal, many, one, text, variableName, word } from '../define.ts';
import { actions, type Fault, internalError, noSchema, settle } from './http/faults.ts';

const xml = message(
  'unsupported/validate-content-xml',
  'warning',
  'validate-as="{engine}" cannot run here: there is no validator of XML schemas',
  'bodies of GraphQL are JSON; validate those',
);
const undescribed = message(
  'validate-content/undescribed',
  'warning',
  'no {engine} body passes here: GraphQL over HTTP describes none',
  'bodies of GraphQL are JSON; validate those',
);
const mapping = message(
  'validate-content/mapping',
  'error',
  '<type> maps nothing',
  'write `from` with a content type, or `when` with a condition',
);

const policy = definePolicy({
  name: 'validate-content',
  summary: 'Looks at the size, the content type and the JSON of a body.',
  docs: 'In inbound the body of the request, elsewhere that of the response. Where API Management looks into the description of the API, here GraphQL over HTTP is the description: requests are `application/json`, answers `application/json` or `application/graphql-response+json`, and what is in them must be a GraphQL request or response. `schema-id` names another schema of `schemas` in `fedpass.yaml`: JSON Schema, draft 7, 2019-09 or 2020-12. A content type is specified when the description has it or a `<content>` names it. A request to a subgraph that says no content type is sent as `application/json`. As the description has no XML, no body of `xml` or `soap` passes; there is no validator of XML schemas, so those with `schema-id` are refused.\n\n`prevent` fails the exchange with status 400 for a request and 502 for a response; `detect` only notes it in the variable, a JArray of objects with `Name`, `Type`, `ValidationRule`, `Details` and `Action`. Texts name properties, never what is in them. An empty body is not looked at.',
  sections: ['inbound', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph'],
  form: 'call',
  effect: 'sync',
  touches: { requestBody: true, responseBody: true },
  element: {
    attributes: {
      'unspecified-content-type-action': word(actions)({
        required: true,
        docs: 'What is done about a content type that is not specified.',
      }),
      'max-size': int({ min: 0 })({ required: true, docs: 'The largest body, in bytes.' }),
      'size-exceeded-action': word(actions)({ required: true, docs: 'What is done about a larger one.' }),
      'errors-variable-name': variableName({ expression: false, docs: 'The variable that errors are put in.' }),
      id: idAttribute,
    },
    children: {
      'content-type-map': one(
        {
          attributes: {
            'any-content-type-value': text({ expression: false, docs: 'The content type of every body, whatever it says.' }),
            'missing-content-type-value': text({ expression: false, docs: 'The content type of a body that says none.' }),
          },
          children: {
            type: many(
              {
                attributes: {
                  from: text({ docs: 'A content type that is taken for another.' }),
                  when: bool({ docs: 'Whether it is, whatever the content type.' }),
                  to: text({ required: true, docs: 'The content type that it is taken for.' }),
                },
              },
              'A content type that is taken for another; before the attributes.',
            ),
          },
        },
        'What content types are taken for.',
      ),
      content: many(
        {
          attributes: {
            type: text({ docs: 'The content type of the bodies; all that are specified without it.' }),
            'validate-as': word(['json', 'xml', 'soap'])({ required: true, docs: 'What the body is. Only `json` can pass here.' }),
            action: word(actions)({ required: true, docs: 'What is done about a body that is not as it should be.' }),
            'schema-id': text({ names: 'schema', docs: 'A schema of `schemas` in `fedpass.yaml`; that of GraphQL without it.' }),
            'schema-ref': text({ docs: 'A place in that schema’s document, such as `#/components/schemas/address`.' }),
            'allow-additional-properties': bool({
              expression: false,
              docs: 'Whether objects may have properties that the schema does not name; as the schema says without it. Of schemas with `schema-id`.',
            }),
            'case-insensitive-property-names': bool({
              fallback: false,
              expression: false,
              docs: 'Whether names of properties are compared without regard to case. Of schemas with `schema-id`.',
            }),
          },
        },
        'What bodies of a content type must be.',
      ),
    },
  },
  messages: { xml, undescribed, mapping },
  check(element, report) {
    for (const child of element.children) {
      const engine = literal(child, 'validate-as');
      if (child.name === 'content' && (engine === 'xml' || engine === 'soap'))
        report(child.attributes.has('schema-id') ? xml : undescribed, child.attributes.get('validate-as')?.value.span ?? child.nameSpan, {
          engine,
        });
      for (const type of child.name === 'content-type-map' ? child.children : [])
        if (!type.attributes.has('from') && !type.attributes.has('when')) report(mapping, type.nameSpan, {});
    }
  },
  examples: [
    {
      title: 'Let only GraphQL responses of bearable size through',
      section: 'outbound',
      xml: '<validate-content unspecified-content-type-action="prevent" max-size="1048576" size-exceeded-action="prevent"><content validate-as="json" action="prevent" /></validate-content>',
      given: { response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"error":"no"}' } },
      expect: { outcome: 'failed', response: { status: 502 }, error: 'The body has neither data nor errors' },
    },
    {
      title: 'Only look at what comes in',
      xml: '<validate-content unspecified-content-type-action="detect" max-size="20" size-exceeded-action="detect" errors-variable-name="errors" /><set-variable name="rule" value="@((string)((JArray)context.Variables[&quot;errors&quot;])[0][&quot;ValidationRule&quot;])" />',
      given: { body: '{"query":"{ me { name } }"}' },
      expect: { forwarded: true, variables: { rule: 'SizeLimit' } },
    },
  ],
});
export default policy;

type AllArgs = Args<typeof policy>;
type Content = AllArgs['content'][number];

/** Reference: validate-content. */
export function run(x: Exchange, args: AllArgs): void {
  const { request, response } = x.context;
  const body = (x.onResponse ? response?.body : request.body) ?? undefined;
  if (body === undefined) return;
  const content = body.contentText;
  if (content === '') return;
  settle(x, policy.name, [...sizeFaults(x, args, content), ...contentFaults(x, args, content)], args.errorsVariableName);
}

const bodyType = (x: Exchange) => (x.onResponse ? 'ResponseBody' : 'RequestBody');

function sizeFaults(x: Exchange, { maxSize, sizeExceededAction: action }: AllArgs, content: string): readonly Fault[] {
  const size = encodeUtf8(content).length;
  if (size <= maxSize) return [];
  const who = x.onResponse ? 'Response’s' : 'Request’s';
  const details = `${who} body is ${size} bytes long and it exceeds the configured limit of ${maxSize} bytes.`;
  const told = x.onResponse ? internalError : `${who} body is ${size} bytes long and it exceeds the limit of ${maxSize} bytes.`;
  return [{ name: '', type: bodyType(x), rule: 'SizeLimit', details, told, action }];
}

function contentFaults(x: Exchange, args: AllArgs, body: string): readonly Fault[] {
  const type = contentType(x, args);
  const described = x.ports.schemas.http(x.scope === 'subgraph' ? x.context.api?.id : undefined);
  const side = x.onResponse ? described?.response : described?.request(x.context.request.method);
  const isNamed = args.content.some((each) => each.type !== undefined && mediaType(each.type) === type);
  if (!isNamed && side?.content.has(type) !== true) {
    if (side === undefined && args.content.length > 0) return [noSchema(args.unspecifiedContentTypeAction)];
    const details = `Unspecified content type ${type} is not allowed.`;
    const told = x.onResponse ? internalError : details;
    return [{ name: type, type: bodyType(x), rule: 'Unspecified', details, told, action: args.unspecifiedContentTypeAction }];
  }
  const content =
    args.content.find((each) => each.type !== undefined && mediaType(each.type) === type) ??
    args.content.find((each) => each.type === undefined);
  if (content === undefined || content.action === 'ignore') return [];
  const definition = content.schemaId ?? 'GraphQL';
  return verdictFaults(x, content, { type, definition }, verdictOn(x, content, side?.content.get(type), body));
}

/** The content type that the body is taken for, without parameters; empty when it says none. */
function contentType(x: Exchange, { contentTypeMap: map }: AllArgs): string {
  const headers = x.onResponse ? x.context.response?.headers : x.context.request.headers.sent;
  const own = mediaType(headers?.get('content-type')?.[0] ?? '');
  // What is sent to a subgraph is JSON unless a policy says otherwise.
  const said = own === '' && !x.onResponse && x.scope === 'subgraph' ? 'application/json' : own;
  const mapped = map?.type.find(({ from, when }) => when === true || (from !== undefined && mediaType(from) === said))?.to;
  const fallback = own === '' ? (map?.anyContentTypeValue ?? map?.missingContentTypeValue) : map?.anyContentTypeValue;
  return mediaType(mapped ?? fallback ?? said);
}

const mediaType = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase();

function verdictOn(x: Exchange, content: Content, own: ((body: string) => SchemaVerdict) | undefined, body: string): SchemaVerdict {
  const isJson = content.validateAs === 'json';
  if (content.schemaId === undefined) return (isJson ? own?.(body) : undefined) ?? { kind: 'no-definition' };
  if (!isJson) return { kind: 'unusable', why: `there is no validator of ${content.validateAs}` };
  return x.ports.schemas.validate({
    schemaId: content.schemaId,
    reference: content.schemaRef,
    additionalProperties: content.allowAdditionalProperties,
    ignoreCase: content.caseInsensitivePropertyNames,
    body,
  });
}

function verdictFaults(
  x: Exchange,
  { action }: Content,
  { type, definition }: { readonly type: string; readonly definition: string },
  verdict: SchemaVerdict,
): readonly Fault[] {
  const who = x.onResponse ? 'response' : 'request';
  switch (verdict.kind) {
    case 'valid':
      return [];
    case 'unknown':
      return [noSchema(action)];
    case 'no-definition': {
      const details = `API’s schema does not contain the definition ${definition}, which is associated with the content type ${type}.`;
      return [{ name: type, type: bodyType(x), rule: 'MissingDefinition', details, told: internalError, action }];
    }
    case 'unusable': {
      const details = `Body of the ${who} cannot be validated for the content type ${type}: ${verdict.why}.`;
      return [{ name: '', type: bodyType(x), rule: 'ValidationException', details, told: internalError, action }];
    }
    case 'invalid':
      return verdict.findings.map(({ path, problem }) => {
        const details = `Body of the ${who} does not conform to the definition ${definition}, which is associated with the content type ${type}. The body ${path === '' ? '' : `at ${path} `}${problem}.`;
        return { name: type, type: bodyType(x), rule: 'IncorrectMessage', details, told: x.onResponse ? internalError : details, action };
      });
  }
}

import { describe, expect, it } from 'vitest';
import { graphqlOverHttp } from '../../../src/gateway/services/graphql-over-http.ts';
import { openJsonSchemas } from '../../../src/gateway/services/json-schemas.ts';
import { JToken } from '../../../src/runtime/dotnet/json/token.ts';
import type { HttpDescription } from '../../../src/runtime/ports/http-description.ts';
import { type Given, recordedExchange } from '../../support/exchange.ts';
import { failureOf, findings, type Ran, run } from '../support/running.ts';

const internal = 'The request could not be processed due to an internal error. Contact the API owner.';
const schemas = openJsonSchemas(
  new Map<string, unknown>([
    ['open', { type: 'object', required: ['a'], properties: { a: { type: 'string' } } }],
    ['closed', { type: 'object', properties: { a: {} }, additionalProperties: false }],
    ['several', { components: { one: { required: ['zip'] } } }],
  ]),
);
const services = (http: HttpDescription | undefined = graphqlOverHttp): Given => ({
  services: { schemas: { ...recordedExchange().x.ports.schemas, http: () => http, validate: (question) => schemas.validate(question) } },
});

const policy = (inside = '', { type = 'prevent', size = '1000', exceeded = 'prevent' } = {}): string =>
  `<validate-content unspecified-content-type-action="${type}" max-size="${size}" size-exceeded-action="${exceeded}" errors-variable-name="errors">${inside}</validate-content>`;
const content = (attributes = '', action = 'prevent', engine = 'json'): string =>
  `<content validate-as="${engine}" action="${action}" ${attributes} />`;
const map = (attributes: string, types = ''): string => `<content-type-map ${attributes}>${types}</content-type-map>`;
const request = (body: string, type?: string): Given => ({
  body,
  ...(type === undefined ? {} : { headers: { 'Content-Type': type }, forwardHeaders: ['Content-Type'] }),
});
const response = (body: string, type = 'application/json'): Given => ({
  response: { status: 200, body, headers: type === '' ? {} : { 'Content-Type': type } },
});
const query = '{"query":"{ a }"}';

function noted({ x }: Ran): readonly string[] | undefined {
  const value = x.context.variables.get('errors');
  if (!(value instanceof JToken)) return undefined;
  return (JSON.parse(value.toString()) as Record<string, string>[]).map(
    ({ Name, Type, ValidationRule, Details, Action }) => `${Type} ${Name} ${ValidationRule} ${Action}: ${Details}`,
  );
}

const asked = (xml: string, given: Given, http?: HttpDescription) => run(xml, { ...services(http), ...given });
const answered = (xml: string, given: Given, http?: HttpDescription) => run(xml, { ...services(http), ...given }, 'outbound');

describe('requests that pass', () => {
  it.each([
    ['no body', policy(content()), {}],
    ['an empty body', policy(content(), { type: 'prevent', size: '0' }), request('')],
    ['a GraphQL request', policy(content()), request('{"query":"{ a }","variables":null,"operationName":"A","extensions":{}}')],
    ['just as many bytes as allowed', policy('', { size: '17' }), request(query)],
    ['a larger one that is ignored', policy('', { size: '1', exceeded: 'ignore' }), request(query)],
    ['a content type that is ignored', policy('', { type: 'ignore' }), request('x', 'text/plain')],
    ['a content type with parameters, in capitals', policy(content()), request(query, 'Application/JSON; charset=utf-8')],
    [
      'one that only <content> names',
      policy(content('type="application/hal+json" schema-id="open"')),
      request('{"a":"x"}', 'application/hal+json'),
    ],
    ['content that is ignored', policy(content('', 'ignore')), request('no JSON')],
    ['a type without <content>', policy(content('type="application/other" schema-id="open"')), request('no JSON')],
    [
      'a mapped type',
      policy(map('', '<type from="application/hal+json" to="application/json" />') + content()),
      request(query, 'application/hal+json'),
    ],
    [
      'a type mapped by a condition',
      policy(map('', '<type when="@(1 == 1)" to="application/json" />') + content()),
      request(query, 'text/plain'),
    ],
    ['any type taken for JSON', policy(map('any-content-type-value="application/json"') + content()), request(query, 'text/plain')],
    ['a missing type taken for another', policy(map('missing-content-type-value="application/json"') + content()), request(query)],
    ['a schema', policy(content('schema-id="open"')), request('{"a":"x","b":1}')],
    ['a place in a schema', policy(content('schema-id="several" schema-ref="#/components/one"')), request('{"zip":1}')],
    ['more properties than the schema has', policy(content('schema-id="closed" allow-additional-properties="true"')), request('{"b":1}')],
    ['other cases of names', policy(content('schema-id="open" case-insensitive-property-names="true"')), request('{"A":"x"}')],
    [
      'values that expressions give',
      policy(content('schema-id="@(&quot;open&quot;)"', '@(&quot;prevent&quot;)'), {
        type: '@(&quot;prevent&quot;)',
        size: '@(1000)',
        exceeded: '@(&quot;prevent&quot;)',
      }),
      request('{"a":"x"}'),
    ],
  ] satisfies [string, string, Given][])('%s', async (_what, xml, given) => {
    const ran = await asked(xml, given);
    expect(failureOf(ran)).toMatchObject({ outcome: 'completed' });
    expect(ran.forwarded()).toBe(1);
    expect(noted(ran)).toBe(undefined);
    expect(ran.x.context.request.body?.consumed ?? false).toBe(false);
  });
});

const mismatch = (problem: string, definition = 'GraphQL'): string =>
  `RequestBody application/json IncorrectMessage prevent: Body of the request does not conform to the definition ${definition}, which is associated with the content type application/json. The body ${problem}.`;

describe('requests that do not', () => {
  it.each([
    [
      'too many bytes',
      policy('', { size: '16' }),
      request(query),
      'RequestBody  SizeLimit prevent: Request’s body is 17 bytes long and it exceeds the configured limit of 16 bytes.',
      'Request’s body is 17 bytes long and it exceeds the limit of 16 bytes.',
    ],
    [
      'bytes, not characters',
      policy('', { size: '13' }),
      request('{"query":"é"}'),
      'RequestBody  SizeLimit prevent: Request’s body is 14 bytes long and it exceeds the configured limit of 13 bytes.',
      'Request’s body is 14 bytes long and it exceeds the limit of 13 bytes.',
    ],
    [
      'another content type',
      policy(),
      request('hush', 'text/plain'),
      'RequestBody text/plain Unspecified prevent: Unspecified content type text/plain is not allowed.',
      'Unspecified content type text/plain is not allowed.',
    ],
    ['no JSON', policy(content()), request('hush'), mismatch('is no JSON'), true],
    ['no GraphQL request', policy(content()), request('{"hush":1}'), mismatch('at /query is no text'), true],
    [
      'variables that are none',
      policy(content()),
      request('{"query":"{a}","variables":["hush"]}'),
      mismatch('at /variables is no object'),
      true,
    ],
    [
      'a body that breaks the schema',
      policy(content('schema-id="open"')),
      request('{"a":1}'),
      mismatch('at /a is not of the type string', 'open'),
      true,
    ],
    [
      'a property too many',
      policy(content('schema-id="open" allow-additional-properties="false"')),
      request('{"a":"x","hush":1}'),
      mismatch('has a property that the schema does not name', 'open'),
      true,
    ],
    ['another case of a name', policy(content('schema-id="open"')), request('{"A":"x"}'), mismatch('lacks the property a', 'open'), true],
    [
      'any type taken for JSON',
      policy(map('any-content-type-value="application/json"') + content()),
      request('{}', 'text/plain'),
      mismatch('at /query is no text'),
      true,
    ],
    [
      'a type mapped to one that is not specified',
      policy(map('any-content-type-value="application/json"', '<type from="text/plain" to="text/other" />') + content()),
      request('{}', 'text/plain'),
      'RequestBody text/other Unspecified prevent: Unspecified content type text/other is not allowed.',
      'Unspecified content type text/other is not allowed.',
    ],
    [
      'a schema that is not there',
      policy(content('schema-id="nobody"')),
      request('{}'),
      'ApiSchema   prevent: API’s schema does not exist or it could not be resolved.',
      internal,
    ],
    [
      'a place that is not in the schema',
      policy(content('schema-id="several" schema-ref="#/components/two"')),
      request('{}'),
      'RequestBody application/json MissingDefinition prevent: API’s schema does not contain the definition several, which is associated with the content type application/json.',
      internal,
    ],
    [
      'a content type that only <content> names, without a schema',
      policy(content('type="text/json"')),
      request('{}', 'text/json'),
      'RequestBody text/json MissingDefinition prevent: API’s schema does not contain the definition GraphQL, which is associated with the content type text/json.',
      internal,
    ],
    [
      'an engine that is not here',
      policy(content('type="text/xml" schema-id="open"', 'prevent', '@(&quot;xml&quot;)')),
      request('<a/>', 'text/xml'),
      'RequestBody  ValidationException prevent: Body of the request cannot be validated for the content type text/xml: there is no validator of xml.',
      internal,
    ],
  ] satisfies [string, string, Given, string, string | true][])('%s', async (_what, xml, given, wanted, told) => {
    const ran = await asked(xml, given);
    const message = wanted.slice(wanted.indexOf(': ') + 2);
    expect(failureOf(ran)).toEqual({
      outcome: 'failed',
      source: 'validate-content',
      reason: 'Bad request',
      message,
      status: 400,
      told: told === true ? message : told,
    });
    expect(noted(ran)).toEqual([wanted]);
    expect(ran.forwarded()).toBe(0);
    expect(JSON.stringify([failureOf(ran), noted(ran)])).not.toContain('hush');
    const detecting = await asked(xml.replaceAll('prevent', 'detect'), given);
    expect(detecting.outcome.kind).toBe('completed');
    expect(noted(detecting)).toEqual([wanted.replace(' prevent:', ' detect:')]);
  });

  it('notes that nothing is described', async () => {
    const ran = await run(policy(content(), { type: 'detect' }), {
      services: { schemas: { ...recordedExchange().x.ports.schemas, http: () => undefined } },
      ...request(query),
    });
    expect(noted(ran)).toEqual(['ApiSchema   detect: API’s schema does not exist or it could not be resolved.']);
  });
});

describe('responses', () => {
  it.each([
    ['a GraphQL response', policy(content()), response('{"data":{"a":1},"errors":[{"message":"m"}],"extensions":{}}')],
    ['of the newer media type', policy(content()), response('{"data":null}', 'application/graphql-response+json; charset=utf-8')],
    [
      'a missing type taken for JSON',
      policy(map('missing-content-type-value="application/json"') + content()),
      response('{"data":null}', ''),
    ],
  ] satisfies [string, string, Given][])('pass: %s', async (_what, xml, given) => {
    const ran = await answered(xml, given);
    expect(failureOf(ran)).toMatchObject({ outcome: 'completed' });
    expect(noted(ran)).toBe(undefined);
  });

  const refused = (problem: string): string =>
    `ResponseBody application/json IncorrectMessage prevent: Body of the response does not conform to the definition GraphQL, which is associated with the content type application/json. The body ${problem}.`;
  it.each([
    [
      'too many bytes',
      policy('', { size: '3' }),
      response('hush'),
      'ResponseBody  SizeLimit prevent: Response’s body is 4 bytes long and it exceeds the configured limit of 3 bytes.',
    ],
    [
      'another content type',
      policy(),
      response('hush', 'text/html'),
      'ResponseBody text/html Unspecified prevent: Unspecified content type text/html is not allowed.',
    ],
    ['no content type', policy(), response('hush', ''), 'ResponseBody  Unspecified prevent: Unspecified content type  is not allowed.'],
    ['no GraphQL response', policy(content()), response('{"hush":1}'), refused('has neither data nor errors')],
    ['data that is none', policy(content()), response('{"data":"hush"}'), refused('at /data is no object')],
    ['errors that are none', policy(content()), response('{"errors":["hush"]}'), refused('at /errors is no list of errors')],
    [
      'an engine that is not here',
      policy(content('type="text/xml" schema-id="open"', 'prevent', '@(&quot;soap&quot;)')),
      response('hush', 'text/xml'),
      'ResponseBody  ValidationException prevent: Body of the response cannot be validated for the content type text/xml: there is no validator of soap.',
    ],
    [
      'XML, which GraphQL over HTTP does not describe',
      policy(content('type="text/xml"', 'prevent', 'xml')),
      response('<a />', 'text/xml'),
      'ResponseBody text/xml MissingDefinition prevent: API’s schema does not contain the definition GraphQL, which is associated with the content type text/xml.',
    ],
    [
      'a place that is not in the schema',
      policy(content('schema-id="several" schema-ref="#/no"')),
      response('{}'),
      'ResponseBody application/json MissingDefinition prevent: API’s schema does not contain the definition several, which is associated with the content type application/json.',
    ],
  ] satisfies [string, string, Given, string][])('do not: %s', async (_what, xml, given, wanted) => {
    const ran = await answered(xml, given);
    expect(failureOf(ran)).toEqual({
      outcome: 'failed',
      source: 'validate-content',
      reason: 'Response not allowed',
      message: wanted.slice(wanted.indexOf(': ') + 2),
      status: 502,
      told: internal,
    });
    expect(noted(ran)).toEqual([wanted]);
    expect(JSON.stringify([failureOf(ran), noted(ran)])).not.toContain('hush');
  });
});

describe('what is found in documents', () => {
  it.each([
    ['<validate-content max-size="1" size-exceeded-action="ignore" />', ['error attribute/missing "validate-content"']],
    [policy('', { type: 'allow' }), ['error value/type "allow"']],
    [policy('', { size: 'big' }), ['error value/type "big"']],
    [policy('<content action="ignore" />'), ['error attribute/missing "content"']],
    [policy(content('', 'ignore', 'yaml')), ['error value/type "yaml"']],
    [policy(content('type="text/xml" schema-id="open"', 'ignore', 'xml')), ['error unsupported/validate-content-xml "xml"']],
    [policy(content('type="text/xml" schema-id="open"', 'ignore', 'soap')), ['error unsupported/validate-content-xml "soap"']],
    [policy(content('type="text/xml"', 'ignore', 'xml')), ['warning validate-content/undescribed "xml"']],
    [policy(content('type="text/xml"', 'ignore', 'soap')), ['warning validate-content/undescribed "soap"']],
    [policy(map('', '<type to="text/xml" />')), ['error validate-content/mapping "type"']],
    [policy(map('', '<type from="text/xml" />')), ['error attribute/missing "type"']],
  ])('%#', async (xml, expected) => expect(await findings(xml)).toEqual(expected));

  it('does not belong to backend', async () => {
    expect(await findings(policy(), 'backend')).toEqual(['error policy/section "validate-content"']);
    expect(await findings(policy(), 'on-error')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { graphqlOverHttp } from '../../../src/gateway/services/graphql-over-http.ts';
import { JToken } from '../../../src/runtime/dotnet/json/token.ts';
import type { SectionName } from '../../../src/runtime/handler.ts';
import type { HttpDescription, HttpParameter } from '../../../src/runtime/ports/http-description.ts';
import type { Given } from '../../support/exchange.ts';
import { recordedExchange } from '../../support/exchange.ts';
import { failureOf, findings, type Ran, run } from '../support/running.ts';

const internal = 'The request could not be processed due to an internal error. Contact the API owner.';

/** What is in the variable, each as `Type Name ValidationRule Action: Details`. */
function noted({ x }: Ran, name = 'errors'): readonly string[] | undefined {
  const value = x.context.variables.get(name);
  if (!(value instanceof JToken)) return undefined;
  return (JSON.parse(value.toString()) as Record<string, string>[]).map(
    ({ Name, Type, ValidationRule, Details, Action }) => `${Type} ${Name} ${ValidationRule} ${Action}: ${Details}`,
  );
}

/** A service that describes the API so. */
const describing = (description: HttpDescription | undefined): Given => ({
  services: { schemas: { ...recordedExchange().x.ports.schemas, http: () => description } },
});

const both = (specified: string, unspecified: string, inside = ''): string =>
  `<validate-parameters specified-parameter-action="${specified}" unspecified-parameter-action="${unspecified}" errors-variable-name="errors">${inside}</validate-parameters>`;
const group = (name: string, specified: string, unspecified: string, inside = ''): string =>
  `<${name} specified-parameter-action="${specified}"${name === 'path' ? '' : ` unspecified-parameter-action="${unspecified}"`}>${inside}</${name}>`;
const parameter = (name: string, action: string): string => `<parameter name="${name}" action="${action}" />`;
const getting = (search: string): Given => ({ method: 'GET', url: `https://crm.example/graphql?${search}` });
const sending = (headers: Readonly<Record<string, string>>): Given => ({ headers, forwardHeaders: Object.keys(headers) });

describe('validate-parameters', () => {
  it.each([
    ['a plain POST', both('prevent', 'prevent'), {}],
    [
      'what every request may have',
      both('prevent', 'prevent'),
      sending({
        Accept: 'application/json',
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'x',
        Host: 'h',
        Traceparent: 't',
      }),
    ],
    ['a GET', both('prevent', 'prevent'), getting('query=%7Ba%7D&variables=%7B%7D&extensions=%7B%7D&operationName=A')],
    ['what is ignored', both('ignore', 'ignore'), { ...getting('query=%7B&x=1'), ...sending({ 'X-A': '1' }) }],
    ['headers apart', both('prevent', 'prevent', group('headers', 'ignore', 'ignore')), sending({ 'X-A': '1', Accept: 'text/html' })],
    ['the query apart', both('prevent', 'prevent', group('query', 'ignore', 'ignore')), getting('x=1')],
    [
      'a name apart',
      both('prevent', 'prevent', group('headers', 'prevent', 'prevent', parameter('authorization', 'ignore'))),
      sending({ Authorization: 'Basic eDp5' }),
    ],
    ['headers of the client that are not sent on', both('prevent', 'prevent'), { headers: { 'X-A': '1' } }],
    [
      'actions that expressions give',
      both(
        '@(&quot;prevent&quot;)',
        '@(&quot;ig&quot; + &quot;nore&quot;)',
        group('headers', '@(&quot;prevent&quot;)', '@(&quot;ignore&quot;)'),
      ),
      sending({ 'X-A': '1' }),
    ],
  ] satisfies [string, string, Given][])('lets pass: %s', async (_what, xml, given) => {
    const ran = await run(xml, given);
    expect(failureOf(ran)).toMatchObject({ outcome: 'completed' });
    expect(ran.forwarded()).toBe(1);
    expect(noted(ran)).toBe(undefined);
  });

  it.each([
    [
      'a header',
      both('ignore', 'prevent'),
      sending({ 'X-A': '1' }),
      'RequestHeader X-A Unspecified prevent: Unspecified header X-A is not allowed.',
    ],
    [
      'a parameter of a POST',
      both('ignore', 'prevent'),
      { url: 'https://crm.example/graphql?query=1' },
      'QueryParameter query Unspecified prevent: Unspecified query parameter query is not allowed.',
    ],
    [
      'a parameter of a GET',
      both('ignore', 'prevent'),
      getting('query=%7Ba%7D&x=1'),
      'QueryParameter x Unspecified prevent: Unspecified query parameter x is not allowed.',
    ],
    [
      'a media type',
      both('prevent', 'ignore'),
      sending({ 'content-type': 'text/hush' }),
      'RequestHeader content-type IncorrectMessage prevent: Value of the header content-type does not conform to the definition: it is none of application/json.',
    ],
    [
      'what the client takes',
      both('prevent', 'ignore'),
      sending({ Accept: 'text/hush, image/*' }),
      'RequestHeader Accept IncorrectMessage prevent: Value of the header Accept does not conform to the definition: it admits none of application/graphql-response+json, application/json.',
    ],
    [
      'no query',
      both('prevent', 'ignore'),
      getting('x=1'),
      'QueryParameter query IncorrectMessage prevent: The query parameter query is missing.',
    ],
    [
      'a query that is none',
      both('prevent', 'ignore'),
      getting('query=%7Bhush'),
      'QueryParameter query IncorrectMessage prevent: Value of the query parameter query does not conform to the definition: it is no GraphQL document.',
    ],
    [
      'variables that are none',
      both('prevent', 'ignore'),
      getting('query=%7Ba%7D&variables=%5B1%5D'),
      'QueryParameter variables IncorrectMessage prevent: Value of the query parameter variables does not conform to the definition: it is no JSON object.',
    ],
    [
      'an operation name that is none',
      both('prevent', 'ignore'),
      getting('query=%7Ba%7D&operationName=1a'),
      'QueryParameter operationName IncorrectMessage prevent: Value of the query parameter operationName does not conform to the definition: it is no name of GraphQL.',
    ],
    [
      'two queries',
      both('prevent', 'ignore'),
      getting('query=%7Ba%7D&query=%7Bb%7D'),
      'QueryParameter query IncorrectMessage prevent: Request cannot contain multiple values for the query parameter query.',
    ],
    [
      'headers more strictly',
      both('ignore', 'ignore', group('headers', 'prevent', 'prevent')),
      sending({ 'X-A': '1' }),
      'RequestHeader X-A Unspecified prevent: Unspecified header X-A is not allowed.',
    ],
    [
      'one name more strictly, specified',
      both('ignore', 'ignore', group('query', 'ignore', 'ignore', parameter('query', 'prevent'))),
      getting('query=%7B'),
      'QueryParameter query IncorrectMessage prevent: Value of the query parameter query does not conform to the definition: it is no GraphQL document.',
    ],
    [
      'one name more strictly, unspecified',
      both('ignore', 'ignore', group('headers', 'ignore', 'ignore', parameter('x-a', 'prevent'))),
      sending({ 'X-A': '1' }),
      'RequestHeader X-A Unspecified prevent: Unspecified header X-A is not allowed.',
    ],
  ] satisfies [string, string, Given, string][])('refuses: %s', async (_what, xml, given, wanted) => {
    const ran = await run(xml, given);
    const details = wanted.slice(wanted.indexOf(': ') + 2);
    expect(failureOf(ran)).toEqual({
      outcome: 'failed',
      source: 'validate-parameters',
      reason: 'Bad request',
      message: details,
      status: 400,
      told: details,
    });
    expect(noted(ran)).toEqual([wanted]);
    expect(ran.forwarded()).toBe(0);
    expect(JSON.stringify([failureOf(ran), noted(ran)])).not.toContain('hush');
    // The same, only noted.
    const detecting = await run(xml.replaceAll('prevent', 'detect'), given);
    expect(detecting.outcome.kind).toBe('completed');
    expect(noted(detecting)).toEqual([wanted.replace(' prevent:', ' detect:')]);
  });

  it('notes all, and fails for the first that is to be prevented', async () => {
    const xml = both('ignore', 'detect', group('query', 'ignore', 'prevent'));
    const ran = await run(xml, { ...sending({ 'X-A': '1', 'X-B': '2' }), url: 'https://crm.example/graphql?x=1' });
    expect(failureOf(ran).message).toBe('Unspecified query parameter x is not allowed.');
    expect(noted(ran)).toHaveLength(3);
  });

  const odd = (query: Record<string, HttpParameter>): HttpDescription => ({
    ...graphqlOverHttp,
    request: () => ({
      query: new Map(Object.entries(query)),
      path: new Map(Object.entries(query)),
      headers: new Map(),
      content: new Map(),
    }),
  });
  const throwing = (): never => {
    throw new Error('hush');
  };
  it.each([
    ['nothing is described', describing(undefined), 'ApiSchema   prevent: API’s schema does not exist or it could not be resolved.'],
    ['no operation has the method', { method: 'PUT' }, 'ApiSchema   prevent: API’s schema does not exist or it could not be resolved.'],
    [
      'a parameter has no definition',
      describing(odd({ x: { required: false, repeatable: false } })),
      'QueryParameter x MissingDefinition prevent: API’s schema does not contain a definition for the query parameter x.',
    ],
    [
      'a definition cannot be used',
      describing(odd({ x: { required: false, repeatable: false, fault: throwing } })),
      'QueryParameter x ValidationError prevent: The query parameter x cannot be validated.',
    ],
  ] satisfies [string, Given, string][])('fails as our own error where %s', async (_what, given, wanted) => {
    const ran = await run(both('prevent', 'ignore'), { url: 'https://crm.example/graphql?x=1', ...given });
    expect(failureOf(ran)).toMatchObject({ reason: 'Bad request', status: 400, told: internal });
    expect(noted(ran)).toEqual([wanted]);
  });

  it('looks at parameters of the path', async () => {
    const given = {
      ...describing(odd({ id: { required: true, repeatable: false, fault: () => 'it is too long' } })),
      url: 'https://crm.example/graphql?id=1',
    };
    const ran = await run(both('ignore', 'ignore', group('path', 'detect', '')), given);
    expect(noted(ran)).toEqual(['PathParameter id IncorrectMessage detect: The path parameter id is missing.']);
    const apart = await run(both('ignore', 'ignore', group('path', 'prevent', '', parameter('id', 'detect'))), given);
    expect(noted(apart)).toEqual(['PathParameter id IncorrectMessage detect: The path parameter id is missing.']);
  });

  it.each([
    ['<validate-parameters specified-parameter-action="ignore" />', ['error attribute/missing "validate-parameters"']],
    [both('ignore', 'allow'), ['error value/type "allow"']],
    [both('ignore', 'ignore', '<headers specified-parameter-action="ignore" />'), ['error attribute/missing "headers"']],
    [both('ignore', 'ignore', group('path', 'ignore', '', '<parameter name="a" />')), ['error attribute/missing "parameter"']],
    [
      both('ignore', 'ignore', '<query /><path />'),
      ['error attribute/missing "query"', 'error attribute/missing "query"', 'error attribute/missing "path"'],
    ],
    [both('ignore', 'ignore', '<header />'), ['error element/unknown "header"']],
    [both('ignore', 'ignore') + both('ignore', 'ignore'), ['error policy/repeated "validate-parameters"']],
  ])('finds what is wrong: %#', async (xml, expected) => expect(await findings(xml)).toEqual(expected));

  it('belongs to inbound', async () =>
    expect(await findings(both('ignore', 'ignore'), 'outbound')).toEqual(['error policy/section "validate-parameters"']));
});

const headers = (specified: string, unspecified: string, inside = ''): string =>
  `<validate-headers specified-header-action="${specified}" unspecified-header-action="${unspecified}" errors-variable-name="errors">${inside}</validate-headers>`;
const answering = (status: number, own: Readonly<Record<string, string>> = {}): Given => ({
  response: { status, headers: own, body: '{}' },
});
const onResponse = (xml: string, given: Given, section: SectionName = 'outbound') => run(xml, given, section);

describe('validate-headers', () => {
  it.each([
    ['no header', headers('prevent', 'prevent'), answering(200)],
    [
      'what every answer may have',
      headers('prevent', 'prevent'),
      answering(200, {
        'Content-Type': 'application/graphql-response+json; charset=utf-8',
        Date: 'x',
        'Cache-Control': 'no-store',
        Vary: '*',
      }),
    ],
    ['what is ignored', headers('ignore', 'ignore'), answering(200, { 'Set-Cookie': 'a', 'Content-Type': 'text/html' })],
    ['a header apart', headers('prevent', 'prevent', '<header name="server" action="ignore" />'), answering(200, { Server: 'x' })],
    ['actions that expressions give', headers('@(&quot;prevent&quot;)', '@(&quot;ignore&quot;)'), answering(200, { Server: 'x' })],
  ] satisfies [string, string, Given][])('lets pass: %s', async (_what, xml, given) => {
    const ran = await onResponse(xml, given);
    expect(failureOf(ran)).toMatchObject({ outcome: 'completed' });
    expect(noted(ran)).toBe(undefined);
  });

  it.each([
    [
      'a header',
      headers('ignore', 'prevent'),
      { 'Set-Cookie': 'hush' },
      'ResponseHeader Set-Cookie Unspecified prevent: Unspecified header Set-Cookie is not allowed.',
    ],
    [
      'a media type',
      headers('prevent', 'ignore'),
      { 'Content-Type': 'text/hush' },
      'ResponseHeader Content-Type IncorrectMessage prevent: Value of the header Content-Type does not conform to the definition: it is none of application/graphql-response+json, application/json.',
    ],
    [
      'one header more strictly',
      headers('ignore', 'ignore', '<header name="Server" action="prevent" />'),
      { Server: 'hush' },
      'ResponseHeader Server Unspecified prevent: Unspecified header Server is not allowed.',
    ],
  ] satisfies [string, string, Record<string, string>, string][])('refuses: %s', async (_what, xml, own, wanted) => {
    const ran = await onResponse(xml, answering(200, own));
    expect(failureOf(ran)).toEqual({
      outcome: 'failed',
      source: 'validate-headers',
      reason: 'Response not allowed',
      message: wanted.slice(wanted.indexOf(': ') + 2),
      status: 502,
      told: internal,
    });
    expect(noted(ran)).toEqual([wanted]);
    expect(JSON.stringify([failureOf(ran), noted(ran)])).not.toContain('hush');
  });

  const odd = (name: string, fact: HttpParameter): Given => ({
    ...describing({ ...graphqlOverHttp, response: { headers: new Map([[name, fact]]), content: new Map() } }),
    ...answering(200, { Server: 'x' }),
  });
  it.each([
    [
      'nothing is described',
      { ...describing(undefined), ...answering(200) },
      'ApiSchema   detect: API’s schema does not exist or it could not be resolved.',
    ],
    [
      'a header has no definition',
      odd('server', { required: false, repeatable: false }),
      'ResponseHeader Server MissingDefinition detect: API’s schema does not contain a definition for the header Server.',
    ],
    [
      'a header is missing',
      odd('etag', { required: true, repeatable: false, fault: () => undefined }),
      'ResponseHeader etag IncorrectMessage detect: The header etag is missing.',
    ],
    [
      'a definition cannot be used',
      odd('server', {
        required: false,
        repeatable: false,
        fault: () => {
          throw new Error('hush');
        },
      }),
      'ResponseHeader Server ValidationError detect: The header Server cannot be validated.',
    ],
  ] satisfies [string, Given, string][])('notes that %s', async (_what, given, wanted) => {
    expect(noted(await onResponse(headers('detect', 'ignore'), given))).toEqual([wanted]);
  });

  it('notes a header that stands there twice', async () => {
    const recorded = await onResponse(
      `<set-header name="Content-Type" exists-action="override"><value>application/json</value><value>application/json</value></set-header>${headers('detect', 'ignore')}`,
      answering(200),
    );
    expect(noted(recorded)).toEqual([
      'ResponseHeader Content-Type IncorrectMessage detect: Response cannot contain multiple values for the header Content-Type.',
    ]);
  });

  it('belongs to outbound and on-error', async () => {
    expect(await findings(headers('ignore', 'ignore'))).toEqual(['error policy/section "validate-headers"']);
    expect(await findings(headers('ignore', 'ignore'), 'on-error')).toEqual([]);
    expect(await findings('<validate-headers specified-header-action="ignore" />', 'outbound')).toEqual([
      'error attribute/missing "validate-headers"',
    ]);
    expect(await findings(headers('ignore', 'ignore', '<header name="a" />'), 'outbound')).toEqual(['error attribute/missing "header"']);
  });
});

const statusCode = (action: string, inside = '', variable = 'errors-variable-name'): string =>
  `<validate-status-code unspecified-status-code-action="${action}" ${variable}="errors">${inside}</validate-status-code>`;

describe('validate-status-code', () => {
  it.each([
    ...[200, 400, 401, 403, 405, 406, 415, 422].map((status) => [`${status}`, statusCode('prevent'), answering(status)] as const),
    ['what is ignored', statusCode('ignore'), answering(302)] as const,
    ['a status apart', statusCode('prevent', '<status-code code="404" action="ignore" />'), answering(404)] as const,
    [
      'a specified one, whatever is said of it',
      statusCode('ignore', '<status-code code="400" action="prevent" />'),
      answering(400),
    ] as const,
    ['an action that an expression gives', statusCode('@(&quot;ignore&quot;)'), answering(302)] as const,
  ])('lets pass: %s', async (_what, xml, given) => {
    const ran = await onResponse(xml, given);
    expect(ran.outcome.kind).toBe('completed');
    expect(noted(ran)).toBe(undefined);
  });

  it.each([
    ['a status', statusCode('prevent')],
    ['one status more strictly', statusCode('ignore', '<status-code code="302" action="prevent" />')],
    ['an action that an expression gives', statusCode('ignore', '<status-code code="302" action="@(&quot;prevent&quot;)" />')],
    ['with the other name of the variable', statusCode('prevent', '', 'error-variable-name')],
  ])('refuses: %s', async (_what, xml) => {
    const ran = await onResponse(xml, answering(302));
    expect(failureOf(ran)).toMatchObject({
      outcome: 'failed',
      source: 'validate-status-code',
      reason: 'Response not allowed',
      message: 'Response status code 302 is not allowed.',
      status: 502,
    });
    expect(noted(ran)).toEqual(['StatusCode 302 Unspecified prevent: Response status code 302 is not allowed.']);
    const detecting = await onResponse(xml.replaceAll('prevent', 'detect'), answering(302));
    expect(detecting.outcome.kind).toBe('completed');
    expect(noted(detecting)).toEqual(['StatusCode 302 Unspecified detect: Response status code 302 is not allowed.']);
  });

  it('takes the variable’s other name for the same', async () => {
    const xml = '<validate-status-code unspecified-status-code-action="detect" error-variable-name="errors" />';
    expect(noted(await onResponse(xml, answering(302)))).toHaveLength(1);
  });

  it('notes that nothing is described', async () => {
    const ran = await onResponse(statusCode('detect'), { ...describing(undefined), ...answering(200) });
    expect(noted(ran)).toEqual(['ApiSchema   detect: API’s schema does not exist or it could not be resolved.']);
  });

  it('finds what is wrong', async () => {
    expect(await findings('<validate-status-code />', 'outbound')).toEqual(['error attribute/missing "validate-status-code"']);
    expect(await findings(statusCode('ignore', '<status-code code="x" action="ignore" />'), 'outbound')).toEqual(['error value/type "x"']);
    expect(await findings(statusCode('ignore', '<status-code code="404" />'), 'outbound')).toEqual([
      'error attribute/missing "status-code"',
    ]);
    expect(await findings(statusCode('ignore'), 'inbound')).toEqual(['error policy/section "validate-status-code"']);
    expect(await findings(statusCode('ignore').repeat(2), 'outbound')).toEqual(['error policy/repeated "validate-status-code"']);
  });
});

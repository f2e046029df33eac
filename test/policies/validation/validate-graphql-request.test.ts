import { describe, expect, it } from 'vitest';
import { Response } from '../../../src/runtime/context/message.ts';
import { JToken } from '../../../src/runtime/dotnet/json/token.ts';
import type { Given } from '../../support/exchange.ts';
import { failureOf, findings, type Ran, run } from '../support/running.ts';

const schema = `
  type Query { me: User node(id: ID!): Node search: [Hit!]! version: String }
  type Mutation { createUser(name: String!): User deleteUser(id: ID!): Boolean }
  interface Node { id: ID! }
  union Hit = User | Order
  type User implements Node { id: ID! name: String salary(currency: String): Int friends: [User!]! orders: [Order!]! }
  type Order implements Node { id: ID! total: Int owner: User }
`;

const policy = (rules = '', attributes = 'max-size="2000"'): string =>
  `<validate-graphql-request ${attributes}>${rules === '' ? '' : `<authorize>${rules}</authorize>`}</validate-graphql-request>`;
const rule = (path: string, action?: string): string => `<rule path="${path}"${action === undefined ? '' : ` action="${action}"`} />`;
const asking = (query: string, more: Readonly<Record<string, unknown>> = {}): Given => ({
  schema,
  body: JSON.stringify({ query, ...more }),
});

/** The query that went on, in one line. */
function sent({ x }: Ran): string | undefined {
  const text = x.context.request.body?.contentText;
  return text === undefined ? undefined : (JSON.parse(text) as { query: string }).query.replaceAll(/\s+/g, ' ').trim();
}

function errorsOf({ x }: Ran): readonly { readonly message: string; readonly extensions: { readonly code: string } }[] {
  const text = x.context.response?.body?.contentText ?? '{}';
  return (JSON.parse(text) as { errors?: { message: string; extensions: { code: string } }[] }).errors ?? [];
}

const variable = ({ x }: Ran, name: string): string | undefined => {
  const value = x.context.variables.get(name);
  return value instanceof JToken ? JSON.stringify(JSON.parse(value.toString())) : undefined;
};

describe('requests that pass', () => {
  it.each([
    ['a query', policy(), asking('{ me { name } }')],
    ['a mutation with variables', policy(), asking('mutation ($n: String!) { createUser(name: $n) { id } }', { variables: { n: 'a' } })],
    ['one of several operations', policy(), asking('query A { version } query B { me { id } }', { operationName: 'B' })],
    ['just as many bytes as allowed', policy('', 'max-size="23"'), { schema, body: '{"query":"{ version }"}' }],
    ['just as deep as allowed', policy('', 'max-size="2000" max-depth="3"'), asking('{ me { friends { id } } }')],
    ['six fields down by default', policy(), asking(`{ me { ${'friends { '.repeat(4)} id ${'} '.repeat(4)} } }`)],
    ['fields up to the complexity', policy('', 'max-size="2000" max-complexity="3"'), asking('{ me { id name } }')],
    ['nesting up to the total depth', policy('', 'max-size="2000" max-total-depth="2"'), asking('{ me { friends { id name } } }')],
    ['values that expressions give', policy('', 'max-size="@(2000)" max-depth="@(3)"'), asking('{ me { friends { id } } }')],
    ['a GET', policy(), { schema, method: 'GET', url: 'https://crm.example/graphql?query=%7B%20version%20%7D' }],
    ['an allowed field', policy(rule('/', 'reject') + rule('/Query/version')), asking('{ version }')],
    ['a rule ignored', policy(rule('/Query/version', 'ignore')), asking('{ version }')],
    ['a rejected field that is not asked for', policy(rule('/User/salary', 'reject')), asking('{ me { name } }')],
    ['__typename beside refused introspection', policy(rule('/__*', 'reject')), asking('{ __typename me { __typename } }')],
  ] satisfies [string, string, Given][])('%s', async (_what, xml, given) => {
    const ran = await run(xml, given);
    expect(failureOf(ran)).toMatchObject({ outcome: 'completed' });
    expect(ran.forwarded()).toBe(1);
    expect(ran.x.context.request.body?.contentText).toBe(given.body);
    expect(ran.x.context.variables.has('GraphQLErrors')).toBe(false);
  });
});

describe('request errors', () => {
  const spread = (depth: number): string =>
    `{ me { ...F0 } } ${Array.from({ length: depth }, (_, i) => `fragment F${i} on User { friends { ...F${i + 1} } orders { owner { ...F${i + 1} } } }`).join(' ')} fragment F${depth} on User { id }`;

  it.each([
    ['no body', policy(), { schema }, 'BAD_REQUEST', 'the GraphQL request has no body'],
    ['no JSON', policy(), { schema, body: '{' }, 'BAD_REQUEST', 'the GraphQL request has a body that is no JSON'],
    ['no object', policy(), { schema, body: '1' }, 'BAD_REQUEST', 'the GraphQL request has a body that is no JSON object'],
    ['a batch', policy(), { schema, body: '[{"query":"{ version }"}]' }, 'BAD_REQUEST', 'the GraphQL request is a batch'],
    ['a persisted query', policy(), { schema, body: '{"extensions":{}}' }, 'BAD_REQUEST', 'the GraphQL request has no query'],
    [
      'an operation name of another type',
      policy(),
      asking('{ version }', { operationName: 1 }),
      'BAD_REQUEST',
      'the GraphQL request has an operationName that is no text',
    ],
    [
      'a parameter that readers may read differently',
      policy(),
      { schema, method: 'GET', url: 'https://crm.example/graphql?query=%7Bversion%7D&QUERY=%7Bme%7Bid%7D%7D' },
      'BAD_REQUEST',
      'the GraphQL request has a parameter twice',
    ],
    [
      'too many bytes',
      policy('', 'max-size="22"'),
      { schema, body: '{"query":"{ version }"}' },
      'REQUEST_TOO_LARGE',
      'the request has 23 bytes where 22 are allowed',
    ],
    [
      'bytes, not characters',
      policy('', 'max-size="40"'),
      { schema, body: '{"query":"{ version } # ééééééééé"}' },
      'REQUEST_TOO_LARGE',
      'the request has 44 bytes where 40 are allowed',
    ],
    ['a document that is none', policy(), asking('{ me {'), 'GRAPHQL_PARSE_FAILED', 'the query of the request cannot be read'],
    [
      'no operation',
      policy(),
      asking('fragment A on User { id }'),
      'OPERATION_RESOLUTION_FAILURE',
      'the request does not say which operation to run',
    ],
    [
      'two operations and no name',
      policy(),
      asking('query A { version } query B { version }'),
      'OPERATION_RESOLUTION_FAILURE',
      'the request does not say which operation to run',
    ],
    [
      'too deep',
      policy('', 'max-size="2000" max-depth="2"'),
      asking('{ me { friends { id } } }'),
      'QUERY_TOO_DEEP',
      'the query is 3 fields deep where 2 are allowed',
    ],
    [
      'too deep by default',
      policy(),
      asking(`{ me { ${'friends { '.repeat(5)} id ${'} '.repeat(5)} } }`),
      'QUERY_TOO_DEEP',
      'the query is 7 fields deep where 6 are allowed',
    ],
    [
      'too deep through fragments',
      policy('', 'max-size="2000" max-depth="2"'),
      asking('{ me { ...A } } fragment A on User { ... on User { friends { id } } }'),
      'QUERY_TOO_DEEP',
      'the query is 3 fields deep where 2 are allowed',
    ],
    [
      'a fragment that contains itself',
      policy(),
      asking('{ me { ...A } } fragment A on User { friends { ...A } }'),
      'QUERY_TOO_DEEP',
      'the query is endlessly many fields deep where 6 are allowed',
    ],
    [
      'too many fields',
      policy('', 'max-size="2000" max-complexity="2"'),
      asking('{ me { id name } }'),
      'QUERY_TOO_COMPLEX',
      'the query has 3 fields where 2 are allowed',
    ],
    [
      'more fields than the 250 of the reference',
      policy('', 'max-size="9000" max-complexity="9000"'),
      asking(`{ me { ${'id '.repeat(250)} } }`),
      'QUERY_TOO_COMPLEX',
      'the query has 251 fields where 250 are allowed',
    ],
    [
      'fields in a fragment that nothing spreads',
      policy('', 'max-size="9000"'),
      asking(`{ version } fragment A on User { ${'id '.repeat(250)} }`),
      'QUERY_TOO_COMPLEX',
      'the query has 251 fields where 250 are allowed',
    ],
    [
      'fragments that double each other',
      policy('', 'max-size="9000" max-depth="200"'),
      asking(spread(60)),
      'QUERY_TOO_COMPLEX',
      /^the query has [\d.e+]+ fields where 250 are allowed$/,
    ],
    [
      'too much nesting',
      policy('', 'max-size="2000" max-total-depth="1"'),
      asking('{ me { friends { id } } }'),
      'QUERY_TOO_DEEP',
      'the query nests 2 times where 1 are allowed',
    ],
    [
      'a field that is not there',
      policy(),
      asking('{ me { nam } }'),
      'GRAPHQL_VALIDATION_FAILED',
      'the GraphQL request does not fit the schema',
    ],
    [
      'a rejected field',
      policy(rule('/Mutation/deleteUser', 'reject')),
      asking('mutation { deleteUser(id: 1) }'),
      'FORBIDDEN',
      'a rule rejects Mutation.deleteUser',
    ],
    [
      'an action that an expression gives',
      policy(rule('/Query/version', '@(context.Request.IpAddress == &quot;203.0.113.7&quot; ? &quot;reject&quot; : &quot;allow&quot;)')),
      asking('{ version }'),
      'FORBIDDEN',
      'a rule rejects Query.version',
    ],
    [
      'a field rejected in a fragment',
      policy(rule('/User/salary', 'reject')),
      asking('{ me { ...A } } fragment A on User { pay: salary }'),
      'FORBIDDEN',
      'a rule rejects User.salary',
    ],
  ] satisfies [string, string, Given, string, string | RegExp][])('%s', async (_what, xml, given, code, message) => {
    const ran = await run(xml, given);
    expect(failureOf(ran)).toMatchObject({ outcome: 'failed', source: 'validate-graphql-request', reason: null, status: 400 });
    expect(failureOf(ran).message).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
    expect(errorsOf(ran).map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(ran.x.context.response?.body?.contentText).not.toContain('"data"');
    expect(ran.forwarded()).toBe(0);
    expect(variable(ran, 'GraphQLErrors')).toBe(JSON.stringify(errorsOf(ran)));
  });

  it('says what does not fit, with the place, and suggests nothing', async () => {
    const [error] = errorsOf(await run(policy(), asking('{ me { nam } }')));
    expect(error).toEqual({
      message: 'Cannot query field "nam" on type "User".',
      locations: [{ line: 1, column: 8 }],
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });

  it('keeps what the request says out of LastError', async () => {
    const ran = await run(policy(), asking('{ node(id: HUSH) { id } me(hush: 1) { id } }'));
    expect(failureOf(ran).message).not.toMatch(/hush/i);
  });

  it('puts errors into a further variable', async () => {
    const ran = await run(policy('', 'max-size="2000" max-depth="1" error-variable-name="faults"'), asking('{ me { id } }'));
    expect(variable(ran, 'faults')).toBe(variable(ran, 'GraphQLErrors'));
    expect(variable(ran, 'faults')).toContain('QUERY_TOO_DEEP');
  });

  it('fails where an expression gives no action that there is', async () => {
    const ran = await run(policy(rule('/Query/version', '@(&quot;deny&quot;)')), asking('{ version }'));
    expect(ran.outcome.kind).toBe('failed');
    expect(ran.forwarded()).toBe(0);
  });

  it('fails where there is no schema', async () => {
    expect(failureOf(await run(policy(), { body: '{"query":"{ version }"}' }))).toMatchObject({
      outcome: 'failed',
      message: 'there is no schema to hold the request against',
      status: 500,
    });
  });
});

describe('which rule counts', () => {
  // Of two rules about User.name, written in either order.
  it.each([
    ['/User/name', '/User/*'],
    ['/User/name', '/User/na*'],
    ['/User/na*', '/User/n*'],
    ['/User/n*', '/User/*'],
    ['/User/*', '/Us*/*'],
    ['/User/*', '/'],
    ['/User', '/'],
    ['/*/name', '/User/*'],
    ['/User/name', '/*/name'],
  ])('%s before %s', async (narrow, wide) => {
    const one = rule(narrow, 'allow');
    const other = rule(wide, 'reject');
    const root = rule('/Query/me');
    for (const rules of [one + other, other + one])
      expect((await run(policy(root + rules), asking('{ me { name } }'))).outcome.kind).toBe('completed');
    const reversed = rule(narrow, 'reject') + rule(wide, 'allow');
    expect((await run(policy(reversed), asking('{ me { name } }'))).outcome.kind).toBe('failed');
    const ignored = rule(narrow, 'ignore') + rule(wide, 'reject');
    expect((await run(policy(ignored), asking('{ me { name } }'))).outcome.kind).toBe('failed');
  });

  it.each([
    ['a root field by its name alone', '/deleteUser', 'mutation { deleteUser(id: 1) }'],
    ['introspection', '/__*', '{ __type(name: "User") { name } }'],
    ['every field', '/', '{ __typename }'],
    ['an interface’s field by each type that it could be', '/Order/id', '{ node(id: 1) { id } }'],
    ['a union’s __typename', '/Order/*', '{ search { __typename } }'],
    ['a type condition', '/User/salary', '{ node(id: 1) { ... on User { salary } } }'],
  ])('%s', async (_what, path, query) => {
    expect((await run(policy(rule(path, 'reject')), asking(query))).outcome.kind).toBe('failed');
  });

  it('takes the first of two alike', async () => {
    const twice = rule('/User/name', 'allow') + rule('/User/name', 'reject');
    expect((await run(policy(twice), asking('{ me { name } }'))).outcome.kind).toBe('completed');
  });
});

describe('remove', () => {
  it.each([
    ['a field', ['/User/salary'], '{ me { name salary } }', '{ me { name } }', ['User.salary']],
    ['an alias', ['/User/salary'], '{ me { name pay: salary } }', '{ me { name } }', ['User.salary']],
    ['what becomes empty', ['/User/salary'], '{ version me { friends { salary } } }', '{ version }', ['User.salary']],
    [
      'a fragment that becomes empty',
      ['/User/salary'],
      '{ me { id ...A } } fragment A on User { ...B } fragment B on User { salary }',
      '{ me { id } }',
      ['User.salary'],
    ],
    [
      'a fragment that only the removed field spread',
      ['/User/friends'],
      '{ me { id friends { ...A } } } fragment A on User { name }',
      '{ me { id } }',
      ['User.friends'],
    ],
    [
      'variables that nothing uses any more',
      ['/User/salary'],
      'query Q($c: String, $i: ID!) { me { salary(currency: $c) } node(id: $i) { id } }',
      'query Q($i: ID!) { node(id: $i) { id } }',
      ['User.salary'],
    ],
    [
      'an inline fragment',
      ['/User/*'],
      '{ node(id: 1) { ... on User { name } ... on Order { total } } }',
      '{ node(id: 1) { ... on Order { total } } }',
      ['User.name'],
    ],
    ['other operations', ['/User/salary'], 'query A { version } query B { me { id salary } }', 'query B { me { id } }', ['User.salary']],
    ['two fields', ['/User/salary', '/User/name'], '{ me { id name salary } }', '{ me { id } }', ['User.name', 'User.salary']],
  ])('%s', async (_what, paths, query, expected, fields) => {
    const rules = paths.map((path) => rule(path, 'remove')).join('');
    const more = query.includes('query B') ? { operationName: 'B' } : {};
    const ran = await run(policy(rules), { ...asking(query, more), response: { status: 200, body: '{"data":{"x":1}}' } });
    expect(ran.outcome.kind).toBe('completed');
    expect(sent(ran)).toBe(expected);
    expect(errorsOf(ran)).toEqual(
      fields.map((field) => ({ message: `The field ${field} was removed from the request.`, extensions: { code: 'FIELD_REMOVED' } })),
    );
    expect(variable(ran, 'GraphQLErrors')).toBe(JSON.stringify(errorsOf(ran)));
  });

  it('keeps the errors of the backend, and all else of the request', async () => {
    const ran = await run(policy(rule('/User/salary', 'remove')), {
      ...asking('query Q { me { id salary } }', { variables: { a: 1 }, operationName: 'Q' }),
      response: { status: 200, body: '{"data":null,"errors":[{"message":"own"}]}' },
    });
    expect(JSON.parse(ran.x.context.request.body?.contentText ?? '')).toMatchObject({ variables: { a: 1 }, operationName: 'Q' });
    expect(errorsOf(ran).map(({ message }) => message)).toEqual(['own', 'The field User.salary was removed from the request.']);
  });

  it('leaves alone what is no GraphQL response', async () => {
    for (const body of ['no', '[1]', '{"statusCode":500}']) {
      const given = { ...asking('{ me { id salary } }'), response: { status: 200, body } };
      const ran = await run(policy(rule('/User/salary', 'remove')), given);
      expect(ran.x.context.response?.body?.contentText).toBe(body);
    }
    const none = await run(policy(rule('/User/salary', 'remove')), { ...asking('{ me { id salary } }'), response: { status: 204 } });
    expect(none.x.context.response).toBeInstanceOf(Response);
    expect(none.x.context.response?.body).toBe(null);
  });

  it('sends nothing where nothing is left', async () => {
    const ran = await run(policy(rule('/Query/me', 'remove')), asking('{ me { id } }'));
    expect(ran.outcome.kind).toBe('returned');
    expect(ran.forwarded()).toBe(0);
    expect(ran.x.context.response?.statusCode).toBe(200);
    expect(JSON.parse(ran.x.context.response?.body?.contentText ?? '')).toEqual({
      data: null,
      errors: [{ message: 'The field Query.me was removed from the request.', extensions: { code: 'FIELD_REMOVED' } }],
    });
  });

  it('rewrites the query of a GET', async () => {
    const url = `https://crm.example/graphql?query=${encodeURIComponent('{ me { id salary } }')}&x=1`;
    const ran = await run(policy(rule('/User/salary', 'remove')), { schema, method: 'GET', url });
    expect(ran.x.context.request.url.query.get('query')?.[0]?.replaceAll(/\s+/g, ' ')).toBe('{ me { id } }');
    expect(ran.x.context.request.url.query.get('x')).toEqual(['1']);
  });
});

describe('what is found in documents', () => {
  it.each([
    ['<validate-graphql-request />', ['error attribute/missing "validate-graphql-request"']],
    [policy('', 'max-size="0"'), ['error value/type "0"']],
    [policy('', 'max-size="1" max-depth="none"'), ['error value/type "none"']],
    [policy('', 'max-size="1"').replace('></', '><authorize /></'), ['error element/missing "authorize"']],
    [policy('<rule />'), ['error attribute/missing "rule"']],
    [policy(rule('/Query/version', 'deny')), ['error value/type "deny"']],
    [policy(rule('Query.version')), ['warning validate-graphql-request/path "Query.version"']],
    [policy(rule('/Query/me/name')), ['warning validate-graphql-request/path "/Query/me/name"']],
    [policy(rule('/Query/*me')), ['warning validate-graphql-request/path "/Query/*me"']],
    [policy(rule('/a').repeat(101)), ['error validate-graphql-request/too-many-rules "rule"']],
    [policy() + policy(), ['error policy/repeated "validate-graphql-request"']],
  ])('%#', async (xml, expected) => expect(await findings(xml)).toEqual(expected));

  it('belongs to inbound', async () => {
    expect(await findings(policy(), 'outbound')).toEqual(['error policy/section "validate-graphql-request"']);
  });
});

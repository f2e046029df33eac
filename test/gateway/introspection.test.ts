import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { IntrospectionRule } from '../../src/config/config.ts';
import type { Callers, Claims } from '../../src/gateway/1-accept/callers/callers.ts';
import { mayIntrospect } from '../../src/gateway/1-accept/callers/may-introspect.ts';
import { ask, openGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

let books: TestSubgraph;
beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.close());

const developers: IntrospectionRule = { kind: 'claim', claim: 'roles', anyOf: ['graph-developer', 'operator'] };

/** A bearer token is its own claims. */
const callers: Callers = {
  userOf: async (bearer) => ({ user: null, claims: JSON.parse(Buffer.from(bearer.reveal(), 'base64url').toString()) as Claims }),
  subscriptionOf: () => null,
};
const bearer = (claims: Claims) => ({ authorization: `Bearer ${Buffer.from(JSON.stringify(claims)).toString('base64url')}` });

async function gatewayFor(introspection: IntrospectionRule) {
  const gateway = await openGateway([books], { introspection, callers });
  onTestFinished(() => gateway.close());
  return gateway;
}

const questions: readonly (readonly [how: string, query: string])[] = [
  ['plainly', '{ __schema { queryType { name } } }'],
  ['of one type', '{ __type(name: "Book") { name } }'],
  ['under an alias', '{ harmless: __type(name: "Book") { name } }'],
  ['beside data', '{ newest { title } __schema { queryType { name } } }'],
  ['in a fragment', '{ ...F } fragment F on Query { __schema { queryType { name } } }'],
  ['in a fragment of a fragment', '{ ...F } fragment F on Query { ...G } fragment G on Query { __type(name: "Book") { name } }'],
  ['in an inline fragment', '{ ... { ... on Query { __schema { queryType { name } } } } }'],
  ['in a field that is skipped', '{ newest { title } __schema @skip(if: true) { queryType { name } } }'],
  ['in a field that a variable includes', 'query($yes: Boolean = true) { __schema @include(if: $yes) { queryType { name } } }'],
  ['in an operation that does not run', 'query A { newest { title } } query B { __schema { queryType { name } } }'],
  ['with much blank around it', '{\n\t,,,__schema # hidden\n{ queryType{name} } }'],
];

describe('the schema', () => {
  it.each(questions)('is not shown to nobody in particular: %s', async (_how, query) => {
    const gateway = await gatewayFor({ kind: 'nobody' });
    const before = books.received.length;
    const { status, data, errors } = await ask(gateway, query);
    expect({ status, data }).toEqual({ status: 400, data: undefined });
    expect(errors).toMatchObject([
      {
        message: 'This graph does not show its schema (introspection).',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED', validationErrorCode: 'INTROSPECTION_DISABLED' },
      },
    ]);
    expect(books.received.length).toBe(before);
  });

  it('is shown to everyone where the rule says so', async () => {
    const { data } = await ask(await gatewayFor({ kind: 'everyone' }), '{ __type(name: "Book") { name } }');
    expect(data).toEqual({ __type: { name: 'Book' } });
  });

  it('is shown to whoever has the claim, whether somebody else asked the same before or after', async () => {
    const gateway = await gatewayFor(developers);
    const question = '{ __type(name: "Book") { name } }';
    const asked = async (claims?: Claims) => (await ask(gateway, question, claims === undefined ? {} : { headers: bearer(claims) })).status;
    expect(await asked()).toBe(400);
    expect(await asked({ roles: ['operator'] })).toBe(200);
    expect(await asked({ roles: ['reader'] })).toBe(400);
    expect(await asked({ roles: ['operator'] })).toBe(200);
    expect(await asked()).toBe(400);
  });

  it('is hidden while `__typename` is answered', async () => {
    const { data } = await ask(await gatewayFor({ kind: 'nobody' }), '{ __typename newest { __typename } }');
    expect(data).toEqual({ __typename: 'Query', newest: { __typename: 'Book' } });
  });
});

describe('the nearest name', () => {
  const slips: readonly (readonly [what: string, query: string])[] = [
    ['a field', '{ newest { titel } }'],
    ['an argument', '{ newest(a: 1) { title } __typename @skip(iff: true) }'],
    ['a type', 'query($b: Boook) { newest { title } }'],
    ['a directive', '{ newest @skipp(if: true) { title } }'],
    ['a fragment', '{ newest { ...F } } fragment F on Bok { title }'],
  ];
  it.each(slips)('after a slip in %s is told to those alone who may see the schema', async (_what, query) => {
    const gateway = await gatewayFor(developers);
    const closed = await ask(gateway, query);
    const open = await ask(gateway, query, { headers: bearer({ roles: 'operator' }) });
    expect([closed.status, open.status]).toEqual([400, 400]);
    expect(closed.text).not.toContain('Did you mean');
    expect(open.errors.length).toBe(closed.errors.length);
  });

  it('is told at all', async () => {
    expect((await ask(await gatewayFor({ kind: 'everyone' }), '{ newest { titel } }')).text).toContain('Did you mean');
  });
});

describe('a claim', () => {
  const rows: readonly (readonly [claims: Claims, admitted: boolean])[] = [
    [{ roles: ['graph-developer'] }, true],
    [{ roles: 'graph-developer' }, true],
    [{ roles: 'reader operator' }, true],
    [{ roles: ['reader', 'operator'] }, true],
    [{ roles: ['graph-developers'] }, false],
    [{ roles: ['reader operator'] }, false],
    [{ roles: '' }, false],
    [{ roles: true }, false],
    [{ roles: [['operator']] }, false],
    [{ roles: { operator: true } }, false],
    [{ role: ['operator'] }, false],
    [{}, false],
    [Object.create({ roles: ['operator'] }) as Claims, false],
  ];
  it.each(rows)('%j admits: %s', (claims, admitted) => expect(mayIntrospect(developers, { claims })).toBe(admitted));
});

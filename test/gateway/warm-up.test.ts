import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { GatewayCredentials } from '../../src/gateway/parts.ts';
import type { HandlerModule, NamedConnection } from '../../src/runtime/handler.ts';
import { compiled } from '../support/compiled.ts';
import { canary, type TestCredentials, testCredentials, withToken } from './support/credentials.ts';
import { ask, handler, handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let credentials: TestCredentials;
let asked: string[];
let gateway: TestGateway;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(() => Promise.all([people.close(), books.close()]));
beforeEach(() => {
  credentials = testCredentials();
  asked = [];
});
afterEach(() => gateway.close());

/** A document whose call takes the token of `demo/org`, and which says that it names these connections. */
const naming = (...connections: readonly NamedConnection[]): HandlerModule => {
  const made = handler({ inbound: withToken() });
  return { ...made, meta: { ...made.meta, connections } };
};
const org = { provider: 'demo', connection: 'org' } as const;

async function serving(ofBooks: HandlerModule, over: Partial<GatewayCredentials> = {}): Promise<void> {
  const noting: GatewayCredentials = {
    ...credentials,
    get(request, signal) {
      asked.push(`${request.provider}/${request.connection} ${request.asker.kind}`);
      return credentials.get(request, signal);
    },
    ...over,
  };
  gateway = await openGateway([people, books], { credentials: noting, handlers: handlers({ books: ofBooks }) });
}

const joined = '{ me { name books { title } } }';

it('a token that a later call will ask for is fetched while the first is on its way', async () => {
  await serving(naming(org));
  const first = people.hold();
  const answer = ask(gateway, joined);
  await first.arrived;
  expect(asked).toEqual(['demo/org managed']);
  first.answer('{"data":{"me":{"__typename":"Person","id":"1","name":"Ada"}}}');
  expect((await answer).data).toEqual({ me: { name: 'Ada', books: [{ title: 'Notes' }] } });
  // The policy asks for itself: what it may have is decided there.
  expect(asked).toEqual(['demo/org managed', 'demo/org managed']);
});

it('decides nothing, and its failure is told by whoever needs the token', async () => {
  await serving(naming(org));
  credentials.fail('ACCESS_DENIED');
  const first = people.hold();
  const answer = ask(gateway, joined);
  await first.arrived;
  expect(asked).toHaveLength(1);
  expect(gateway.log.filter(({ level }) => level !== 'debug')).toEqual([]);
  credentials.fail(undefined);
  first.answer('{"data":{"me":{"__typename":"Person","id":"1","name":"Ada"}}}');
  expect((await answer).errors).toEqual([]);
});

it.each<[what: string, handler: HandlerModule, query: string, over: Partial<GatewayCredentials>]>([
  ['a plan of one call', naming(org), '{ me { name } }', {}],
  ['a connection that is asked for with the token of a caller', naming({ ...org, asker: 'jwt' }), joined, {}],
  ['a document that names none', naming(), joined, {}],
  ['a token that is at hand', naming(org), joined, { peek: () => ({ accessToken: { reveal: () => canary } }) as never }],
])('is left out for %s', async (_what, ofBooks, query, over) => {
  await serving(ofBooks, over);
  const first = people.hold();
  const answer = ask(gateway, query);
  await first.arrived;
  expect(asked).toEqual([]);
  first.answer('{"data":{"me":null}}');
  expect((await answer).data).toEqual({ me: null });
});

it('knows from a document which connections the gateway itself asks for', async () => {
  const get = (connection: string, more = '') =>
    `<get-authorization-context provider-id="p" authorization-id="${connection}" context-variable-name="v" ${more} />`;
  const { handlers: made } = await compiled({
    'subgraphs/books': `<policies><inbound>${get('a')}${get('b', 'identity-type="managed"')}${get('c', 'identity-type="jwt" identity="@(&quot;t&quot;)"')}${get('@(context.RequestId.ToString())')}</inbound></policies>`,
  });
  expect(made.get('subgraphs/books')?.meta.connections).toEqual([
    { provider: 'p', connection: 'a' },
    { provider: 'p', connection: 'b' },
    { provider: 'p', connection: 'c', asker: 'jwt' },
  ]);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { traceByKey } from '../../src/gateway/1-accept/trace-right.ts';
import type { GatewayCredentials } from '../../src/gateway/parts.ts';
import { nobodyLooks } from '../../src/gateway/record/observers.ts';
import type { HandlerSource } from '../../src/runtime/handler.ts';
import type { CredentialRequest } from '../../src/runtime/ports/credential-source.ts';
import { type GatewayMeter, noMeter } from '../../src/telemetry/gateway-meter.ts';
import type { Documents } from '../support/compiled.ts';
import { canary, type TestCredentials, testCredentials } from './support/credentials.ts';
import { ask, openGateway, type TestGateway } from './support/gateway.ts';
import { handlersOf } from './support/observed.ts';
import { openRest, type RestService } from './support/rest-service.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

const key = 'let me see what happens';

let people: TestSubgraph;
let books: TestSubgraph;
let shop: RestService;
let shopGate: { readonly arrived: Promise<void>; open(): void } | undefined;
let credentials: TestCredentials;
/** Tokens that were asked for, in order. */
let asked: string[];
let counted: string[];
let gateway: TestGateway;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
  shop = await openRest(async ({ url }) => {
    await shopGate?.arrived;
    return { body: url.startsWith('/orders') ? [{ nr: '1', by: '1' }] : { text: 'paid' } };
  });
});
afterAll(() => Promise.all([people.close(), books.close(), shop.close()]));
beforeEach(() => {
  credentials = testCredentials();
  asked = [];
  counted = [];
});
afterEach(() => gateway.close());

const get = (id: string, more = ''): string =>
  `<get-authorization-context provider-id="p" authorization-id='${id}' context-variable-name="auth" ${more} />`;
const document = (inbound: string): string => `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend></policies>`;
const attach = '<set-header name="Authorization"><value>@(((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>';
const own = `identity-type="jwt" identity='@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split((char)32).Last())'`;
const global = `<policies><inbound>
  <set-variable name="tenant" value='@(context.Request.Headers.GetValueOrDefault("X-Tenant", "none"))' />
  <set-variable name="box" value='@(new JObject(new JProperty("id", "acme")))' />
  <set-header name="X-Region" exists-action="override"><value>eu</value></set-header>
</inbound><backend><forward-request /></backend></policies>`;

const said = ({ provider, connection, asker }: CredentialRequest): string =>
  `${provider}/${connection} ${asker.kind === 'jwt' ? `for ${asker.token.reveal()}` : 'managed'}`;

async function serving(documents: Documents, over: Partial<GatewayCredentials> = {}, more: readonly RestSubgraph[] = []): Promise<void> {
  const noting: GatewayCredentials = {
    ...credentials,
    get(request, signal) {
      asked.push(said(request));
      return credentials.get(request, signal);
    },
    ...over,
  };
  const meter: GatewayMeter = { ...noMeter, warmUp: (subgraph, outcome) => void counted.push(`${subgraph} ${outcome}`) };
  const handlers: HandlerSource = await handlersOf(documents);
  const observers = { ...nobodyLooks, mayTrace: traceByKey(() => key) };
  gateway = await openGateway([people, books, ...more], { credentials: noting, handlers, meter, observers });
}

interface RestSubgraph {
  readonly name: string;
  readonly kind: 'rest';
  readonly sdl: string;
  readonly url: string;
}

const joined = '{ me { name books { title } } }';
const me = '{"data":{"me":{"__typename":"Person","id":"1","name":"Ada"}}}';
const ofCaller = { 'x-tenant': 'acme', authorization: 'Bearer caller' };

/** What is asked for while the first call of a plan is on its way; the answer comes when that was looked at. */
async function beside(query = joined, headers: Record<string, string> = ofCaller) {
  const first = people.hold();
  const answer = ask(gateway, query, { headers });
  await first.arrived;
  const warmed = [...asked];
  first.answer(me);
  return { warmed, answer: await answer };
}

describe('while the first call of a plan is on its way, the token of a later one is fetched', () => {
  it.each<[what: string, inbound: string, warmed: string]>([
    ['of a connection that is named', get('org'), 'p/org managed'],
    ['by a variable of global.xml', get('@((string)context.Variables["tenant"])'), 'p/acme managed'],
    ['by a header of the client', get('@(context.Request.Headers.GetValueOrDefault("X-Tenant", ""))'), 'p/acme managed'],
    ['by a header that global.xml has set', get('@(context.Request.Headers.GetValueOrDefault("X-Region", ""))'), 'p/eu managed'],
    ['by what no policy can change', get('@(context.RequestId.ToString().Length.ToString())'), 'p/36 managed'],
    ['for the caller', get('org', own), 'p/org for caller'],
  ])('%s', async (_what, inbound, warmed) => {
    await serving({ global, 'subgraphs/books': document(inbound + attach) });
    const found = await beside();
    expect(found.warmed).toEqual([warmed]);
    expect(found.answer.data).toEqual({ me: { name: 'Ada', books: [{ title: 'Notes' }] } });
    // The policy asks for itself, and for the same: what it may have is decided there.
    expect(asked).toEqual([warmed, warmed]);
    expect(counted).toEqual(['books obtained']);
  });

  it.each<[what: string, inbound: string, over: Partial<GatewayCredentials>]>([
    ['by a variable that holds what may change', get('@(((JObject)context.Variables["box"])["id"].ToString())'), {}],
    ['by a variable that holds it as a text', get('@(context.Variables["box"].ToString().Length.ToString())'), {}],
    [
      'for a caller without a token',
      get('org', `identity-type="jwt" identity='@(context.Request.Headers.GetValueOrDefault("X-None", ""))'`),
      {},
    ],
    ['in a branch', `<choose><when condition="@(true)">${get('org')}</when></choose>`, {}],
    ['that is at hand', get('org'), { peek: () => ({ accessToken: { reveal: () => canary } }) as never }],
  ])('but not %s', async (_what, inbound, over) => {
    await serving({ global, 'subgraphs/books': document(inbound) }, over);
    expect((await beside()).warmed).toEqual([]);
    expect(counted).toEqual([]);
  });

  it('but not for a plan of one call, nor for what it begins with', async () => {
    await serving({ global, 'subgraphs/books': document(get('later')), 'subgraphs/people': document('<base />') });
    expect((await beside('{ me { name } }')).warmed).toEqual([]);
    expect((await beside('{ me { name } newest { title } }')).warmed).not.toContain('p/people managed');
    expect(counted).toEqual([]);
  });

  it('once for documents that ask for the same', async () => {
    await serving({ global, 'subgraphs/books': document(get('org') + get('org') + get('@((string)context.Variables["tenant"])')) });
    expect((await beside()).warmed).toEqual(['p/org managed', 'p/acme managed']);
  });
});

it('decides nothing: its failure is counted, and told by whoever needs the token', async () => {
  await serving({ 'subgraphs/books': document(get('org')) });
  credentials.fail('ACCESS_DENIED');
  const first = people.hold();
  const answer = ask(gateway, joined);
  await first.arrived;
  expect(asked).toHaveLength(1);
  expect(gateway.log.filter(({ level }) => level !== 'debug')).toEqual([]);
  credentials.fail(undefined);
  first.answer(me);
  expect((await answer).errors).toEqual([]);
  expect(counted).toEqual(['books ACCESS_DENIED']);
});

it('asks for nothing in the name of somebody whom the document turns down', async () => {
  const deny =
    '<choose><when condition="@(true)"><return-response><set-status code="403" reason="Forbidden" /></return-response></when></choose>';
  await serving({ 'subgraphs/books': document(deny + get('org', own)) });
  const { answer } = await beside();
  expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['POLICY_RESPONSE']);
  expect(asked).toEqual([]);
});

it('leaves no trace of a token that nobody needed, and one of its own', async () => {
  await serving({ 'subgraphs/books': document(get('org') + attach) });
  const first = people.hold();
  const asking = ask(gateway, joined, { headers: { 'fedpass-trace': key } });
  await first.arrived;
  // Nobody is there, so there are no books to ask for; and who echoes the token shows it to nobody.
  first.answer('{"data":{"me":null}}');
  const { text, data } = await asking;
  expect(data).toEqual({ me: null });
  const { trace } = (
    JSON.parse(text) as { extensions: { trace: { warmUps: readonly object[]; exchanges: readonly { credentials: unknown }[] } } }
  ).extensions;
  expect(trace.warmUps).toMatchObject([{ subgraph: 'books', provider: 'p', connection: 'org', outcome: 'obtained' }]);
  expect(trace.exchanges.map(({ credentials: each }) => each)).toEqual([[]]);
  expect(text + gateway.logText()).not.toContain(canary);
});

describe('of a rest subgraph', () => {
  const sdl = `
    type Query { orders: [Order] order(nr: ID!): Order @lookup @internal }
    type Order @key(fields: "nr") { nr: ID! state: State }
    type State { text: String }
    type Person @key(fields: "id") { id: ID! orders: [Order] badge: String limit: Int }
  `;
  const resolver = (request: string, path: string): string =>
    `<http-data-source><http-request>${request}<set-method>GET</set-method><set-url>${shop.url}${path}</set-url></http-request></http-data-source>`;
  const documents = (): Documents => ({
    global,
    'resolvers/shop/Query.orders': resolver(get('root'), '/orders'),
    'resolvers/shop/Person.orders': resolver(get('@((string)context.Variables["tenant"])'), '/orders'),
    'resolvers/shop/Person.badge': resolver(get('badges'), '/badges'),
    'resolvers/shop/Order.state': resolver(get('states'), '/states'),
  });
  const open = () => serving(documents(), {}, [{ name: 'shop', kind: 'rest', sdl, url: shop.url }]);

  it('for the fields that a later call will resolve, and no others', async () => {
    await open();
    const { warmed } = await beside('{ me { name orders { nr state { text } } } }');
    expect(warmed.toSorted()).toEqual(['p/acme managed', 'p/states managed']);
  });

  it('for the fields of objects that its own first call brings', async () => {
    await open();
    let release: () => void = () => undefined;
    shopGate = { arrived: new Promise((resolve) => (release = resolve)), open: () => release() };
    const answer = ask(gateway, '{ orders { nr state { text } } }');
    // Its own is asked for by its document, the other beside it.
    await expect.poll(() => asked.toSorted()).toEqual(['p/root managed', 'p/states managed']);
    shopGate.open();
    expect((await answer).data).toEqual({ orders: [{ nr: '1', state: { text: 'paid' } }] });
    expect(asked.toSorted()).toEqual(['p/root managed', 'p/states managed', 'p/states managed']);
    shopGate = undefined;
  });

  it('but not for what is asked for by a condition', async () => {
    await open();
    const { warmed } = await beside('{ me { name badge @skip(if: true) orders { nr } } }');
    expect(warmed).toEqual(['p/acme managed']);
  });
});

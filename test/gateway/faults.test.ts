import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HandlerSource } from '../../src/runtime/handler.ts';
import { compiled } from '../support/compiled.ts';
import { canary, testCredentials } from './support/credentials.ts';
import { ask, handler, openGateway, type TestGateway } from './support/gateway.ts';
import { openPeople, type TestSubgraph } from './support/subgraph.ts';

/** What every fault says of the backend's inside, and must be told to nobody. */
const inside = 'stack trace of the backend';

type Fault = (response: ServerResponse, authorization: string) => void;
type Kind = 'federation' | 'graphql' | 'rest';
interface Told {
  readonly code: string;
  readonly status?: number;
}

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Fault =>
  (response, authorization) =>
    response.writeHead(code, { 'content-type': 'text/plain', ...headers }).end(`${inside} ${authorization}`);
const unwell = (code: number): Told => ({ code: 'SUBGRAPH_HTTP_ERROR', status: code });
const bad: Told = { code: 'SUBGRAPH_BAD_RESPONSE' };

/** Fault, and what clients are told of it: the same for all kinds. */
const faults: readonly (readonly [what: string, fault: Fault, told: Told])[] = [
  ['hanging', () => undefined, { code: 'SUBGRAPH_TIMEOUT' }],
  ['slow: only the head of an answer comes', (r) => r.writeHead(200).flushHeaders(), { code: 'SUBGRAPH_TIMEOUT' }],
  ['slow: a body that never ends', (r) => r.writeHead(200).write(`{"data":"${inside}`), { code: 'SUBGRAPH_TIMEOUT' }],
  ['closing before an answer', (r) => r.socket?.destroy(), { code: 'SUBGRAPH_UNREACHABLE' }],
  [
    'closing mid-body',
    (r) => {
      r.writeHead(200, { 'content-length': '1000' }).write(`{"data":"${inside}`);
      setImmediate(() => r.socket?.destroy());
    },
    { code: 'SUBGRAPH_UNREACHABLE' },
  ],
  ['what is no HTTP', (r) => r.socket?.end(`${inside}\r\n\r\n`), { code: 'SUBGRAPH_UNREACHABLE' }],
  ['HTML with 200', (r, a) => r.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>${inside} ${a}</h1>`), bad],
  ['invalid JSON', (r) => r.writeHead(200, { 'content-type': 'application/json' }).end(`{"data":{"${inside}`), bad],
  ['JSON of another shape', (r) => r.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([[inside]])), bad],
  ['a huge body', (r) => r.writeHead(200).end(`{"data":"${'x'.repeat(300_000)}"}`), bad],
  ['a body that claims to be huge', (r) => r.writeHead(200, { 'content-length': '999999999' }).write('{'), bad],
  ['a body that is compressed to hide its size', (r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(inside), bad],
  ['401', status(401), unwell(401)],
  ['403', status(403), unwell(403)],
  ['429', status(429, { 'retry-after': '1' }), unwell(429)],
  ['500', status(500), unwell(500)],
  ['503', status(503), unwell(503)],
  ['a redirect', status(302, { location: 'http://169.254.169.254/' }), unwell(302)],
];

const token =
  '<get-authorization-context provider-id="demo" authorization-id="org" context-variable-name="auth" /><set-header name="Authorization" exists-action="override"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>';
const ofSubgraph = `<policies><inbound>${token}</inbound><backend><base /></backend></policies>`;

const thing = 'type Thing { name: String }';
const sdl: Readonly<Record<Kind, string>> = {
  federation: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { federation: Thing } ${thing} type Person @key(fields: "id") { id: ID! age: Int }`,
  graphql: `type Query { graphql: Thing } ${thing}`,
  rest: `type Query { rest: Thing } ${thing}`,
};
const kinds = Object.keys(sdl) as readonly Kind[];

let people: TestSubgraph;
let backend: Server;
let url: string;
let fault: Fault;
let handlers: HandlerSource;
let gateway: TestGateway;
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', note);
  people = await openPeople();
  backend = createServer((request, response) => {
    request.resume().on('end', () => fault(response, request.headers.authorization ?? ''));
  });
  url = await listening(backend);
  const { handlers: made, findings } = await compiled({
    'subgraphs/federation': ofSubgraph,
    'subgraphs/graphql': ofSubgraph,
    'resolvers/rest/Query.rest': `<http-data-source><http-request>${token.replace('<set-header', `<set-method>GET</set-method><set-url>${url}/rest</set-url><set-header`)}</http-request></http-data-source>`,
  });
  expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  const bare = handler({});
  handlers = {
    current: () => ({
      global: undefined,
      subgraph: (name) => made.get(`subgraphs/${name}`) ?? bare,
      resolver: (subgraph, field) => made.get(`resolvers/${subgraph}/${field}`),
      api: () => bare,
    }),
  };
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await people.close();
  await closed(backend);
});
afterEach(() => gateway.close());

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

async function open(kind: Kind, settings: object = {}, at = url): Promise<void> {
  const subgraph = { name: kind, kind, sdl: sdl[kind], url: `${at}/${kind}` };
  gateway = await openGateway([people, subgraph], { handlers, credentials: testCredentials(), ...settings });
}

/** What the client learns: the data of the others, one error with this code, and nothing of the inside. */
async function expectTold(kind: Kind, query: string, data: object, told: Told): Promise<void> {
  const answer = await ask(gateway, query);
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual(data);
  expect(answer.errors.map(({ extensions }) => extensions)).toEqual([{ ...told, subgraph: kind }]);
  for (const secret of [inside, canary, url, 'at Object.', 'node:']) expect(answer.text).not.toContain(secret);
  expect(gateway.logText()).not.toContain(canary);
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
}

describe.each(kinds)('a %s subgraph that is', (kind) => {
  it.each(faults)('%s', async (_what, how, told) => {
    fault = how;
    // Short only where the end of the wait is what is tested: the other subgraph must answer within it on a busy machine, too.
    await open(kind, { timeoutMs: told.code === 'SUBGRAPH_TIMEOUT' ? 2_000 : 15_000 });
    await expectTold(kind, `{ me { name } ${kind} { name } }`, { me: { name: 'Ada' }, [kind]: null }, told);
  });
});

describe.each(['federation', 'graphql'] as const)('a %s subgraph that is', (kind) => {
  it('down', async () => {
    const gone = createServer();
    const at = await listening(gone);
    await closed(gone);
    await open(kind, {}, at);
    await expectTold(kind, `{ me { name } ${kind} { name } }`, { me: { name: 'Ada' }, [kind]: null }, { code: 'SUBGRAPH_UNREACHABLE' });
  });
});

describe('a federation subgraph that answers', () => {
  it.each([
    ['too few entities', []],
    ['too many entities', [{ age: 1 }, { age: 2 }]],
    ['no list of entities', null],
    ['an entity that is none', ['x']],
  ])('%s', async (_what, entities) => {
    fault = (response) => response.end(JSON.stringify({ data: { _entities: entities } }));
    await open('federation');
    await expectTold('federation', '{ me { name age } }', { me: { name: 'Ada', age: null } }, bad);
  });
});

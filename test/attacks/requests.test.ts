import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/config/defaults.ts';
import { openGateway, type TestGateway } from '../gateway/support/gateway.ts';
import { openSubgraph, type TestSubgraph } from '../gateway/support/subgraph.ts';
import { type Attack, attacks } from './requests.ts';

const sdl = `
  type Query { me: Person newest: Book }
  type Mutation { rename: Book }
  type Person { id: ID books(first: Int): [Book!]! }
  type Book { title: String author: Person }
`;
const book = { title: 'Compilers', author: () => person };
const person = { id: 'p', books: () => [book] };

let library: TestSubgraph;
let gateway: TestGateway;

/** As it is where nothing is loosened. */
beforeAll(async () => {
  library = await openSubgraph('library', sdl, { Query: { me: () => person, newest: () => book }, Mutation: { rename: () => book } });
  gateway = await openGateway([library], {
    limits: defaultLimits(),
    introspection: { kind: 'nobody' },
    persistedQueries: { ttlMs: 60_000 },
  });
});
afterAll(async () => {
  await gateway.close();
  await library.close();
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends exactly what stands there, which `fetch` would mend. */
const send = ({ method = 'GET', path = '/graphql', headers = {}, body }: Attack): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const lines = Object.entries(headers).map(([name, value]): [string, string | string[]] => [
      name,
      typeof value === 'string' ? value : [...value],
    ]);
    const outgoing = request({ hostname, port, method, path, headers: Object.fromEntries(lines), agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

describe('a request that would get around the rules', () => {
  it.each(attacks)('by $how is refused with $status $code', async (attack) => {
    const before = library.received.length;
    gateway.log.length = 0;
    const { status, headers, text } = await send(attack);
    expect({ status, text: status === attack.status ? '' : text.slice(0, 300) }).toEqual({ status: attack.status, text: '' });
    expect(headers['content-type']).toMatch(/^application\/(?:graphql-response\+)?json/);
    const { errors, data } = JSON.parse(text) as { errors?: { extensions: { code: string } }[]; data?: unknown };
    expect(data ?? null).toBeNull();
    expect([...new Set(errors?.map(({ extensions }) => extensions.code))]).toEqual(attack.code === undefined ? [] : [attack.code]);
    expect(text).not.toMatch(/stack|node_modules|\.[jt]s:\d|Did you mean/);
    expect(library.received.length).toBe(before);
    expect(gateway.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is one of many', () => expect(new Set(attacks.map(({ how }) => how)).size).toBe(attacks.length));
});

it('what is refused above is refused for what it is: the same, without it, is answered', async () => {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  const asked = {
    how: '',
    method: 'POST',
    headers: json,
    body: JSON.stringify({ query: '{ newest { title } }' }),
    status: 200,
    code: undefined,
  };
  expect((await send(asked)).text).toBe('{"data":{"newest":{"title":"Compilers"}}}');
  expect(
    (await send({ how: '', headers: json, status: 200, code: undefined, path: '/graphql?query=%7Bnewest%7Btitle%7D%7D' })).status,
  ).toBe(200);
  expect((await send({ ...asked, body: JSON.stringify({ query: 'mutation { rename { title } }' }) })).status).toBe(200);
  expect(
    (await send({ ...asked, body: JSON.stringify({ query: '{ me { books(first: 1000) { author { books(first: 10) { title } } } } }' }) }))
      .status,
  ).toBe(200);
});

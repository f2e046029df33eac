import { createServer, type IncomingHttpHeaders, request as plainRequest, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dispatchers } from '../../src/gateway/3-fetch/dispatchers.ts';
import type { EgressCheck } from '../../src/gateway/3-fetch/egress.ts';
import { type BackendRequest, openSender } from '../../src/gateway/3-fetch/send.ts';
import type { ClientCertificate } from '../../src/runtime/ports/certificates.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { type ProxyServer, SendFailure } from '../../src/runtime/ports/send.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

let backend: { server: Server; origin: string; seen: Seen[] };
let proxy: { server: Server; origin: string; seen: Seen[] };
const sender = openSender(10_000);

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

beforeAll(async () => {
  const seen: Seen[] = [];
  const server = createServer(({ method = '', url = '', headers }, response) => {
    seen.push({ method, url, headers });
    if (url === '/moved') response.writeHead(302, { location: '/here' }).end();
    else response.end('backend');
  });
  backend = { server, seen, origin: await listening(server) };

  const through: Seen[] = [];
  const relay = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    through.push({ method, url, headers });
    if (headers['proxy-authorization'] !== `Basic ${Buffer.from('me:pä:ss').toString('base64')}`) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end();
      return;
    }
    const { 'proxy-authorization': _login, 'proxy-connection': _connection, ...rest } = headers;
    request.pipe(
      plainRequest(url, { method, headers: rest }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  relay.on('connect', ({ url = '', headers }, socket) => {
    through.push({ method: 'CONNECT', url, headers });
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  proxy = { server: relay, seen: through, origin: await listening(relay) };
});

afterAll(async () => {
  await sender.close();
  for (const { server } of [backend, proxy]) {
    server.closeAllConnections();
    server.close();
  }
});

const everywhere: EgressCheck = () => ({ kind: 'named' });
const login = (): ProxyServer => ({ url: proxy.origin, username: 'me', password: new Secret('pä:ss') });
const request = (path: string, more: Partial<BackendRequest> = {}): BackendRequest => ({
  method: 'GET',
  url: `${backend.origin}${path}`,
  headers: [['X-One', '1']],
  body: null,
  timeoutMs: 5_000,
  totalMs: 5_000,
  followRedirects: true,
  signal: undefined,
  egress: everywhere,
  ...more,
});
const failure = (promise: Promise<unknown>): Promise<SendFailure> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof SendFailure ? error : Promise.reject(error)),
  );

describe('a proxy', () => {
  it('gets the whole address of a plain backend, and the login that the backend never sees', async () => {
    const { status, body } = await sender.send(request('/a?b=1', { proxy: login() }));
    expect([status, Buffer.from(body).toString()]).toEqual([200, 'backend']);
    expect(proxy.seen.at(-1)).toMatchObject({ method: 'GET', url: `${backend.origin}/a?b=1`, headers: { 'x-one': '1' } });
    expect(backend.seen.at(-1)).toMatchObject({ url: '/a?b=1', headers: { 'x-one': '1' } });
    expect(backend.seen.at(-1)?.headers).not.toHaveProperty('proxy-authorization');
  });

  it('is kept on redirects', async () => {
    const before = proxy.seen.length;
    await sender.send(request('/moved', { proxy: login() }));
    expect(proxy.seen.slice(before).map(({ url }) => url)).toEqual([`${backend.origin}/moved`, `${backend.origin}/here`]);
  });

  it('is asked for a tunnel to a backend with TLS', async () => {
    const error = await failure(sender.send(request('/', { url: 'https://backend.example/', proxy: login() })));
    expect(error).toMatchObject({ kind: 'unreachable', message: 'the proxy answered with status 403' });
    expect(proxy.seen.at(-1)).toMatchObject({ method: 'CONNECT', url: 'backend.example:443' });
  });

  it('that wants another login is told from the backend', async () => {
    const error = await failure(sender.send(request('/', { proxy: { url: proxy.origin, username: undefined, password: undefined } })));
    expect(error).toMatchObject({ kind: 'unreachable', message: 'the proxy answered with status 407' });
  });

  it('that is gone is unreachable', async () => {
    const gone = { url: 'http://127.0.0.1:1', username: undefined, password: undefined };
    expect((await failure(sender.send(request('/', { proxy: gone })))).kind).toBe('unreachable');
  });

  it.each<[what: string, egress: EgressCheck, text: string]>([
    [
      'is not listed',
      (url) => (url.origin === backend.origin ? { kind: 'named' } : { kind: 'refused', reason: 'unlisted' }),
      'the proxy `127.0.0.1:',
    ],
    [
      'is private',
      (url) => (url.origin === backend.origin ? { kind: 'named' } : { kind: 'refused', reason: 'private' }),
      'is a private address',
    ],
    ['would hide the address of a host that only a pattern allows', () => ({ kind: 'guarded' }), 'must be listed whole'],
  ])('is refused when it %s', async (_what, egress, text) => {
    const before = proxy.seen.length;
    const error = await failure(sender.send(request('/', { proxy: login(), egress })));
    expect(error.kind).toBe('refused');
    expect(error.message).toContain(text);
    expect(proxy.seen).toHaveLength(before);
  });
});

describe('connections', () => {
  const certificate = (name: string): ClientCertificate => ({ chain: name, key: new Secret(name) }) as ClientCertificate;

  it('are shared only by requests that leave in the same way', async () => {
    const pools = new Dispatchers();
    const way = { guarded: false, certificate: undefined, proxy: undefined };
    const all = [
      pools.pick(way),
      pools.pick({ ...way, guarded: true }),
      pools.pick({ ...way, certificate: certificate('a') }),
      pools.pick({ ...way, certificate: certificate('b') }),
      pools.pick({ ...way, certificate: certificate('a'), guarded: true }),
      pools.pick({ ...way, proxy: { ...login(), guarded: false } }),
      pools.pick({ ...way, proxy: { ...login(), username: 'you', guarded: false } }),
      pools.pick({ ...way, proxy: { ...login(), password: new Secret('x'), guarded: false } }),
      pools.pick({ ...way, proxy: { ...login(), guarded: false }, certificate: certificate('a') }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(pools.pick({ ...way, certificate: certificate('a') })).toBe(all[2]);
    expect(pools.pick({ ...way, proxy: { ...login(), guarded: false } })).toBe(all[5]);
    await pools.close();
  });

  it('of a special way are bounded: the one used least recently goes', async () => {
    const pools = new Dispatchers();
    const pick = (name: string) => pools.pick({ guarded: false, certificate: certificate(name), proxy: undefined });
    const kept = pick('kept');
    const first = pick('0');
    for (let i = 1; i < 63; i++) pick(String(i));
    expect(pick('kept')).toBe(kept);
    pick('one too many');
    expect(pick('kept')).toBe(kept);
    expect(pick('0')).not.toBe(first);
    await pools.close();
  });
});

it('headers of the connection stay behind in requests of policies', async () => {
  const send = sender.port(everywhere);
  await send({
    ...request('/'),
    headers: [
      ['Connection', 'x'],
      ['Proxy-Authorization', 'Basic x'],
      ['Expect', '100-continue'],
      ['TE', 'trailers'],
      ['X-Two', '2'],
    ],
  });
  expect(backend.seen.at(-1)?.headers).toMatchObject({ 'x-two': '2' });
  for (const name of ['proxy-authorization', 'expect', 'te']) expect(backend.seen.at(-1)?.headers).not.toHaveProperty(name);
});

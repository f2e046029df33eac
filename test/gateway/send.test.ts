import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EgressCheck, egressCheck, isPrivate } from '../../src/gateway/3-fetch/egress.ts';
import { type BackendRequest, openSender } from '../../src/gateway/3-fetch/send.ts';
import { SendFailure } from '../../src/runtime/ports/send.ts';

let one: TestServer;
let two: TestServer;
const sender = openSender(10_000);

interface TestServer {
  readonly server: Server;
  readonly origin: string;
  readonly received: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
}

async function open(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<TestServer> {
  const received: TestServer['received'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, received, origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` };
}

const text = 'hello '.repeat(20);
const bodies: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(text),
  br: brotliCompressSync(text),
  deflate: deflateSync(text),
  broken: Buffer.from('no gzip'),
  bomb: gzipSync(Buffer.alloc(1_000_000)),
};

beforeAll(async () => {
  two = await open((_request, response) => response.end('two'));
  one = await open((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const status = Number(searchParams.get('status') ?? 302);
    const encoded = bodies[pathname.slice(1)];
    if (encoded !== undefined)
      response
        .writeHead(200, { 'content-encoding': pathname === '/br' ? 'br' : pathname === '/deflate' ? 'deflate' : 'gzip' })
        .end(encoded);
    else if (pathname === '/here') response.writeHead(status, { location: '/there' }).end();
    else if (pathname === '/away') response.writeHead(status, { location: `${two.origin}/` }).end();
    else if (pathname === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (pathname === '/long') response.writeHead(200, { 'content-length': '20000' }).end('x'.repeat(20_000));
    else if (pathname === '/flood') response.end('x'.repeat(20_000));
    else if (pathname === '/headers') response.setHeader('Set-Cookie', ['a=1', 'b=2']).setHeader('X-Öl', 'ä').end();
    else if (pathname === '/hang') return;
    else if (pathname === '/drip') response.writeHead(200).write('x');
    else response.end('one');
  });
});
afterAll(async () => {
  await sender.close();
  for (const { server } of [one, two]) {
    server.closeAllConnections();
    server.close();
  }
});

const everywhere: EgressCheck = () => ({ kind: 'named' });
const guarded: EgressCheck = () => ({ kind: 'guarded' });
const request = (path: string, more: Partial<BackendRequest> = {}): BackendRequest => ({
  method: 'POST',
  url: `${one.origin}${path}`,
  headers: [],
  body: null,
  timeoutMs: 2_000,
  totalMs: 2_000,
  followRedirects: false,
  signal: undefined,
  egress: everywhere,
  ...more,
});
const failure = (promise: Promise<unknown>): Promise<SendFailure> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof SendFailure ? error : Promise.reject(error)),
  );
const bodyOf = async (path: string, more?: Partial<BackendRequest>): Promise<string> =>
  Buffer.from((await sender.send(request(path, more))).body).toString();

describe('a response', () => {
  it('comes with status, reason, header lines and body', async () => {
    const response = await sender.send(request('/', { body: 'sent', headers: [['X-One', '1']] }));
    expect(response).toMatchObject({ status: 200, reason: 'OK' });
    expect(Buffer.from(response.body).toString()).toBe('one');
    expect(one.received.at(-1)).toMatchObject({ method: 'POST', body: 'sent', headers: { 'x-one': '1' } });
  });

  it.each(['gzip', 'br', 'deflate'])('in %s is decompressed', async (coding) => {
    const response = await sender.send(request(`/${coding}`));
    expect(Buffer.from(response.body).toString()).toBe(text);
    expect(response.headers.map(([name]) => name)).not.toContain('content-encoding');
  });

  it('that lies about its coding stays as it is', async () => {
    expect(await bodyOf('/broken')).toBe('no gzip');
  });

  it.each(['/long', '/flood', '/bomb'])('over the limit fails: %s', async (path) => {
    expect(await failure(sender.send(request(path)))).toMatchObject({ kind: 'too-large' });
  });
});

describe('time', () => {
  it.each(['/hang', '/drip'])('runs out for %s', async (path) => {
    expect(await failure(sender.send(request(path, { timeoutMs: 100, totalMs: 100 })))).toMatchObject({ kind: 'timeout' });
  });

  it('for the headers may be shorter than for the body', async () => {
    expect(await failure(sender.send(request('/hang', { timeoutMs: 50, totalMs: 60_000 })))).toMatchObject({
      kind: 'timeout',
      message: 'no response within 50 ms',
    });
  });

  it('ends at once with an abort, before and while', async () => {
    expect(await failure(sender.send(request('/', { signal: AbortSignal.abort() })))).toMatchObject({ kind: 'aborted' });
    const controller = new AbortController();
    const sent = failure(sender.send(request('/hang', { signal: controller.signal })));
    controller.abort();
    expect(await sent).toMatchObject({ kind: 'aborted' });
  });

  it('of a deadline that aborts is told as a timeout', async () => {
    const signal = AbortSignal.abort(new SendFailure('timeout', 'the whole took too long'));
    expect(await failure(sender.send(request('/', { signal })))).toMatchObject({ kind: 'timeout', message: 'the whole took too long' });
  });
});

describe('a redirect', () => {
  const headers = [
    ['Authorization', 'Bearer t'],
    ['Cookie', 'a=1'],
    ['X-Api-Key', 'k'],
    ['Accept', 'application/json'],
  ] as const;

  it('is a response unless it is to be followed', async () => {
    expect(await sender.send(request('/here'))).toMatchObject({ status: 302 });
  });

  it('to the same origin keeps the headers', async () => {
    expect(await bodyOf('/here', { followRedirects: true, headers })).toBe('one');
    expect(one.received.at(-1)).toMatchObject({ method: 'GET', url: '/there', headers: { authorization: 'Bearer t', 'x-api-key': 'k' } });
  });

  it('to another origin loses whatever could be a credential', async () => {
    expect(await bodyOf('/away', { followRedirects: true, headers })).toBe('two');
    expect(two.received.at(-1)?.headers).toMatchObject({ accept: 'application/json' });
    for (const name of ['authorization', 'cookie', 'x-api-key']) expect(two.received.at(-1)?.headers).not.toHaveProperty(name);
  });

  it.each([
    [301, 'GET', ''],
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'sent'],
    [308, 'POST', 'sent'],
  ])('of status %i sends %s', async (status, method, body) => {
    await sender.send(request(`/here?status=${status}`, { followRedirects: true, body: 'sent' }));
    expect(one.received.at(-1)).toMatchObject({ url: '/there', method, body });
  });

  it('to a place that is not allowed is refused', async () => {
    const egress = egressCheck([one.origin], []);
    const before = two.received.length;
    expect(await failure(sender.send(request('/away', { followRedirects: true, egress })))).toMatchObject({ kind: 'refused' });
    expect(two.received.length).toBe(before);
  });

  it('in a loop ends', async () => {
    expect(await failure(sender.send(request('/loop', { followRedirects: true, method: 'GET' })))).toMatchObject({ kind: 'refused' });
  });
});

describe('egress', () => {
  const allow = [
    { kind: 'host', host: 'api.example.com', port: undefined },
    { kind: 'host', host: '10.0.0.5', port: 8080 },
    { kind: 'suffix', suffix: '.contoso.com', port: 443 },
    { kind: 'suffix', suffix: '.local', port: undefined },
  ] as const;
  const check = egressCheck(['https://crm.example.com', 'http://127.0.0.1:4001'], allow);

  it.each([
    ['https://crm.example.com/graphql', 'named'],
    ['http://crm.example.com/graphql', 'refused'],
    ['https://crm.example.com:8443/', 'refused'],
    ['http://127.0.0.1:4001/', 'named'],
    ['http://127.0.0.1:4002/', 'refused'],
    ['https://api.example.com:9000/', 'named'],
    ['https://www.api.example.com/', 'refused'],
    ['http://10.0.0.5:8080/', 'named'],
    ['http://10.0.0.5/', 'refused'],
    ['https://eu.contoso.com/', 'guarded'],
    ['http://eu.contoso.com/', 'refused'],
    ['https://contoso.com/', 'refused'],
    ['https://evilcontoso.com/', 'refused'],
    ['http://169.254.169.254/latest/meta-data', 'refused'],
  ])('%s is %s', (url, kind) => expect(check(new URL(url)).kind).toBe(kind));

  it.each([
    ['0.0.0.0', true],
    ['0.1.2.3', true],
    ['10.1.2.3', true],
    ['11.0.0.1', false],
    ['100.63.255.255', false],
    ['100.64.0.1', true],
    ['100.100.100.200', true],
    ['100.127.255.255', true],
    ['100.128.0.1', false],
    ['127.0.0.1', true],
    ['127.255.255.254', true],
    ['168.63.129.15', false],
    ['168.63.129.16', true],
    ['169.254.169.254', true],
    ['169.254.170.2', true],
    ['172.15.255.255', false],
    ['172.16.0.1', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['192.0.0.192', true],
    ['192.0.2.1', true],
    ['192.88.99.1', true],
    ['192.168.1.1', true],
    ['198.17.255.255', false],
    ['198.18.0.1', true],
    ['198.19.255.255', true],
    ['198.51.100.1', true],
    ['203.0.113.1', true],
    ['224.0.0.1', true],
    ['240.0.0.1', true],
    ['255.255.255.255', true],
    ['8.8.8.8', false],
    ['[::]', true],
    ['[::1]', true],
    ['[::a9fe:a9fe]', true],
    ['[::ffff:a9fe:a9fe]', true],
    ['[::ffff:808:808]', false],
    ['[::ffff:0:a9fe:a9fe]', true],
    ['[64:ff9b::a9fe:a9fe]', true],
    ['[64:ff9b:1::1]', true],
    ['[100::1]', true],
    ['[2001::1]', true],
    ['[2001:db8::1]', true],
    ['[2002:a9fe:a9fe::]', true],
    ['[2001:4860:4860::8888]', false],
    ['[2606:4700:4700::1111]', false],
    ['[3fff::1]', true],
    ['[5f00::1]', true],
    ['[fc00::1]', true],
    ['[fd00:ec2::254]', true],
    ['[fe80::1]', true],
    ['[fec0::1]', true],
    ['[ff02::1]', true],
    ['fe80::1%eth0', true],
    ['example.com', false],
    ['metadata.google.internal', false],
  ])('%s is private: %s', (host, expected) => expect(isPrivate(host)).toBe(expected));

  it.each(['http://0x7f.1/', 'http://017700000001/', 'http://2130706433/', 'http://①②⑦.⓪.⓪.①/', 'http://[::ffff:127.0.0.1]/', 'http://0/'])(
    'knows an address however it is written: %s',
    (url) => expect(isPrivate(new URL(url).hostname)).toBe(true),
  );

  it('looks behind a name that only a pattern allows', async () => {
    const url = one.origin.replace('127.0.0.1', 'localhost');
    expect(await failure(sender.send(request('/', { url, egress: guarded })))).toMatchObject({
      kind: 'refused',
      message: 'the name leads to a private address, which only a host listed by name may',
    });
  });
});

it.each(['ftp://example.com/', 'nonsense', 'http://'])('%s is no address', async (url) => {
  expect(await failure(sender.send(request('/', { url })))).toMatchObject({ kind: 'refused' });
});

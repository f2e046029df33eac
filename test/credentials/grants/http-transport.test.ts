import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { type RouteFacts, routeBy } from '../../../src/credentials/grants/route.ts';
import { TransportError } from '../../../src/credentials/grants/transport.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { testAuthority } from '../../support/certificates.ts';
import { startProxy, startSecureEndpoint } from '../support/tls-servers.ts';

const authority = testAuthority();
const stranger = testAuthority('a stranger');
const own = authority.issue('server');
const tls = { cert: own.certificate, key: own.key };
const endpoint = await startSecureEndpoint(tls);
const mutual = await startSecureEndpoint({ ...tls, ca: authority.certificate, requestCert: true, rejectUnauthorized: true });
const proxy = await startProxy();
const secureProxy = await startProxy(tls);
afterAll(() => Promise.all([endpoint, mutual, proxy, secureProxy].map((server) => server.close())));
beforeEach(() => {
  endpoint.seen.length = 0;
  mutual.seen.length = 0;
  proxy.asked.length = 0;
  proxy.answer = 200;
});

const trusted: RouteFacts = { certificateAuthority: authority.certificate };
const via = (url: string): RouteFacts => ({ ...trusted, proxy: new Secret(url) });
const post = (url: string, route?: RouteFacts, timeoutMs = 5_000) =>
  httpTransport({
    method: 'POST',
    url,
    headers: {},
    body: 'grant_type=x',
    timeoutMs,
    ...(route === undefined ? {} : { route: routeBy(route) }),
  });
const failing = async (url: string, route?: RouteFacts, timeoutMs?: number): Promise<string> => {
  const error: unknown = await post(url, route, timeoutMs).catch((caught: unknown) => caught);
  return error instanceof TransportError ? error.message : `no TransportError: ${String(error)}`;
};

describe('certificates', () => {
  test('an authority that is trusted beside the public ones', async () => {
    expect((await post(endpoint.url, trusted)).status).toBe(200);
    expect(endpoint.seen).toEqual([{ body: 'grant_type=x', clientName: undefined }]);
  });

  test.each<[string, RouteFacts | undefined]>([
    ['without it', undefined],
    ['with another', { certificateAuthority: stranger.certificate }],
  ])('%s nothing is sent', async (_, route) => {
    expect(await failing(endpoint.url, route)).toMatch(/^not-sent: /);
    expect(endpoint.seen).toEqual([]);
  });

  test('a certificate for another host is not taken', async () => {
    expect(await failing(`https://localhost:${endpoint.port}/token`, trusted)).toBe('not-sent: ERR_TLS_CERT_ALTNAME_INVALID');
    expect(endpoint.seen).toEqual([]);
  });

  test('the client shows its own', async () => {
    const { certificate, key } = authority.issue('fedpass client');
    const route = { ...trusted, clientCertificate: { chain: certificate, key: new Secret(key) } };
    expect((await post(mutual.url, route)).status).toBe(200);
    expect(mutual.seen.map(({ clientName }) => clientName)).toEqual(['fedpass client']);
  });

  test('a server that wants one does not answer without', async () => {
    expect(await failing(mutual.url, trusted)).toMatch(/^(?:not-sent|no-answer): /);
    expect(mutual.seen).toEqual([]);
  });

  test('a key that does not belong to the certificate: nothing is sent', async () => {
    const clientCertificate = { chain: authority.issue('a').certificate, key: new Secret(authority.issue('b').key) };
    await expect(post(mutual.url, { ...trusted, clientCertificate })).rejects.toThrow();
    expect(mutual.seen).toEqual([]);
  });
});

describe('a proxy', () => {
  test.each([
    ['over http', () => proxy],
    ['over https', () => secureProxy],
  ])('%s: TLS goes through it to the server', async (_, one) => {
    expect((await post(endpoint.url, via(one().url))).status).toBe(200);
    expect(one().asked).toEqual([{ target: `127.0.0.1:${endpoint.port}`, authorization: undefined }]);
    expect(endpoint.seen).toHaveLength(1);
  });

  test('with a user name and a password', async () => {
    await post(endpoint.url, via(proxy.url.replace('//', '//us%3Aer:pa%2Fss@')));
    expect(proxy.asked[0]?.authorization).toBe(`Basic ${btoa('us:er:pa/ss')}`);
  });

  test('with a client certificate, end to end', async () => {
    const { certificate, key } = authority.issue('behind a proxy');
    await post(mutual.url, { ...via(proxy.url), clientCertificate: { chain: certificate, key: new Secret(key) } });
    expect(mutual.seen.map(({ clientName }) => clientName)).toEqual(['behind a proxy']);
  });

  test('it cannot pose as the server', async () => {
    expect(await failing(endpoint.url, { proxy: new Secret(proxy.url) })).toMatch(/^not-sent: /);
    expect(endpoint.seen).toEqual([]);
  });

  test('one that refuses: not sent, with its status', async () => {
    proxy.answer = 407;
    expect(await failing(endpoint.url, via(proxy.url))).toBe('not-sent: proxy: status 407');
  });

  test('one that never answers: not sent, in time', async () => {
    proxy.answer = undefined;
    expect(await failing(endpoint.url, via(proxy.url), 100)).toBe('not-sent: proxy: timeout');
  });

  test('one that is not there', async () => {
    expect(await failing(endpoint.url, via('http://127.0.0.1:1'))).toBe('not-sent: proxy: ECONNREFUSED');
  });

  test('one that talks before the server does is not believed', async () => {
    const liar = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    }).listen(0, '127.0.0.1');
    await once(liar, 'listening');
    const { port } = liar.address() as { port: number };
    expect(await failing(endpoint.url, via(`http://127.0.0.1:${port}`), 1_000)).toMatch(/^not-sent: /);
    liar.close();
  });

  test('plain http on this machine goes past it', async () => {
    const message = await failing('http://127.0.0.1:1/token', via(proxy.url));
    expect(message).toBe('not-sent: ECONNREFUSED');
    expect(proxy.asked).toEqual([]);
  });
});

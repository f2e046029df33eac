import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createDiscovery, DiscoveryError } from '../../../src/credentials/grants/discovery.ts';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { type TokenHttpResponse, type TokenTransport, TransportError } from '../../../src/credentials/grants/transport.ts';
import { testClock } from '../support/clock.ts';
import { type Answer, json, startTokenEndpoint, text } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
beforeEach(() => {
  endpoint.seen.length = 0;
});

const issuer = endpoint.origin;
const metadata = { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` };
const fresh = (clock = testClock()) => ({ clock, ...createDiscovery(httpTransport, clock) });
const find = (answer: Answer, timeoutMs = 2_000) => {
  endpoint.answer(answer);
  return fresh().metadata(issuer, undefined, timeoutMs);
};

/** A transport that has these pages and no others. */
const pages =
  (found: Readonly<Record<string, unknown>>, seen: string[] = []): TokenTransport =>
  ({ url }): Promise<TokenHttpResponse> => {
    seen.push(url);
    const page = found[url];
    return Promise.resolve({ status: page === undefined ? 404 : 200, headers: {}, body: JSON.stringify(page) });
  };
const findAt = (at: string, found: Readonly<Record<string, unknown>>, seen?: string[]) =>
  createDiscovery(pages(found, seen), testClock()).metadata(at, undefined, 1_000);

describe('metadata', () => {
  test('of a server that says little', async () => {
    expect(await find(json(metadata))).toEqual({
      issuer,
      authorization: `${issuer}/auth`,
      token: `${issuer}/token`,
      mutualTlsToken: undefined,
      revocation: undefined,
      namesIssuer: false,
      takesPkce: true,
    });
    expect(endpoint.seen.map(({ url }) => url)).toEqual(['/.well-known/openid-configuration']);
  });

  test('of a server that says much', async () => {
    const more = {
      revocation_endpoint: `${issuer}/revoke`,
      mtls_endpoint_aliases: { token_endpoint: `${issuer}/mtls/token` },
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['plain'],
    };
    expect(await find(json({ ...metadata, ...more }))).toMatchObject({
      mutualTlsToken: `${issuer}/mtls/token`,
      revocation: `${issuer}/revoke`,
      namesIssuer: true,
      takesPkce: false,
    });
  });

  test.each<[string, string, string[]]>([
    [
      'https://as.example',
      'https://as.example/.well-known/oauth-authorization-server',
      ['https://as.example/.well-known/openid-configuration'],
    ],
    [
      'https://as.example/tenant/',
      'https://as.example/.well-known/oauth-authorization-server/tenant',
      ['https://as.example/tenant/.well-known/openid-configuration'],
    ],
  ])('%s by RFC 8414, where OpenID Connect has none', async (at, page, before) => {
    const seen: string[] = [];
    const found = await findAt(at, { [page]: { issuer: at, token_endpoint: 'https://as.example/token' } }, seen);
    expect(found.token).toBe('https://as.example/token');
    expect(seen).toEqual([...before, page]);
  });
});

describe('what is not believed', () => {
  test.each<[string, Answer, RegExp]>([
    ['another issuer', json({ ...metadata, issuer: 'https://evil.example' }), /is of another issuer$/],
    ['an issuer with a slash more', json({ ...metadata, issuer: `${issuer}/` }), /is of another issuer$/],
    ['no issuer', json({ ...metadata, issuer: undefined }), /is of another issuer$/],
    ['no token endpoint', json({ ...metadata, token_endpoint: undefined }), /has no `token_endpoint`$/],
    ['a token endpoint that is no URL', json({ ...metadata, token_endpoint: 'token' }), /`token_endpoint` .* is no https URL$/],
    ['a token endpoint with a password', json({ ...metadata, token_endpoint: 'https://a:b@as.example/' }), /is no https URL$/],
    ['a file', json({ ...metadata, authorization_endpoint: 'file:///etc/passwd' }), /`authorization_endpoint` .* is no https URL$/],
    ['a list', json([metadata]), /is no JSON object$/],
    ['HTML', text('<h1>hello</h1>'), /is no JSON object$/],
    ['nothing', text(''), /is no JSON object$/],
    ['a redirect', (response) => response.writeHead(302, { location: `${issuer}/elsewhere` }).end(), /cannot be read \(status 302\)$/],
    ['trouble', text('', 503), /cannot be read \(status 503\)$/],
    ['a server that has neither page', text('', 404), /cannot be read \(status 404\)$/],
    ['too much', text(' '.repeat(1_100_000)), /cannot be read \(too-large\)$/],
  ])('%s', async (_, answer, why) => {
    const error: unknown = await find(answer).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DiscoveryError);
    expect((error as DiscoveryError).message).toMatch(why);
    expect(endpoint.seen.filter(({ url }) => url === '/elsewhere')).toEqual([]);
  });

  test('a server that does not answer is given up', async () => {
    await expect(find(() => undefined, 100)).rejects.toThrow(/cannot be read \(timeout\)$/);
  });

  test('plain http out of https', async () => {
    const at = 'https://as.example';
    const page = { issuer: at, token_endpoint: 'http://127.0.0.1:80/token' };
    await expect(findAt(at, { [`${at}/.well-known/openid-configuration`]: page })).rejects.toThrow(/is no https URL$/);
  });
});

describe('how often it is asked', () => {
  const HOUR = 3_600_000;

  test('once for all who wait, and then once an hour', async () => {
    endpoint.answer(json(metadata));
    const { clock, ...discovery } = fresh();
    await Promise.all(Array.from({ length: 20 }, () => discovery.metadata(issuer, undefined, 1_000)));
    clock.advance(HOUR - 1);
    await discovery.metadata(issuer, undefined, 1_000);
    expect(endpoint.seen).toHaveLength(1);
    clock.advance(1);
    await discovery.metadata(issuer, undefined, 1_000);
    expect(endpoint.seen).toHaveLength(2);
  });

  test('a server that is away leaves what was known for a day, and is asked again after a while', async () => {
    endpoint.answer(json(metadata));
    const { clock, ...discovery } = fresh();
    const known = await discovery.metadata(issuer, undefined, 1_000);
    endpoint.answer(text('', 503));
    clock.advance(HOUR);
    expect(await discovery.metadata(issuer, undefined, 1_000)).toBe(known);
    expect(await discovery.metadata(issuer, undefined, 1_000)).toBe(known);
    expect(endpoint.seen).toHaveLength(2);
    clock.advance(5_000);
    expect(await discovery.metadata(issuer, undefined, 1_000)).toBe(known);
    expect(endpoint.seen).toHaveLength(3);
    clock.advance(24 * HOUR);
    await expect(discovery.metadata(issuer, undefined, 1_000)).rejects.toThrow(DiscoveryError);
  });

  test('a failure is not repeated by every request', async () => {
    let calls = 0;
    const transport: TokenTransport = () => {
      calls++;
      return Promise.reject(new TransportError('not-sent', 'ENOTFOUND'));
    };
    const clock = testClock();
    const discovery = createDiscovery(transport, clock);
    for (let i = 0; i < 3; i++) await expect(discovery.metadata('https://as.example', undefined, 1_000)).rejects.toThrow('ENOTFOUND');
    expect(calls).toBe(1);
    clock.advance(5_000);
    await expect(discovery.metadata('https://as.example', undefined, 1_000)).rejects.toThrow('ENOTFOUND');
    expect(calls).toBe(2);
  });
});

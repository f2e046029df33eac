import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clientCredentials } from '../../../src/credentials/grants/client-credentials.ts';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { refresh } from '../../../src/credentials/grants/refresh.ts';
import type { TokenTransport } from '../../../src/credentials/grants/transport.ts';
import { testClock } from '../support/clock.ts';
import { clientCredentialsProvider, codeProvider } from '../support/settings.ts';
import { callToolsFor, clientOf } from '../support/token-clients.ts';
import { type Answer, json, startTokenEndpoint, text } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
beforeEach(() => {
  endpoint.seen.length = 0;
});

const clock = testClock(Date.UTC(2030, 0, 1));
const tools = callToolsFor({ clock });

const client = clientOf(clientCredentialsProvider(endpoint.url));
const ask = async (answer: Answer) => {
  endpoint.answer(answer);
  return clientCredentials(tools, client);
};
const token = { access_token: 'canary-access-token', token_type: 'Bearer' };

describe('answers that are tokens', () => {
  test.each<[string, object, object]>([
    ['expires_in as a number', { ...token, expires_in: 3600 }, { lifetimeS: 3600 }],
    ['expires_in as text', { ...token, expires_in: '3600' }, { lifetimeS: 3600 }],
    ['expires_in absent', token, { lifetimeS: undefined }],
    ['expires_in null', { ...token, expires_in: null }, { lifetimeS: undefined }],
    ['expires_in zero', { ...token, expires_in: 0 }, { lifetimeS: undefined }],
    ['expires_in negative', { ...token, expires_in: -1 }, { lifetimeS: undefined }],
    ['expires_in a word', { ...token, expires_in: 'soon' }, { lifetimeS: undefined }],
    ['expires_in huge', { ...token, expires_in: 1e300 }, { lifetimeS: 315_360_000 }],
    ['expires_in huge as text', { ...token, expires_in: '99999999999999999999' }, { lifetimeS: 315_360_000 }],
    ['no token type', { access_token: token.access_token }, {}],
    ['an unknown token type', { ...token, token_type: 'bot' }, {}],
    ['a scope that is a list', { ...token, scope: ['a', 'b'] }, { claims: { token_type: 'Bearer', scope: ['a', 'b'] } }],
    ['an id token of whomever', { ...token, id_token: 'a.b.c' }, { claims: { token_type: 'Bearer', id_token: 'a.b.c' } }],
    [
      'a refresh token',
      { ...token, refresh_token: 'canary-refresh' },
      { refreshToken: 'canary-refresh', claims: { token_type: 'Bearer' } },
    ],
    ['an empty refresh token', { ...token, refresh_token: '' }, { refreshToken: undefined }],
    ['tokens deeper down', { ...token, user: { access_token: 'x', id: 1 } }, { claims: { token_type: 'Bearer', user: { id: 1 } } }],
  ])('%s', async (_, body, expected) => {
    const outcome = await ask(json(body));
    expect(outcome).toMatchObject({ kind: 'token', token: { accessToken: 'canary-access-token', sentAt: clock.now(), ...expected } });
  });

  test('status 201 and another content type', async () => {
    expect(await ask(json(token, 201))).toMatchObject({ kind: 'token' });
    expect(await ask(text(JSON.stringify(token), 200, 'text/plain'))).toMatchObject({ kind: 'token' });
  });
});

describe('answers that are not', () => {
  test.each<[string, Answer, object]>([
    ['empty 200', text('', 200), { kind: 'bad-answer', reason: 'empty', status: 200 }],
    ['204', (response) => response.writeHead(204).end(), { kind: 'bad-answer', reason: 'unexpected-status' }],
    ['HTML', text('<!doctype html><title>Sign in</title>'), { kind: 'bad-answer', reason: 'html' }],
    ['text', text('hello', 200, 'text/plain'), { kind: 'bad-answer', reason: 'not-json' }],
    ['a JSON list', json([token]), { kind: 'bad-answer', reason: 'not-an-object' }],
    ['no access token', json({ token_type: 'Bearer' }), { kind: 'bad-answer', reason: 'no-access-token' }],
    ['an empty access token', json({ ...token, access_token: '' }), { kind: 'bad-answer', reason: 'no-access-token' }],
    ['an access token with a line break', json({ ...token, access_token: 'a\r\nx: y' }), { kind: 'bad-answer', reason: 'no-access-token' }],
    ['an access token that is a number', json({ ...token, access_token: 1 }), { kind: 'bad-answer', reason: 'no-access-token' }],
    ['a token bound to a key', json({ ...token, token_type: 'DPoP' }), { kind: 'bad-answer', reason: 'bound-token' }],
    ['an error of OAuth', json({ error: 'invalid_scope' }, 400), { kind: 'oauth-error', code: 'invalid_scope', status: 400 }],
    [
      'an error with 401 and a challenge',
      json({ error: 'invalid_client' }, 401, { 'www-authenticate': 'Basic' }),
      { kind: 'oauth-error', code: 'invalid_client' },
    ],
    ['an error with 200', json({ error: 'bad_verification_code' }), { kind: 'oauth-error', code: 'bad_verification_code', status: 200 }],
    ['an error that is no code', json({ error: 'a b\nc' }, 400), { kind: 'bad-answer', reason: 'unexpected-status' }],
    ['404 in HTML', text('<h1>Not found</h1>', 404), { kind: 'bad-answer', reason: 'unexpected-status', status: 404 }],
    ['500', text('oops', 500), { kind: 'overloaded', status: 500, retryAfterMs: undefined }],
    ['503 that names an OAuth error', json({ error: 'temporarily_unavailable' }, 503), { kind: 'overloaded', status: 503 }],
    ['429 with seconds', json({}, 429, { 'retry-after': '7' }), { kind: 'overloaded', retryAfterMs: 7_000 }],
    ['429 with a date', json({}, 429, { 'retry-after': 'Tue, 01 Jan 2030 00:00:09 GMT' }), { kind: 'overloaded', retryAfterMs: 9_000 }],
    ['429 with nonsense', json({}, 429, { 'retry-after': 'later' }), { kind: 'overloaded', retryAfterMs: undefined }],
    ['too much', text('x'.repeat(1_100_000)), { kind: 'bad-answer', reason: 'too-large' }],
    ['a connection cut off', (response) => response.socket?.destroy(), { kind: 'no-answer' }],
    [
      'an answer cut off',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"acc');
        response.socket?.end();
      },
      { kind: 'no-answer' },
    ],
  ])('%s', async (_, answer, expected) => {
    expect(await ask(answer)).toMatchObject(expected);
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await startTokenEndpoint();
    elsewhere.answer(json(token));
    for (const status of [301, 302, 307, 308])
      expect(await ask((response) => response.writeHead(status, { location: elsewhere.url }).end())).toEqual({
        kind: 'bad-answer',
        status,
        reason: 'redirect',
      });
    expect(elsewhere.seen).toHaveLength(0);
    await elsewhere.close();
  });

  test('one that never comes is given up, and the request is made once', async () => {
    endpoint.answer(() => undefined);
    expect(await clientCredentials({ ...tools, timeoutMs: 100 }, client)).toEqual({ kind: 'no-answer', reason: 'timeout' });
    expect(endpoint.seen).toHaveLength(1);
  });

  test('nothing is repeated after a 503', async () => {
    await ask(text('', 503));
    expect(endpoint.seen).toHaveLength(1);
  });
});

describe('what never left', () => {
  test.each([
    ['http://127.0.0.1:1/token', { reason: 'ECONNREFUSED' }],
    // By ourselves, which says nothing about the provider.
    ['http://nowhere.localhost.invalid/token', { reason: 'request-refused', own: true }],
    ['https://nowhere.invalid/token', { reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) }],
  ])('%s', async (tokenUrl, why) => {
    const outcome = await clientCredentials(tools, clientOf(clientCredentialsProvider(tokenUrl)));
    expect(outcome).toEqual({ kind: 'not-sent', ...why });
  });

  test('TLS that fails', async () => {
    const overTls = clientOf(clientCredentialsProvider(endpoint.url.replace('http:', 'https:')));
    expect(await clientCredentials(tools, overTls)).toMatchObject({ kind: 'not-sent' });
    expect(endpoint.seen).toHaveLength(0);
  });
});

describe('requests', () => {
  beforeEach(() => endpoint.answer(json(token)));

  test('client credentials: secret in the body, scope, no more than that', async () => {
    await clientCredentials(tools, client);
    expect(Object.fromEntries(endpoint.seen[0]?.form ?? [])).toEqual({
      grant_type: 'client_credentials',
      scope: 'read',
      client_id: 'crm-client',
      client_secret: 'canary-client-secret',
    });
    expect(endpoint.seen[0]?.headers).toMatchObject({ accept: 'application/json' });
  });

  test('secret in the header: encoded as a form, and readable for those who forget to decode', async () => {
    await clientCredentials(tools, clientOf(clientCredentialsProvider(endpoint.url), { clientAuthentication: 'client_secret_basic' }));
    expect(endpoint.seen[0]?.headers.authorization).toBe(`Basic ${btoa('crm-client:canary-client-secret')}`);
    expect(endpoint.seen[0]?.form.has('client_secret')).toBe(false);
  });

  test('resource, audience and more parameters, which replace none of the protocol', async () => {
    const more = {
      resource: 'https://crm.example/',
      audience: 'crm',
      tokenParameters: 'tenant=t%201&grant_type=password&client_id=other',
    };
    await clientCredentials(tools, clientOf(clientCredentialsProvider(endpoint.url), more));
    expect(Object.fromEntries(endpoint.seen[0]?.form ?? [])).toMatchObject({
      resource: 'https://crm.example/',
      audience: 'crm',
      tenant: 't 1',
      grant_type: 'client_credentials',
      client_id: 'crm-client',
    });
  });

  test('a refresh goes to its own endpoint, with the resource', async () => {
    const files = clientOf(codeProvider(endpoint.origin), { refreshUrl: `${endpoint.origin}/refresh`, resource: 'urn:files' });
    await refresh(tools, files, 'canary-refresh');
    expect(endpoint.seen[0]?.url).toBe('/refresh');
    expect(Object.fromEntries(endpoint.seen[0]?.form ?? [])).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'canary-refresh',
      resource: 'urn:files',
      client_id: 'files-client',
      client_secret: 'canary-client-secret',
    });
  });

  test('the lifetime counts from the sending, not from the answer', async () => {
    const sentAt = clock.now();
    const slow: TokenTransport = async (request) => {
      const answer = await httpTransport(request);
      clock.advance(5_000);
      return answer;
    };
    const outcome = await clientCredentials({ ...tools, transport: slow }, client);
    expect(outcome).toMatchObject({ token: { sentAt } });
  });
});

const described = async (error_description: unknown) => {
  endpoint.answer(json({ error: 'invalid_grant', error_description }, 400));
  const files = clientOf(codeProvider(endpoint.origin));
  const outcome = await refresh(tools, files, 'canary+refresh/token');
  return outcome.kind === 'oauth-error' ? outcome.description : outcome.kind;
};

describe('error descriptions', () => {
  test.each<[unknown, string | undefined]>([
    ['the grant is\r\nover', 'the grant is over'],
    [undefined, undefined],
    [7, undefined],
    ['x'.repeat(1_000), 'x'.repeat(300)],
  ])('%j', async (given, expected) => {
    expect(await described(given)).toBe(expected);
  });

  test.each([
    'canary+refresh/token',
    encodeURIComponent('canary+refresh/token'),
    Buffer.from('canary+refresh/token').toString('base64url'),
    'canary-client-secret',
    btoa('files-client:canary-client-secret'),
  ])('one that repeats %s is withheld', async (echo) => {
    expect(await described(`you sent ${echo}, which is over`)).toBe('(withheld: it repeats a secret)');
  });
});

import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { httpTransport } from '../../src/credentials/grants/http-transport.ts';
import { TransportError } from '../../src/credentials/grants/transport.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { DEFAULT_RESOURCE, startOAuthServer } from '../support/oauth-server.ts';
import { asGateway, bench, consentTo, REDIRECT } from './support/manager.ts';
import { clientCredentialsProvider, codeProvider, connectionSettings } from './support/settings.ts';

const server = await startOAuthServer({
  clients: [
    {
      client_id: 'crm-client',
      client_secret: 'canary-client-secret',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: 'files-client',
      client_secret: 'canary-client-secret',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [REDIRECT],
      response_types: ['code'],
    },
  ],
});
afterAll(() => server.close());
beforeEach(() => {
  server.tokenRequests.length = 0;
});

const crm = clientCredentialsProvider(server.tokenUrl);
const files = codeProvider(server.issuer);
const HOUR = 3_600_000;

describe('client credentials at a real OAuth server', () => {
  test('a JWT for the resource, fetched once and then peeked', async () => {
    const { manager: make } = await bench();
    const manager = await make([{ ...crm, parameters: { ...crm.parameters, resource: 'https://crm.example/' } }]);
    expect(manager.peek(asGateway('crm'))).toBeUndefined();
    const token = await manager.get(asGateway('crm'));
    const { payload } = await jwtVerify(token.accessToken.reveal(), createRemoteJWKSet(new URL(server.jwksUrl)));
    expect(payload).toMatchObject({ aud: 'https://crm.example/', scope: 'read', client_id: 'crm-client' });
    expect(token.claims).toEqual({ token_type: 'Bearer', expires_in: 3_600, scope: 'read' });
    expect(manager.peek(asGateway('CRM', 'ORG'))).toBe(token);
    expect(await manager.get(asGateway('crm'))).toBe(token);
    expect(server.tokenRequests).toHaveLength(1);
  });

  test('a hundred callers at once make one request', async () => {
    const { manager: make } = await bench();
    const manager = await make([crm]);
    const tokens = await Promise.all(Array.from({ length: 100 }, () => manager.get(asGateway('crm'))));
    expect(new Set(tokens).size).toBe(1);
    expect(server.tokenRequests).toHaveLength(1);
  });

  test('two processes on one store make one request', async () => {
    const { manager: make } = await bench();
    const [one, two] = [await make([crm]), await make([crm])];
    const tokens = await Promise.all([one.get(asGateway('crm')), two.get(asGateway('crm')), two.get(asGateway('crm'))]);
    expect(new Set(tokens.map((token) => token.accessToken.reveal())).size).toBe(1);
    expect(server.tokenRequests).toHaveLength(1);
  });

  test('used until 3 minutes before its end, then fetched anew with the next generation', async () => {
    const { manager: make, clock } = await bench();
    const manager = await make([crm]);
    const first = await manager.get(asGateway('crm'));
    clock.advance(HOUR - 180_000 - 1);
    expect(manager.peek(asGateway('crm'))).toBe(first);
    clock.advance(1);
    expect(manager.peek(asGateway('crm'))).toBeUndefined();
    const second = await manager.get(asGateway('crm'));
    expect(second.accessToken.reveal()).not.toBe(first.accessToken.reveal());
    expect([first.generation, second.generation]).toEqual([1, 2]);
  });

  test('the present token is served while fetching another fails', async () => {
    const { manager: make, clock } = await bench();
    let down = false;
    const manager = await make([crm], {
      transport: async (request) => {
        if (down) throw new TransportError('not-sent', 'ENOTFOUND');
        return httpTransport(request);
      },
    });
    await manager.get(asGateway('crm'));
    down = true;
    clock.advance(HOUR - 20_000);
    expect((await manager.get(asGateway('crm'))).generation).toBe(1);
    clock.advance(10_000);
    down = false;
    expect((await manager.get(asGateway('crm'))).generation).toBe(2);
    down = true;
    clock.advance(HOUR);
    await expect(manager.get(asGateway('crm'))).rejects.toMatchObject({
      code: 'PROVIDER_DOWN',
      detail: expect.stringContaining('ENOTFOUND'),
    });
  });

  test('a clock that was set forward ends tokens, a clock that was set back does not lengthen them', async () => {
    const { manager: make, clock } = await bench();
    const manager = await make([crm]);
    const start = clock.now();
    await manager.get(asGateway('crm'));
    clock.setWall(start - HOUR);
    expect(manager.peek(asGateway('crm'))).toBeDefined();
    clock.advance(HOUR - 180_000);
    expect(manager.peek(asGateway('crm'))).toBeUndefined();
  });

  test('other settings fetch another token, also in a later process', async () => {
    const { manager: make } = await bench();
    const first = await (await make([crm])).get(asGateway('crm'));
    const other = { ...crm, parameters: { ...crm.parameters, resource: 'urn:other' } };
    const second = await (await make([other])).get(asGateway('crm'));
    expect(second.accessToken.reveal()).not.toBe(first.accessToken.reveal());
  });

  test('a wrong secret: one clear detail, remembered for a second, healed by a reload', async () => {
    const { manager: make, clock } = await bench();
    const wrong = {
      ...crm,
      connections: [connectionSettings({ parameters: { clientId: 'crm-client', clientSecret: new Secret('canary-wrong') } })],
    };
    const manager = await make([wrong]);
    await expect(manager.get(asGateway('crm'))).rejects.toMatchObject({
      name: 'CredentialError',
      code: 'CONNECTION_UNAVAILABLE',
      detail: expect.stringMatching(/secret of connection `crm\/org` \(`invalid_client`\).*replace the secret there/),
    });
    await expect(manager.get(asGateway('crm'))).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    expect(server.tokenRequests).toHaveLength(1);
    expect(await manager.show('crm', 'org')).toMatchObject({
      state: { phase: 'ready' },
      problem: expect.stringContaining('invalid_client'),
    });
    clock.advance(1_000);
    await expect(manager.get(asGateway('crm'))).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    expect(server.tokenRequests).toHaveLength(2);
    manager.reload([crm]);
    await expect(manager.get(asGateway('crm'))).resolves.toBeDefined();
    expect(await manager.show('crm', 'org')).toMatchObject({ problem: undefined });
  });
});

describe('authorization code at a real OAuth server', () => {
  test('from unauthorized over consent to a token that is refreshed and rotated', async () => {
    const { manager: make, clock } = await bench();
    const manager = await make([files]);
    expect(await manager.show('files', 'org')).toMatchObject({ state: { phase: 'unauthorized' } });
    await expect(manager.get(asGateway('files'))).rejects.toMatchObject({
      code: 'CONNECTION_REQUIRED',
      detail: expect.stringContaining('never connected'),
    });
    expect(await consentTo(manager, 'files', server.consent)).toEqual({ kind: 'connected', id: { provider: 'files', connection: 'org' } });
    const first = await manager.get(asGateway('files'));
    const { payload } = await jwtVerify(first.accessToken.reveal(), createRemoteJWKSet(new URL(server.jwksUrl)));
    expect(payload).toMatchObject({ aud: DEFAULT_RESOURCE, sub: 'alice' });
    expect(server.tokenRequests).toMatchObject([{ grant_type: 'authorization_code', redirect_uri: REDIRECT }]);
    expect(server.tokenRequests[0]?.['code_verifier']).toMatch(/^[\w-]{43}$/);
    for (const generation of [2, 3, 4]) {
      clock.advance(HOUR);
      expect((await manager.get(asGateway('files'))).generation).toBe(generation);
    }
    const sent = server.tokenRequests.slice(1).map((request) => request['refresh_token']);
    expect(new Set(sent).size).toBe(3);
    expect(await manager.show('files', 'org')).toMatchObject({ state: { phase: 'ready' }, generation: 4, consentEpoch: 1 });
  });

  test('a later process goes on with what the store has', async () => {
    const { manager: make, clock } = await bench();
    const before = await make([files]);
    await consentTo(before, 'files', server.consent);
    const token = await before.get(asGateway('files'));
    await before.stop();
    const after = await make([files]);
    expect((await after.get(asGateway('files'))).accessToken.reveal()).toBe(token.accessToken.reveal());
    clock.advance(HOUR);
    expect((await after.get(asGateway('files'))).generation).toBe(2);
  });

  test('three processes with 30 callers each send each refresh token once, round after round', async () => {
    const { manager: make, clock } = await bench();
    const managers = [await make([files]), await make([files]), await make([files])];
    const [first] = managers;
    if (first === undefined) throw new Error('no manager');
    await consentTo(first, 'files', server.consent);
    for (let round = 1; round <= 4; round++) {
      const all = managers.flatMap((manager) => Array.from({ length: 30 }, () => manager.get(asGateway('files'))));
      const tokens = await Promise.all(all);
      expect(new Set(tokens.map((token) => token.accessToken.reveal())).size).toBe(1);
      clock.advance(HOUR);
    }
    const refreshes = server.tokenRequests.filter((request) => request['grant_type'] === 'refresh_token');
    expect(refreshes).toHaveLength(3);
    expect(new Set(refreshes.map((request) => request['refresh_token'])).size).toBe(3);
  });

  test('a refresh token used elsewhere ends the family: the connection is broken and a new consent mends it', async () => {
    const { manager: make, clock } = await bench();
    const manager = await make([files]);
    await consentTo(manager, 'files', server.consent);
    clock.advance(HOUR);
    await manager.get(asGateway('files'));
    const used = String(server.tokenRequests.at(-1)?.['refresh_token']);
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: used,
      client_id: 'files-client',
      client_secret: 'canary-client-secret',
    });
    expect((await fetch(server.tokenUrl, { method: 'POST', body })).status).toBe(400);
    clock.advance(HOUR);
    await expect(manager.get(asGateway('files'))).rejects.toMatchObject({
      code: 'CONNECTION_REQUIRED',
      detail: expect.stringContaining('invalid_grant'),
    });
    expect(await manager.show('files', 'org')).toMatchObject({
      state: { phase: 'broken', reason: 'refused', since: clock.now(), mendBy: 'consent' },
    });
    await expect(manager.get(asGateway('files'))).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
    expect(await consentTo(manager, 'files', server.consent)).toMatchObject({ kind: 'connected' });
    expect(await manager.get(asGateway('files'))).toMatchObject({ generation: 3 });
    expect(await manager.show('files', 'org')).toMatchObject({ state: { phase: 'ready' }, consentEpoch: 2 });
  });

  test('a wrong client secret does not break the connection; the right one heals it without consent', async () => {
    const { manager: make, clock } = await bench();
    const manager = await make([files]);
    await consentTo(manager, 'files', server.consent);
    const wrong = { ...files, parameters: { ...files.parameters, clientSecret: new Secret('canary-wrong') } };
    manager.reload([wrong]);
    clock.advance(HOUR);
    await expect(manager.get(asGateway('files'))).rejects.toMatchObject({
      code: 'CONNECTION_UNAVAILABLE',
      detail: expect.stringContaining('secret of provider `files` (`invalid_client`)'),
    });
    expect(await manager.show('files', 'org')).toMatchObject({ state: { phase: 'ready' } });
    manager.reload([files]);
    expect(await manager.get(asGateway('files'))).toMatchObject({ generation: 2 });
  });

  test('the present token is served while renewing it fails', async () => {
    const { manager: make, clock } = await bench();
    const manager = await make([files]);
    await consentTo(manager, 'files', server.consent);
    const token = await manager.get(asGateway('files'));
    manager.reload([{ ...files, parameters: { ...files.parameters, refreshUrl: 'http://127.0.0.1:1/token' } }]);
    clock.advance(HOUR - 100_000);
    expect((await manager.get(asGateway('files'))).generation).toBe(token.generation);
    clock.advance(100_000);
    await expect(manager.get(asGateway('files'))).rejects.toMatchObject({
      code: 'PROVIDER_DOWN',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('a backend that answers 401', () => {
  test.each([
    ['client credentials', crm],
    ['authorization code', files],
  ])('%s: the generation is dropped once, the next one served', async (_, settings) => {
    const { manager: make, clock } = await bench();
    const manager = await make([settings]);
    if (settings === files) await consentTo(manager, 'files', server.consent);
    const at = asGateway(settings.id);
    const first = await manager.get(at);
    manager.invalidate({ ...at, token: first });
    expect(manager.peek(at)).toBeUndefined();
    const second = await manager.get(at);
    expect(second.generation).toBe(2);
    manager.invalidate({ ...at, token: first });
    expect(manager.peek(at)).toBe(second);
    const before = server.tokenRequests.length;
    // R10: not again so soon.
    manager.invalidate({ ...at, token: second });
    expect((await manager.get(at)).generation).toBe(2);
    expect(server.tokenRequests).toHaveLength(before);
    clock.advance(30_000);
    manager.invalidate({ ...at, token: second });
    expect((await manager.get(at)).generation).toBe(3);
  });

  test('another process takes over the token that replaced the refused one', async () => {
    const { manager: make } = await bench();
    const [one, two] = [await make([files]), await make([files])];
    await consentTo(one, 'files', server.consent);
    const at = asGateway('files');
    const first = await one.get(at);
    expect((await two.get(at)).accessToken.reveal()).toBe(first.accessToken.reveal());
    one.invalidate({ ...at, token: first });
    two.invalidate({ ...at, token: first });
    const [a, b] = await Promise.all([one.get(at), two.get(at)]);
    expect(a.accessToken.reveal()).toBe(b.accessToken.reveal());
    expect(server.tokenRequests.filter((request) => request['grant_type'] === 'refresh_token')).toHaveLength(1);
  });
});

describe('settings', () => {
  test('unknown provider or connection: the same answer, told apart only in the detail', async () => {
    const { manager: make } = await bench();
    const manager = await make([crm]);
    const errors = await Promise.all(
      [asGateway('nobody'), asGateway('crm', 'nothing')].map((at) => manager.get(at).catch((error: unknown) => error as Error)),
    );
    for (const error of errors)
      expect(error).toMatchObject({ code: 'CONNECTION_UNAVAILABLE', message: 'this connection is not available' });
    expect(manager.peek(asGateway('nobody'))).toBeUndefined();
    expect(await manager.show('nobody', 'x')).toBeUndefined();
  });

  test('broken ones are refused as a whole and the old ones stay', async () => {
    const { manager: make } = await bench();
    const manager = await make([crm]);
    expect(() => manager.reload([{ ...crm, identityProvider: 'nowhere' }])).toThrow(/unknown identity provider `nowhere`/);
    await expect(manager.get(asGateway('crm'))).resolves.toBeDefined();
  });

  test('a connection taken out of the settings is gone at once', async () => {
    const { manager: make } = await bench();
    const manager = await make([crm]);
    await manager.get(asGateway('crm'));
    manager.reload([{ ...crm, connections: [] }]);
    expect(manager.peek(asGateway('crm'))).toBeUndefined();
    await expect(manager.get(asGateway('crm'))).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
  });
});

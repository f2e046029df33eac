import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { CredentialManager } from '../../../src/credentials/credential-manager.ts';
import { asGateway, bench, CONNECT, consentTo, finishAndConfirm, REDIRECT } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { clientCredentialsProvider, codeProvider, connectionSettings } from '../support/settings.ts';
import { stores } from '../support/stores.ts';
import { json, startTokenEndpoint, text } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
beforeEach(() => {
  endpoint.answer(rotatingProvider().answer);
  endpoint.seen.length = 0;
});

const files = codeProvider(endpoint.origin);
const id = { provider: 'files', connection: 'org' };

describe.each(stores)('on %s', (_store, open) => {
  /** Up to the moment when the browser is sent to the provider. */
  async function begun(settings = files, on?: CredentialManager) {
    const desk = await bench(open);
    const manager = on ?? (await desk.manager([settings]));
    const link = await manager.consentUrl(settings.id, 'org');
    if (link.kind !== 'link') throw new Error(link.kind);
    const token = new URL(link.url.reveal()).searchParams.get('link') ?? '';
    const start = await manager.startConsent(token);
    if (start.kind !== 'redirect') throw new Error(start.kind);
    const browser = start.browser.reveal();
    const location = new URL(start.location.reveal());
    const back = (await straightBack(location.href)).searchParams;
    return { desk, manager, link, token, browser, location, back };
  }

  function refuse(back: URLSearchParams, error: string): void {
    back.delete('code');
    back.set('error', error);
  }

  describe('the way there', () => {
    test('the link leads to our page, the page to the provider, with state and challenge', async () => {
      const { link, location, token } = await begun();
      expect(link.url.reveal()).toBe(`${CONNECT}?link=${token}`);
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(`${location.origin}${location.pathname}`).toBe(`${endpoint.origin}/auth`);
      expect(Object.fromEntries(location.searchParams)).toEqual({
        response_type: 'code',
        client_id: 'files-client',
        redirect_uri: REDIRECT,
        scope: 'read offline_access',
        state: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge_method: 'S256',
      });
    });

    test('settings add parameters, and replace none of the protocol', async () => {
      const { location } = await begun({
        ...files,
        parameters: {
          ...files.parameters,
          resource: 'urn:files',
          authorizationParameters: 'prompt=consent&state=mine&redirect_uri=https%3A%2F%2Fevil.example&code_challenge_method=plain',
        },
      });
      const asked = Object.fromEntries(location.searchParams);
      expect(asked).toMatchObject({ prompt: 'consent', resource: 'urn:files', redirect_uri: REDIRECT, code_challenge_method: 'S256' });
      expect(asked['state']).not.toBe('mine');
    });

    test('every opening of the page has a state of its own', async () => {
      const { manager, token, location } = await begun();
      const again = await manager.startConsent(token);
      if (again.kind !== 'redirect') throw new Error(again.kind);
      expect(new URL(again.location.reveal()).searchParams.get('state')).not.toBe(location.searchParams.get('state'));
    });

    test('without PKCE where the provider has none', async () => {
      const { manager, location, back, browser } = await begun({ ...files, identityProvider: 'oauth2' });
      expect(location.searchParams.has('code_challenge')).toBe(false);
      expect(await finishAndConfirm(manager, { parameters: back, browser })).toMatchObject({ kind: 'connected' });
      expect(endpoint.seen[0]?.form.has('code_verifier')).toBe(false);
    });

    test('unknown and over links, unknown connections, and those nobody consents to', async () => {
      const desk = await bench(open);
      const manager = await desk.manager([files, clientCredentialsProvider(endpoint.url)]);
      expect(await manager.startConsent('nothing')).toEqual({ kind: 'unknown-link' });
      expect(await manager.consentUrl('nobody', 'org')).toEqual({ kind: 'unknown-connection' });
      expect(await manager.consentUrl('crm', 'org')).toEqual({ kind: 'no-consent-needed' });
      const link = await manager.consentUrl('files', 'org');
      const token = link.kind === 'link' ? (new URL(link.url.reveal()).searchParams.get('link') ?? '') : '';
      desk.clock.advance(86_400_000);
      expect(await manager.startConsent(token)).toEqual({ kind: 'unknown-link' });
    });
  });

  describe('the way back', () => {
    test('connected: the code is exchanged once, with verifier and redirect URI', async () => {
      const { manager, back, browser } = await begun();
      expect(await finishAndConfirm(manager, { parameters: back, browser, provider: 'Files' })).toEqual({ kind: 'connected', id });
      expect(endpoint.seen).toHaveLength(1);
      expect(Object.fromEntries(endpoint.seen[0]?.form ?? [])).toEqual({
        grant_type: 'authorization_code',
        code: 'canary-code',
        redirect_uri: REDIRECT,
        code_verifier: expect.stringMatching(/^[\w-]{43}$/),
        client_id: 'files-client',
        client_secret: 'canary-client-secret',
      });
      expect((await manager.get(asGateway('files'))).accessToken.reveal()).toBe('canary-access-1');
    });

    test('of two replicas racing one callback, one wins', async () => {
      const { desk, manager, back, browser } = await begun();
      const other = await desk.manager([files]);
      const ends = await Promise.all([manager, other, manager, other].map((one) => finishAndConfirm(one, { parameters: back, browser })));
      expect(ends.map((end) => end.kind).sort()).toEqual(['connected', 'unknown-state', 'unknown-state', 'unknown-state']);
      expect(endpoint.seen).toHaveLength(1);
    });

    test('a replay finds nothing', async () => {
      const { manager, back, browser } = await begun();
      await finishAndConfirm(manager, { parameters: back, browser });
      expect(await finishAndConfirm(manager, { parameters: back, browser })).toEqual({ kind: 'unknown-state' });
    });

    test('one link connects once, however often it was opened', async () => {
      const { manager, token, back, browser } = await begun();
      const second = await manager.startConsent(token);
      if (second.kind !== 'redirect') throw new Error(second.kind);
      await finishAndConfirm(manager, { parameters: back, browser });
      const late = { parameters: (await straightBack(second.location.reveal())).searchParams, browser: second.browser.reveal() };
      expect(await finishAndConfirm(manager, late)).toEqual({ kind: 'link-used', id });
      expect(await manager.startConsent(token)).toEqual({ kind: 'unknown-link' });
      expect(endpoint.seen).toHaveLength(1);
    });

    test.each([undefined, '', 'another'])('another browser (%j) does not count, and the state is gone', async (other) => {
      const { manager, back, browser } = await begun();
      expect(await finishAndConfirm(manager, { parameters: back, browser: other })).toEqual({ kind: 'other-browser', id });
      expect(await finishAndConfirm(manager, { parameters: back, browser })).toEqual({ kind: 'unknown-state' });
      expect(endpoint.seen).toHaveLength(0);
    });

    test('ten minutes, and not longer', async () => {
      const { desk, manager, back, browser } = await begun();
      desk.clock.advance(600_000);
      expect(await finishAndConfirm(manager, { parameters: back, browser })).toEqual({ kind: 'unknown-state' });
    });

    test.each<[string, (back: URLSearchParams) => void, object]>([
      ['the person said no', (back) => refuse(back, 'access_denied'), { kind: 'denied', code: 'access_denied' }],
      ['an error that is no code', (back) => refuse(back, '<script>'), { kind: 'bad-callback' }],
      ['no code', (back) => back.delete('code'), { kind: 'bad-callback' }],
      ['two codes', (back) => back.append('code', 'x'), { kind: 'bad-callback' }],
      ['an empty code', (back) => back.set('code', ''), { kind: 'bad-callback' }],
      ['a token in place of a code', (back) => back.set('id_token', 'x'), { kind: 'bad-callback' }],
      ['no state', (back) => back.delete('state'), { kind: 'unknown-state' }],
      ['two states', (back) => back.append('state', 'x'), { kind: 'unknown-state' }],
      ['another state', (back) => back.set('state', 'x'), { kind: 'unknown-state' }],
    ])('%s', async (_, change, expected) => {
      const { manager, back, browser } = await begun();
      change(back);
      expect(await finishAndConfirm(manager, { parameters: back, browser })).toMatchObject(expected);
      expect(endpoint.seen).toHaveLength(0);
      expect(await manager.show('files', 'org')).toMatchObject({ state: { phase: 'unauthorized' } });
    });

    const known = { ...files, parameters: { ...files.parameters, issuer: 'https://login.example' } };
    test.each<[string, typeof files, string[], string]>([
      ['the right issuer', known, ['https://login.example'], 'connected'],
      ['another issuer', known, ['https://evil.example'], 'wrong-issuer'],
      ['no issuer where one must be', known, [], 'wrong-issuer'],
      ['two issuers', known, ['https://login.example', 'https://evil.example'], 'wrong-issuer'],
      ['an issuer where none is known', files, ['https://whoever.example'], 'connected'],
    ])('RFC 9207: %s', async (_, settings, issuers, kind) => {
      const { manager, back, browser } = await begun(settings);
      for (const iss of issuers) back.append('iss', iss);
      expect(await finishAndConfirm(manager, { parameters: back, browser })).toMatchObject({ kind });
    });

    test('the redirect URI of another provider was called', async () => {
      const { manager, back, browser } = await begun();
      expect(await finishAndConfirm(manager, { parameters: back, browser, provider: 'github' })).toEqual({ kind: 'wrong-issuer', id });
      expect(endpoint.seen).toHaveLength(0);
    });

    test.each([
      ['an OAuth error', json({ error: 'invalid_grant', error_description: 'canary-code is over' }, 400), 'invalid_grant'],
      ['HTML', text('<h1>hello</h1>'), 'html'],
      ['nothing', text(''), 'empty'],
    ])('the token endpoint answers %s', async (_, answer, word) => {
      const { manager, back, browser } = await begun();
      endpoint.answer(answer);
      const end = await finishAndConfirm(manager, { parameters: back, browser });
      expect(end).toMatchObject({ kind: 'no-token', detail: expect.stringContaining(word) });
      expect(JSON.stringify(end)).not.toContain('canary');
      expect(await manager.show('files', 'org')).toMatchObject({ state: { phase: 'unauthorized' } });
    });

    test('the connection was taken out of the settings meanwhile', async () => {
      const { manager, back, browser } = await begun();
      manager.reload([{ ...files, connections: [connectionSettings({ id: 'other' })] }]);
      expect(await finishAndConfirm(manager, { parameters: back, browser })).toEqual({ kind: 'unknown-connection' });
      expect(endpoint.seen).toHaveLength(0);
    });

    test('a second consent replaces the first, with a later generation and epoch', async () => {
      const { manager, back, browser } = await begun();
      await finishAndConfirm(manager, { parameters: back, browser });
      await manager.get(asGateway('files'));
      await consentTo(manager, 'files', straightBack);
      expect(manager.peek(asGateway('files'))).toBeUndefined();
      expect(await manager.get(asGateway('files'))).toMatchObject({ generation: 2 });
      expect(await manager.show('files', 'org')).toMatchObject({ consentEpoch: 2 });
    });

    test('whoever waits in CONNECTION_REQUIRED is served as soon as consent is given elsewhere', async () => {
      const { desk, manager, back, browser } = await begun();
      const other = await desk.manager([files]);
      await expect(other.get(asGateway('files'))).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
      await finishAndConfirm(manager, { parameters: back, browser });
      await expect(other.get(asGateway('files'))).resolves.toMatchObject({ generation: 1 });
    });
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import type { CredentialManager } from '../../../src/credentials/credential-manager.ts';
import type { ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { asGateway, bench, consentTo } from '../support/manager.ts';
import { straightBack } from '../support/rotating-provider.ts';
import { clientCredentialsProvider, codeProvider, connectionSettings } from '../support/settings.ts';
import { stores } from '../support/stores.ts';
import { json, startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());

let tokens = 0;
const granting = (scope?: string) => () =>
  json({
    access_token: `access-${++tokens}`,
    refresh_token: `refresh-${tokens}`,
    expires_in: 3_600,
    ...(scope === undefined ? {} : { scope }),
  });
/** Every token request of the test is answered with these scopes; undefined: the answer does not say. */
const grant = (scope?: string): void => endpoint.answer((response, seen) => granting(scope)()(response, seen));

const wanting = (scopes: string): ProviderSettings => {
  const files = codeProvider(endpoint.origin);
  return { ...files, parameters: { ...files.parameters, scopes } };
};
const missing = async (manager: CredentialManager, provider = 'files') => (await manager.show(provider, 'org'))?.missingScopes;

/** What a consent would ask for now. */
async function asked(manager: CredentialManager, provider = 'files'): Promise<URLSearchParams> {
  const link = await manager.consentUrl(provider, 'org');
  if (link.kind !== 'link') throw new Error(link.kind);
  const start = await manager.startConsent(new URL(link.url.reveal()).searchParams.get('link') ?? '');
  if (start.kind !== 'redirect') throw new Error(start.kind);
  return new URL(start.location.reveal()).searchParams;
}

describe.each(stores)('the status on %s says which scopes are missing', (_, open) => {
  test('those that the provider left out at the consent', async () => {
    const manager = await (await bench(open)).manager([wanting('read write admin')]);
    expect(await missing(manager)).toEqual([]);
    grant('write');
    await consentTo(manager, 'files', straightBack);
    expect(await missing(manager)).toEqual(['read', 'admin']);
  });

  test('none where the answer does not say: then all is granted that was asked for', async () => {
    const manager = await (await bench(open)).manager([wanting('read write')]);
    grant();
    await consentTo(manager, 'files', straightBack);
    expect(await missing(manager)).toEqual([]);
  });

  test('those that the settings want since then', async () => {
    const manager = await (await bench(open)).manager([wanting('read')]);
    grant();
    await consentTo(manager, 'files', straightBack);
    manager.reload([wanting('read write')]);
    expect(await missing(manager)).toEqual(['write']);
  });

  test('those that a refresh lost, until one brings them back; an answer that does not say changes nothing', async () => {
    const desk = await bench(open);
    const manager = await desk.manager([wanting('read write')], { staleAfterMs: Number.MAX_SAFE_INTEGER });
    const refreshed = async (scope?: string) => {
      grant(scope);
      desk.clock.advance(3_600_000);
      await manager.get(asGateway('files'));
      return missing(manager);
    };
    grant('read write');
    await consentTo(manager, 'files', straightBack);
    expect(await refreshed('read')).toEqual(['write']);
    expect(await refreshed()).toEqual(['write']);
    expect(await refreshed('read write')).toEqual([]);
  });

  test('of client credentials, too', async () => {
    const crm = clientCredentialsProvider(endpoint.url);
    const manager = await (await bench(open)).manager([{ ...crm, parameters: { ...crm.parameters, scopes: 'read write' } }]);
    grant('read');
    await manager.get(asGateway('crm'));
    expect(await missing(manager, 'crm')).toEqual(['write']);
  });
});

describe('a consent asks', () => {
  test('for everything where each consent counts alone', async () => {
    const manager = await (await bench()).manager([wanting('read write')]);
    grant('read');
    await consentTo(manager, 'files', straightBack);
    expect((await asked(manager)).get('scope')).toBe('read write');
  });

  /** A provider that adds up what it grants, at its own addresses: its answers are made here. */
  const adding = (identityProvider: string, scopes: string): ProviderSettings => ({
    id: 'adding',
    identityProvider,
    grantType: 'authorizationCode',
    parameters: { clientId: 'adding-client', clientSecret: new Secret('canary-client-secret'), scopes },
    connections: [connectionSettings()],
  });
  const managing = async (settings: ProviderSettings, granted: string) =>
    (await bench()).manager([settings], {
      transport: async () => ({ status: 200, headers: {}, body: JSON.stringify({ access_token: 'access', scope: granted }) }),
    });

  test('for all of it at first, and for what is missing later, where the provider adds up', async () => {
    const manager = await managing(adding('google', 'openid drive.readonly gmail.readonly'), 'openid drive.readonly');
    expect(Object.fromEntries(await asked(manager, 'adding'))).toMatchObject({ scope: 'openid drive.readonly gmail.readonly' });
    expect((await asked(manager, 'adding')).has('include_granted_scopes')).toBe(false);
    await consentTo(manager, 'adding', straightBack);
    expect(await missing(manager, 'adding')).toEqual(['gmail.readonly']);
    expect(Object.fromEntries(await asked(manager, 'adding'))).toMatchObject({
      scope: 'openid gmail.readonly',
      include_granted_scopes: 'true',
      access_type: 'offline',
    });
  });

  test('in the words of the provider', async () => {
    const manager = await managing(adding('slack', 'channels:read chat:write users:read'), 'channels:read');
    await consentTo(manager, 'adding', straightBack);
    expect((await asked(manager, 'adding')).get('scope')).toBe('chat:write,users:read');
  });

  test('for all of it, when nothing is missing: whoever consents again wants it anew', async () => {
    const manager = await managing(adding('google', 'drive.readonly'), 'drive.readonly');
    await consentTo(manager, 'adding', straightBack);
    expect((await asked(manager, 'adding')).get('scope')).toBe('drive.readonly');
  });
});

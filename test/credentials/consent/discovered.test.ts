import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import type { TokenTransport } from '../../../src/credentials/grants/transport.ts';
import type { ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { startOAuthServer } from '../../support/oauth-server.ts';
import { asGateway, bench, consentTo, REDIRECT } from '../support/manager.ts';
import { connectionSettings } from '../support/settings.ts';

const server = await startOAuthServer({
  clients: [
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

/** All that is said of the server is who it is. */
const files: ProviderSettings = {
  id: 'files',
  identityProvider: 'oidc',
  grantType: 'authorizationCode',
  parameters: {
    issuer: server.issuer,
    clientId: 'files-client',
    clientSecret: new Secret('canary-client-secret'),
    scopes: 'read offline_access',
    resource: 'urn:files',
  },
  connections: [connectionSettings()],
};

/** A network on which the metadata can go away. */
interface Network {
  readonly transport: TokenTransport;
  metadata: 'there' | 'away';
  readonly seen: string[];
}

function network(): Network {
  const net: Network = {
    metadata: 'there',
    seen: [],
    async transport(request) {
      if (!request.url.includes('/.well-known/')) return httpTransport(request);
      net.seen.push(request.url);
      return net.metadata === 'there' ? httpTransport(request) : { status: 503, headers: {}, body: '' };
    },
  };
  return net;
}

describe('a consent at a server that is known by its issuer', () => {
  test('with PKCE, and the resource at the consent, the code and each refresh', async () => {
    const { manager: make, clock } = await bench();
    const net = network();
    const manager = await make([files], { transport: net.transport });
    let asked = new URLSearchParams();
    const finish = await consentTo(manager, 'files', (url) => {
      asked = new URL(url).searchParams;
      return server.consent(url);
    });
    expect(finish).toEqual({ kind: 'connected', id: { provider: 'files', connection: 'org' } });
    expect(asked.get('code_challenge_method')).toBe('S256');
    clock.advance(3_600_000);
    expect((await manager.get(asGateway('files'))).generation).toBe(2);
    expect(asked.getAll('resource')).toEqual(['urn:files']);
    expect(server.tokenRequests.map(({ grant_type, resource }) => [grant_type, resource])).toEqual([
      ['authorization_code', 'urn:files'],
      ['refresh_token', 'urn:files'],
    ]);
    // Once at the start of the consent, and again after an hour.
    expect(net.seen).toHaveLength(2);
  });

  test.each<[string, (back: URL) => void]>([
    ['without `iss`, which its metadata promises', (back) => back.searchParams.delete('iss')],
    ['with the `iss` of another', (back) => back.searchParams.set('iss', 'https://evil.example')],
    ['with two of them', (back) => back.searchParams.append('iss', 'https://evil.example')],
  ])('an answer %s is not taken', async (_, change) => {
    const { manager: make } = await bench();
    const manager = await make([files]);
    const finish = await consentTo(manager, 'files', async (url) => {
      const back = await server.consent(url);
      change(back);
      return back;
    });
    expect(finish).toMatchObject({ kind: 'wrong-issuer' });
    expect(server.tokenRequests).toEqual([]);
  });

  test('the link still works when the metadata comes back', async () => {
    const { manager: make, clock } = await bench();
    const net = network();
    net.metadata = 'away';
    const manager = await make([files], { transport: net.transport });
    const link = await manager.consentUrl('files', 'org');
    const token = link.kind === 'link' ? (new URL(link.url.reveal()).searchParams.get('link') ?? '') : '';
    expect(await manager.startConsent(token)).toEqual({
      kind: 'provider-unavailable',
      id: { provider: 'files', connection: 'org' },
      detail: `the metadata of \`${server.issuer}\` cannot be read (status 503)`,
    });
    net.metadata = 'there';
    clock.advance(5_000);
    expect(await manager.startConsent(token)).toMatchObject({ kind: 'redirect' });
  });

  test('a refresh without metadata was not sent, and breaks nothing', async () => {
    const { manager: make, clock } = await bench();
    const net = network();
    const manager = await make([files], { transport: net.transport });
    await consentTo(manager, 'files', server.consent);
    net.metadata = 'away';
    clock.advance(90_000_000);
    server.tokenRequests.length = 0;
    await expect(manager.get(asGateway('files'))).rejects.toMatchObject({
      code: 'PROVIDER_DOWN',
      detail: expect.stringContaining('the metadata of'),
    });
    expect(server.tokenRequests).toEqual([]);
    expect(await manager.show('files', 'org')).toMatchObject({ state: { phase: 'ready' } });
  });
});

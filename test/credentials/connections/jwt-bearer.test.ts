import { decodeJwt } from 'jose';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { ProviderSettings } from '../../../src/credentials/settings.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { ellipticKey, testKey } from '../support/keys.ts';
import { asGateway, bench } from '../support/manager.ts';
import { connectionSettings } from '../support/settings.ts';
import { json, startTokenEndpoint } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
beforeEach(() => {
  endpoint.seen.length = 0;
  endpoint.answer(json({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 600 }));
});

const crm = (key: string): ProviderSettings => ({
  id: 'crm',
  identityProvider: 'oauth2',
  grantType: 'jwtBearer',
  parameters: { tokenUrl: endpoint.url, subject: 'service@example.com' },
  connections: [connectionSettings({ parameters: { clientId: 'gateway', privateKey: new Secret(key) } })],
});

test('a service account needs nobody, shares its token over processes, and signs anew when it is over', async () => {
  const { manager: make, clock } = await bench();
  const [one, two] = [await make([crm(testKey.pem)]), await make([crm(testKey.pem)])];
  expect(await one.show('crm', 'org')).toMatchObject({ state: { phase: 'ready', expiresAt: undefined }, grantType: 'jwtBearer' });
  const tokens = await Promise.all([one, two, one].map((manager) => manager.get(asGateway('crm'))));
  expect(new Set(tokens.map(({ generation }) => generation))).toEqual(new Set([1]));
  expect(endpoint.seen).toHaveLength(1);
  clock.advance(420_000);
  expect((await two.get(asGateway('crm'))).generation).toBe(2);
  const [first, second] = endpoint.seen.map(({ form }) => decodeJwt(form.get('assertion') ?? ''));
  expect(first).toMatchObject({ iss: 'gateway', sub: 'service@example.com', aud: endpoint.url });
  expect(second?.jti).not.toBe(first?.jti);
});

test('a refusal names who holds the key, and another key heals it', async () => {
  const { manager: make, lines } = await bench();
  const manager = await make([crm(testKey.pem)]);
  endpoint.answer(json({ error: 'invalid_client' }, 401));
  await expect(manager.get(asGateway('crm'))).rejects.toMatchObject({
    code: 'CONNECTION_UNAVAILABLE',
    detail:
      'the provider does not take the client id and private key of connection `crm/org` (`invalid_client`); replace the private key there',
  });
  endpoint.answer(json({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 600 }));
  manager.reload([crm(ellipticKey.pem)]);
  expect((await manager.get(asGateway('crm'))).accessToken.reveal()).toBe('canary-access');
  expect(lines.join('\n')).not.toMatch(/canary|eyJ|PRIVATE KEY/);
});

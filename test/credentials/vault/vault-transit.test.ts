import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { readKeys, ringOf, withNewKey, writeKeys } from '../../../src/credentials/vault/key-text.ts';
import { openLiveRing } from '../../../src/credentials/vault/live-ring.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import { type VaultTransitSettings, vaultTransit } from '../../../src/credentials/vault/vault-transit.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { testClock } from '../support/clock.ts';
import { random } from '../support/random.ts';
import { startTransit } from '../support/transit-server.ts';

const TOKEN = 'canary-vault-token';
const transit = await startTransit(TOKEN);
afterAll(() => transit.close());
beforeEach(() => {
  transit.calls.length = 0;
  transit.failWith(undefined);
});

const clock = testClock();
const serviceOf = (over: Partial<VaultTransitSettings> = {}) =>
  vaultTransit({ address: transit.address, mount: 'transit', key: 'fedpass', token: () => new Secret(TOKEN), ...over }, httpTransport);
const service = serviceOf();
const as = { kind: 'connection', provider: 'a', connection: 'b', version: 1 };

describe('a key ring that a key service wraps', () => {
  test('lies wrapped, opens with the service alone, and asks it for nothing but its keys', async () => {
    const text = writeKeys(await withNewKey(await withNewKey(undefined, { random, clock, service }), { random, clock, service }));
    expect(text).not.toContain('"k"');
    expect(text.match(/"wrapped": "vault:v1:/g)).toHaveLength(2);
    await expect(ringOf('the ring', text)).rejects.toMatchObject({ code: 'vault/no-key-service' });
    const ring = await ringOf('the ring', text, service);
    transit.calls.length = 0;
    const sealed = await createVault(ring).seal(as, 'x');
    expect(await createVault(await ringOf('the ring', text, service)).open(as, sealed)).toBe('x');
    expect(transit.calls.map(({ path }) => path)).toEqual(['/v1/transit/decrypt/fedpass', '/v1/transit/decrypt/fedpass']);
    expect(transit.calls[0]).toMatchObject({ token: TOKEN, namespace: undefined });
  });

  test('takes none of its keys under the name of another', async () => {
    const keys = await withNewKey(undefined, { random, clock, service });
    const renamed = writeKeys({ version: 1, keys: keys.keys.map((key) => ({ ...key, kid: 'another' })) });
    await expect(ringOf('the ring', renamed, service)).rejects.toMatchObject({ code: 'vault/key-service' });
  });

  test('goes on with what it has in memory while the service is away', async () => {
    const text = writeKeys(await withNewKey(undefined, { random, clock, service }));
    const ring = await openLiveRing({ name: 'the ring', text: async () => text }, clock, service);
    transit.failWith(503);
    clock.advance(60_000);
    const vault = createVault(ring);
    expect(await vault.open(as, await vault.seal(as, 'x'))).toBe('x');
  });

  test('may hold keys from before there was a service', async () => {
    const before = await withNewKey(undefined, { random, clock });
    const sealed = await createVault(await ringOf('the ring', writeKeys(before))).seal(as, 'x');
    const after = writeKeys(await withNewKey(before, { random, clock, service }));
    const ring = await ringOf('the ring', after, service);
    expect(await createVault(ring).open(as, sealed)).toBe('x');
    expect(await ring.all()).toHaveLength(2);
  });

  test.each([
    ['neither', {}],
    ['both', { k: Buffer.alloc(32).toString('base64url'), wrapped: 1 }],
    ['an empty wrapping', { wrapped: '' }],
  ])('is refused with a key that has %s', (what, key) => {
    const keys = [{ kid: 'a', alg: 'A256KW', created: '2030-01-01T00:00:00.000Z', ...key }];
    expect(readKeys(JSON.stringify({ version: 1, keys })) === undefined).toBe(what !== 'both');
  });
});

test('a namespace goes along, and a mount may have several parts', async () => {
  await expect(serviceOf({ namespace: 'team-a', mount: 'teams/transit' }).wrap(new Uint8Array(32), 'k')).rejects.toThrow('no such mount');
  expect(transit.calls).toMatchObject([{ namespace: 'team-a', path: '/v1/teams/transit/encrypt/fedpass' }]);
});

test.each([
  [403, 'look after its token'],
  [503, 'sealed'],
  [500, 'status 500'],
])('a failure with status %i tells what it may be, and nothing that was sent', async (status, hint) => {
  transit.failWith(status);
  const secret = Buffer.alloc(32, 9);
  const error = await service.wrap(secret, 'k').catch((reason: unknown) => reason as Error);
  expect(error).toMatchObject({ name: 'VaultError', code: 'vault/key-service', message: expect.stringContaining(hint) });
  expect(String(error)).not.toContain(secret.toString('base64'));
  expect(String(error)).not.toContain(TOKEN);
});

test('a service that cannot be reached is said so', async () => {
  await expect(serviceOf({ address: 'http://127.0.0.1:1' }).unwrap('vault:v1:x', 'k')).rejects.toMatchObject({
    code: 'vault/key-service',
    message: expect.stringContaining('cannot be reached'),
  });
});

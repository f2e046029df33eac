import { randomUUID } from 'node:crypto';
import { describe, expect, inject, test as plainTest } from 'vitest';
import { noReferences } from '../../../src/credentials/resources/secret-references.ts';
import { viewMaker } from '../../../src/credentials/resources/view.ts';
import { connectionResource, providerResource } from '../../../src/credentials/store/keys.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { asGateway, bench } from '../support/manager.ts';
import { clientCredentialsProvider, codeProvider } from '../support/settings.ts';

const crm = clientCredentialsProvider('https://login.example/token', { connections: [] });
const connection = (id: string) => ({
  id: { provider: 'crm', connection: id },
  parameters: { clientId: id, clientSecret: 'canary-client-secret' },
});
const wanted = {
  id: 'made',
  identityProvider: 'oauth2',
  grantType: 'clientCredentials',
  parameters: { tokenUrl: 'https://login.example/token' },
} as const;
const none = { kind: 'none' } as const;

const redisUrl = inject('redisUrl');
const stores: readonly (readonly [string, boolean, (() => Promise<Store>) | undefined])[] = [
  ['libsql', true, undefined],
  ['redis', redisUrl !== null, () => openRedisStore(redisUrl ?? '', { namespace: `resources-${randomUUID()}` })],
];

describe.each(stores)('resources in the store: %s', (_name, isThere, open) => {
  const test = plainTest.skipIf(!isThere);

  test('outlive a restart, and lie sealed', async () => {
    const desk = await bench(open);
    const first = await desk.manager([crm]);
    await first.resources.putProvider(wanted, none);
    await first.resources.putConnection(connection('a'), none);
    const second = await desk.manager([crm]);
    expect(second.resources.view.provider('MADE')?.settings.id).toBe('made');
    expect(second.resources.view.connection({ provider: 'crm', connection: 'A' })?.settings.parameters['clientId']).toBe('a');
    const { value } = await desk.store.read(connectionResource({ provider: 'crm', connection: 'a' }).key);
    expect(value).not.toContain('canary');
    expect(value).not.toContain('clientId');
  });

  test('a record put in the place of another is left out, and all others are served', async () => {
    const desk = await bench(open);
    const first = await desk.manager([crm]);
    for (const id of ['a', 'b', 'c']) await first.resources.putConnection(connection(id), none);
    const key = (id: string) => connectionResource({ provider: 'crm', connection: id }).key;
    const { value = '' } = await desk.store.read(key('a'));
    await desk.store.compareAndSwap(key('b'), 1, value);
    const second = await desk.manager([crm]);
    expect(
      second.resources.view
        .provider('crm')
        ?.settings.connections.map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'c']);
    expect(desk.lines.join('\n')).toContain('a resource of the credential store is left out');
  });

  test('a record of an earlier version does not open under a later one', async () => {
    const desk = await bench(open);
    const first = await desk.manager([]);
    await first.resources.putProvider(wanted, none);
    const { key } = providerResource('made');
    const { value = '' } = await desk.store.read(key);
    await first.resources.putProvider({ ...wanted, displayName: 'Two' }, none);
    await desk.store.compareAndSwap(key, 2, value);
    expect((await desk.manager([])).resources.view.provider('made')).toBeUndefined();
  });

  test('what the configuration declares goes before what has its id in the store', async () => {
    const desk = await bench(open);
    await (await desk.manager([])).resources.putProvider({ ...wanted, id: 'crm' }, none);
    const second = await desk.manager([crm]);
    expect(second.resources.view.provider('crm')?.origin.kind).toBe('declared');
    expect(await second.resources.removeProvider('crm', { kind: 'exists' })).toEqual({ kind: 'declared' });
  });

  test('a reload of the configuration keeps what was made', async () => {
    const manager = await (await bench(open)).manager([crm]);
    await manager.resources.putConnection(connection('a'), none);
    manager.reload([crm, codeProvider('https://login.example')]);
    expect(manager.resources.view.connection({ provider: 'crm', connection: 'a' })).toBeDefined();
    expect(manager.resources.view.provider('files')).toBeDefined();
  });

  test('what was left of a provider that is gone is not the next one’s', async () => {
    const desk = await bench(open);
    const manager = await desk.manager([]);
    await manager.resources.putProvider(wanted, none);
    await manager.resources.putConnection({ ...connection('a'), id: { provider: 'made', connection: 'a' } }, none);
    // As if the process had died after the first step of a removal.
    await desk.store.delete(providerResource('made').key);
    await manager.resources.putProvider(wanted, none);
    expect(manager.resources.view.connection({ provider: 'made', connection: 'a' })).toBeUndefined();
    await expect(manager.get(asGateway('made', 'a'))).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
    expect(await manager.resources.putConnection({ ...connection('a'), id: { provider: 'made', connection: 'a' } }, none)).toEqual({
      kind: 'created',
    });
  });

  test('two that write one resource at once both arrive', async () => {
    const desk = await bench(open);
    const [one, other] = [await desk.manager([crm]), await desk.manager([crm])];
    await one.resources.putConnection(connection('a'), none);
    const policy = (name: string) => ({ kind: 'principal', name, objectId: name, tenantId: 't' }) as const;
    const id = { provider: 'crm', connection: 'a' };
    await Promise.all([one, other, one, other].map((manager, n) => manager.resources.putAccessPolicy(id, policy(`p${n}`), none)));
    expect((await one.resources.look()).connection(id)?.settings.accessPolicies).toHaveLength(4);
    const removals = await Promise.all([one, other].map((manager) => manager.resources.removeConnection(id, { kind: 'exists' })));
    expect(removals.map(({ kind }) => kind).sort()).toEqual(['absent', 'removed']);
  });
});

plainTest('settings stay the same objects as long as their record does', () => {
  const maker = viewMaker(noReferences, {});
  const record = { format: 1, incarnation: 'i', id: 'a', of: 'declared', revision: 1, parameters: {}, accessPolicies: [] } as const;
  const stored = { providers: new Map(), connections: new Map([['crm', new Map([['a', { record, version: 1 }]])]]) };
  const [first, second] = [maker.make([crm], stored), maker.make([crm], stored)];
  const id = { provider: 'crm', connection: 'a' };
  expect(first.connection(id)?.settings).toBe(second.connection(id)?.settings);
});

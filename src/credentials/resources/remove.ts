import { targetOf } from '../connections/target.ts';
import { type ConnectionId, connectionResource, idsOf, providerResource, resourcePrefix } from '../store/keys.ts';
import { holds, type Precondition } from './precondition.ts';
import { sameName } from './put-connection.ts';
import { pagesOf } from './read-resources.ts';
import { removeTokens } from './remove-tokens.ts';
import type { SeenConnection } from './view.ts';
import type { Removal, WriteTools } from './write-tools.ts';

/**
 * Removes a provider with its connections and their access policies. The provider goes first: from that moment on none of its
 * connections is served, and one made later under the same id takes nothing over. Rejects with StoreError.
 */
export async function removeProvider(tools: WriteTools, id: string, precondition: Precondition): Promise<Removal> {
  for (;;) {
    const view = await tools.look();
    const seen = view.provider(id);
    if (seen === undefined) return { kind: 'absent' };
    if (seen.origin.kind === 'declared') return { kind: 'declared' };
    if (!holds(precondition, seen.origin.version)) return { kind: 'stale' };
    if (!(await tools.store.delete(providerResource(id).key, seen.origin.version))) continue;
    for await (const keys of pagesOf(tools.store, resourcePrefix('connection-resource', id)))
      for (const key of keys) await tools.store.delete(key);
    for await (const keys of pagesOf(tools.store, resourcePrefix('connection', id)))
      for (const key of keys) {
        const ids = idsOf(key);
        if (ids !== undefined) await removeTokens(tools, ids, targetFor(tools, view.connection(ids)));
      }
    await tools.look();
    return { kind: 'removed' };
  }
}

/** Removes a connection with its access policies and its tokens. Rejects with StoreError. */
export async function removeConnection(tools: WriteTools, id: ConnectionId, precondition: Precondition): Promise<Removal> {
  for (;;) {
    const seen = (await tools.look()).connection(id);
    if (seen === undefined) return { kind: 'absent' };
    if (seen.origin.kind === 'declared') return { kind: 'declared' };
    if (!holds(precondition, seen.origin.record.revision)) return { kind: 'stale' };
    if (!(await tools.store.delete(connectionResource(id).key, seen.origin.version))) continue;
    await removeTokens(tools, id, targetFor(tools, seen));
    await tools.look();
    return { kind: 'removed' };
  }
}

/** Removes an access policy. Rejects with StoreError or VaultError. */
export async function removeAccessPolicy(tools: WriteTools, id: ConnectionId, name: string, precondition: Precondition): Promise<Removal> {
  for (;;) {
    const seen = (await tools.look()).connection(id);
    if (seen?.origin.kind === 'declared') return { kind: 'declared' };
    const before = seen?.origin.record.accessPolicies.find(({ settings }) => sameName(settings.name, name));
    if (seen === undefined || before === undefined) return { kind: 'absent' };
    if (!holds(precondition, before.revision)) return { kind: 'stale' };
    const { record, version } = seen.origin;
    const accessPolicies = record.accessPolicies.filter((policy) => policy !== before);
    const swap = await tools.records.swap(connectionResource(id), version, JSON.stringify({ ...record, accessPolicies }));
    if (swap.kind !== 'done') continue;
    await tools.look();
    return { kind: 'removed' };
  }
}

const targetFor = (tools: WriteTools, seen: SeenConnection | undefined) =>
  seen === undefined ? undefined : targetOf(seen.provider.settings, seen.settings, tools.options);

import { boundTo } from './connections/held.ts';
import { callersOf, newSlot, noteVersion, type Slot } from './connections/slot.ts';
import { targetOf } from './connections/target.ts';
import { originOf } from './grants/grant-types.ts';
import type { CheckOptions } from './providers/check-settings.ts';
import type { ProviderSettings } from './settings.ts';
import { type ConnectionId, connectionRecord } from './store/keys.ts';
import type { Change } from './store/store.ts';

/** All configured connections by id and by key. One immutable set at a time; a reload makes the next. */
export interface Slots {
  find(id: ConnectionId): Slot | undefined;
  readonly all: readonly Slot[];
  /** What they were made of, by id in lower case. */
  readonly of: ReadonlyMap<string, ProviderSettings>;
  /** Takes note of what others wrote. */
  note(changes: readonly Change[] | 'all'): void;
  /** Connections of which more was seen in the store than these changes tell: it may have lost its last writes (rule R6). */
  doubtful(changes: readonly Change[] | 'all'): readonly Slot[];
}

/** Connections that stay keep their token and what is under way; those whose settings changed forget why they failed. */
export function makeSlots(providers: readonly ProviderSettings[], before: Slots | undefined, options: CheckOptions): Slots {
  const byKey = new Map<string, Slot>();
  const byId = new Map<string, Map<string, Slot>>();
  const of = new Map<string, ProviderSettings>();
  for (const provider of providers) {
    of.set(provider.id.toLowerCase(), provider);
    const same = isSame(provider, before?.of.get(provider.id.toLowerCase()));
    const connections = new Map<string, Slot>();
    byId.set(provider.id.toLowerCase(), connections);
    for (const settings of provider.connections) {
      const known = before?.find({ provider: provider.id, connection: settings.id });
      // With thousands of connections nearly all are as they were.
      const slot = same && known?.target.settings === settings ? known : carryOver(known, targetOf(provider, settings, options));
      connections.set(settings.id.toLowerCase(), slot);
      byKey.set(connectionRecord(slot.target.id).key, slot);
    }
  }
  const all = [...byKey.values()];
  return {
    all,
    of,
    find: ({ provider, connection }) => byId.get(provider.toLowerCase())?.get(connection.toLowerCase()),
    note(changes) {
      if (changes === 'all') {
        // Perhaps the store has gone back: the versions heard of mean nothing any more.
        for (const slot of all) Object.assign(slot, { held: undefined, known: 0 });
        return;
      }
      for (const { key, version } of changes) {
        const slot = byKey.get(key);
        if (slot !== undefined) noteVersion(slot, version);
      }
    },
    doubtful(changes) {
      if (changes === 'all') return all.filter(({ memory }) => memory.newest !== undefined);
      const heard = new Map(changes.map(({ key, version }) => [key, version]));
      return [...heard].flatMap(([key, version]) => {
        const slot = byKey.get(key);
        return slot?.memory.newest !== undefined && version < slot.memory.newest.version ? [slot] : [];
      });
    },
  };
}

/** Whether all that connections take from their provider is the same. */
const isSame = (one: ProviderSettings, other: ProviderSettings | undefined): boolean =>
  other !== undefined &&
  one.id === other.id &&
  one.identityProvider === other.identityProvider &&
  one.grantType === other.grantType &&
  one.parameters === other.parameters;

/** The slot itself goes on, because a renewal under way writes to it. */
function carryOver(slot: Slot | undefined, target: Slot['target']): Slot {
  if (slot === undefined || slot.target.grantType !== target.grantType) return newSlot(target);
  if (slot.target.settings.incarnation !== target.settings.incarnation) return newSlot(target);
  const changed = slot.target.digest !== target.digest;
  slot.target = target;
  if (changed) {
    slot.failed = undefined;
    if (slot.held !== undefined) slot.held = boundTo(target.client.hosts, slot.held);
    // A consented token outlives a new secret; others are fetched anew with it.
    if (originOf[target.grantType] !== 'consent') {
      slot.held = undefined;
      slot.flight = undefined;
      slot.callers = callersOf(target, slot.throttle);
    }
  }
  return slot;
}

import type { BackendEntry } from '../../config/config.ts';
import type { Backends } from '../../runtime/ports/backends.ts';

/** The backends of a configuration. The members of a pool take turns, each pool on its own. */
export function openBackends(entries: Readonly<Record<string, BackendEntry>>): Backends {
  const turns = new Map<string, number>();
  const addressOf = (id: string): string | undefined => {
    const entry = Object.hasOwn(entries, id) ? entries[id] : undefined;
    if (entry?.kind !== 'pool') return entry?.url;
    const turn = turns.get(id) ?? 0;
    turns.set(id, (turn + 1) % entry.members.length);
    const member = entry.members[turn];
    return member === undefined ? undefined : addressOf(member);
  };
  return addressOf;
}

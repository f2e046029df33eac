import type { GrantOutcome } from '../grants/outcome.ts';
import type { Target } from './target.ts';

/** How many token calls of a connection ended so. Connections that are made while the gateway runs count as `other` all together. */
export interface CallCount {
  readonly provider: string;
  readonly connection: string;
  /** `token`, `refused` (an OAuth error), `not-sent`, `no-answer`, `bad-answer`, `overloaded`, or `held-back`: not made at all. */
  readonly outcome: string;
  readonly count: number;
}

export interface CallTally {
  add(target: Target, outcome: GrantOutcome['kind'] | 'held-back'): void;
  readonly counts: readonly CallCount[];
}

export function createCallTally(): CallTally {
  const counts = new Map<string, { -readonly [Key in keyof CallCount]: CallCount[Key] }>();
  return {
    add({ id, settings }, kind) {
      const outcome = kind === 'oauth-error' ? 'refused' : kind;
      const connection = settings.incarnation === undefined ? id.connection : 'other';
      const key = JSON.stringify([id.provider, connection, outcome]);
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { provider: id.provider, connection, outcome, count: 1 });
      else known.count++;
    },
    get counts() {
      return [...counts.values()];
    },
  };
}

import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { TokenPrincipal } from '../access/principal.ts';
import { accessDenied, unavailable } from '../connections/failure.ts';
import { callersOf } from '../connections/slot.ts';
import type { Slots } from '../slots.ts';
import type { BlockedThing, ConnectionId } from '../store/keys.ts';
import type { Change } from '../store/store.ts';
import type { Timers } from '../timers.ts';
import type { Block, Blocks } from './blocks.ts';

/** What a block does to this process: whoever is blocked is refused, and nothing of his stays in memory. */
export interface KillSwitch {
  readonly all: readonly Block[];
  isBlocked(id: ConnectionId): boolean;
  /** Throws CredentialError when its provider or the connection itself is blocked. */
  refuse(id: ConnectionId): void;
  /** The same for a user where no guard stands before it: his token was verified elsewhere. */
  refuseUser(id: ConnectionId, principal: TokenPrincipal): void;
  /** Rejects with StoreError: then it is not sure, and must be done again. */
  block(thing: BlockedThing, why: string): Promise<void>;
  /** False: it was not blocked. Rejects with StoreError. */
  unblock(thing: BlockedThing): Promise<boolean>;
  /** Until it is known what is blocked now, it is looked at again and again. */
  follow(changes: readonly Change[] | 'all'): Promise<void>;
}

export interface KillSwitchTools {
  readonly blocks: Blocks;
  /** The connections of the moment. */
  slots(): Slots;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

const AGAIN_MS = 250;

export function killSwitch({ blocks, slots, clock, timers, log, stopping }: KillSwitchTools): KillSwitch {
  /** A blocked connection has nothing in memory that could be served when the block is lifted. */
  function forgetBlocked(): void {
    for (const slot of slots().all)
      if (blocks.of(slot.target.id) !== undefined) Object.assign(slot, { held: undefined, callers: callersOf(slot.target, slot.throttle) });
  }

  return {
    get all() {
      return blocks.all;
    },
    isBlocked: (id) => blocks.of(id) !== undefined,
    refuse(id) {
      const block = blocks.of(id);
      if (block !== undefined)
        throw unavailable({ ...id, detail: `${id.provider}/${id.connection} is blocked by the kill switch (${block.why})` });
    },
    refuseUser(id, principal) {
      const block = blocks.ofUser(principal);
      if (block !== undefined) throw accessDenied(id, `this user is blocked by the kill switch (${block.why})`);
    },
    async block(thing, why) {
      await blocks.set({ thing, why, since: clock.now() });
      forgetBlocked();
      log.warn({ thing, why }, 'blocked by the kill switch');
    },
    async unblock(thing) {
      const lifted = await blocks.lift(thing);
      if (lifted) log.warn({ thing }, 'no longer blocked by the kill switch');
      return lifted;
    },
    async follow(changes) {
      let left = changes;
      while (!stopping.aborted) {
        try {
          await blocks.follow(left);
          forgetBlocked();
          return;
        } catch (error) {
          const reason = error instanceof Error ? error.message : 'unknown';
          log.error({ reason }, 'it is not known what is blocked now; it is looked at again');
          left = 'all';
          await timers.wait(AGAIN_MS, { signal: stopping, background: true });
        }
      }
    },
  };
}

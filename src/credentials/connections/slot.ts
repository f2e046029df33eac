import type { Clock } from '../../runtime/ports/clock.ts';
import type { Asker, Token } from '../../runtime/ports/credential-source.ts';
import { originOf } from '../grants/grant-types.ts';
import { type Remembered, remember, stillFailed } from './backoff.ts';
import { type CallerTokens, callerTokens } from './caller-tokens.ts';
import { type Failure, storeFailure } from './failure.ts';
import { boundTo, type Held } from './held.ts';
import type { Memory } from './newest.ts';
import { renewByClientCredentials } from './renew-by-client-credentials.ts';
import { renewByRefresh } from './renew-by-refresh.ts';
import type { RenewalTools, Renewed, Want } from './renewal-tools.ts';
import type { Target } from './target.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** One connection in this process: its settings, its token in memory, and what is under way for it. */
export interface Slot {
  target: Target;
  /** With the grants that exchange a caller's token: those of each caller, in place of all below. */
  callers: CallerTokens | undefined;
  held: Held | undefined;
  readonly memory: Memory;
  /** The renewal under way: all who want the token meanwhile wait for this one. */
  flight: Promise<Renewed> | undefined;
  /** Monotonic time when the token was asked for last. */
  usedAt: number | undefined;
  readonly throttle: Throttle;
  /** The generation a backend refused. */
  rejected: number | undefined;
  /** The highest version of the record heard of. */
  known: number;
  /** Why the last renewal failed. */
  failed: Remembered | undefined;
}

export const newSlot = (target: Target): Slot => {
  const throttle = createThrottle(target.id);
  return {
    target,
    callers: callersOf(target, throttle),
    held: undefined,
    memory: { newest: undefined, harmless: undefined },
    flight: undefined,
    usedAt: undefined,
    throttle,
    rejected: undefined,
    known: 0,
    failed: undefined,
  };
};

/** With the grants that exchange a caller's token, nothing yet; undefined with the others. */
export const callersOf = (target: Target, throttle: Throttle): CallerTokens | undefined =>
  originOf[target.grantType] === 'caller' ? callerTokens(target, throttle) : undefined;

/** The token in memory, if it may still be served. */
export function peekSlot(slot: Slot, clock: Clock, asker: Asker): Token | undefined {
  const { held, callers } = slot;
  if (callers !== undefined) return asker.kind === 'jwt' ? callers.peek(asker.token, clock) : undefined;
  slot.usedAt = clock.elapsed();
  return held !== undefined && slot.usedAt < held.useUntilElapsed && clock.now() < held.useUntil ? held.token : undefined;
}

/** The token, renewed when needed; one renewal at a time for each connection and process. Never rejects for what the outside does. */
export async function tokenOf(
  slot: Slot,
  tools: RenewalTools,
  asker: Asker,
): Promise<{ kind: 'token'; token: Token } | { kind: 'failed'; failure: Failure }> {
  if (slot.callers !== undefined)
    return asker.kind === 'jwt' ? slot.callers.get(asker.token, tools) : { kind: 'failed', failure: { kind: 'no-caller' } };
  let failure: Failure = { kind: 'provider-down', why: 'the token was refused by the backend and there is no other' };
  // A renewal that began before a backend refused its token brings that very token back: then once more.
  for (let turn = 0; turn < 3; turn++) {
    const token = peekSlot(slot, tools.clock, asker);
    if (token !== undefined) return { kind: 'token', token };
    const failed = stillFailed(slot.failed, tools.clock);
    if (failed !== undefined) return { kind: 'failed', failure: failed };
    const renewed = await (slot.flight ?? takeOff(slot, () => renewCounted(slot, tools)));
    if (renewed.kind === 'failed') return renewed;
    const { token: fresh } = renewed.held;
    if (tools.clock.now() >= fresh.expiresAt) {
      // Saving it took longer than it lives.
      failure = { kind: 'provider-down', why: 'its tokens are over before they are saved' };
      continue;
    }
    if (slot.rejected === undefined || fresh.generation > slot.rejected) return { kind: 'token', token: fresh };
  }
  return { kind: 'failed', failure };
}

/** Renews a token that nobody waits for, unless its `generation` was replaced already. Whoever comes meanwhile waits for it only if he must. */
export async function renewSlotAhead(slot: Slot, tools: RenewalTools, generation = slot.held?.token.generation): Promise<void> {
  if (slot.flight !== undefined || generation === undefined) return;
  await takeOff(slot, () => renew(slot, tools, { ahead: generation }));
}

/** Everyone who comes meanwhile waits for the same. */
function takeOff(slot: Slot, start: () => Promise<Renewed>): Promise<Renewed> {
  const flight = start().finally(() => {
    if (slot.flight === flight) slot.flight = undefined;
  });
  slot.flight = flight;
  return flight;
}

/** Drops the token of this generation, and asks for a later one next time: a backend answered it with 401. */
export function rejectGeneration(slot: Slot, token: Token, clock: Clock): void {
  const { generation } = token;
  if (slot.callers !== undefined) {
    slot.callers.reject(token, clock);
    return;
  }
  if (slot.held !== undefined && slot.held.token.generation > generation) return;
  slot.held = undefined;
  slot.rejected = generation;
}

/** The store has this version of the connection: an older one in memory is not served any more. */
export function noteVersion(slot: Slot, version: number): void {
  slot.known = Math.max(slot.known, version);
  if (slot.held !== undefined && slot.held.version < slot.known) slot.held = undefined;
}

/** A renewal that somebody waits for counts as an authorization. Above the limit, the last minutes of a token are still served. */
async function renewCounted(slot: Slot, tools: RenewalTools): Promise<Renewed> {
  const { held, rejected } = slot;
  const counted = await slot.throttle.count(tools);
  if (counted === 'go') return renew(slot, tools, {});
  const isGood = held !== undefined && tools.clock.now() < held.token.expiresAt && held.token.generation > (rejected ?? 0);
  return isGood ? { kind: 'held', held } : { kind: 'failed', failure: { kind: 'throttled', ...counted } };
}

async function renew(slot: Slot, tools: RenewalTools, why: Pick<Want, 'ahead'>): Promise<Renewed> {
  const { target, rejected } = slot;
  const renewed = await run(slot, tools, target, { rejected, ...why });
  // Settings that changed meanwhile start anew: this answer is for its callers only.
  if (slot.target.digest !== target.digest) return renewed;
  if (renewed.kind === 'held') {
    slot.failed = undefined;
    // What the renewal brought is the best there is, even if it is the refused one.
    if (slot.rejected === rejected) slot.rejected = undefined;
    const { token, version } = renewed.held;
    // Outrun by a change or a refusal meanwhile, it is for those who waited, and not kept.
    if (version >= slot.known && (slot.rejected === undefined || token.generation > slot.rejected)) slot.held = renewed.held;
  } else {
    slot.failed = remember(renewed.failure, slot.failed, tools.clock);
  }
  return renewed;
}

async function run(slot: Slot, tools: RenewalTools, target: Target, want: Want): Promise<Renewed> {
  try {
    const renewed =
      originOf[target.grantType] === 'consent'
        ? await renewByRefresh(tools, target, want, slot.memory)
        : await renewByClientCredentials(tools, target, want, slot.held);
    return renewed.kind === 'held' ? { kind: 'held', held: boundTo(target.client.hosts, renewed.held) } : renewed;
  } catch (error) {
    return { kind: 'failed', failure: storeFailure(error) };
  }
}

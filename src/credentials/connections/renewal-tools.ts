import { createHash } from 'node:crypto';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import type { Random } from '../../runtime/ports/random.ts';
import type { Discovery } from '../grants/discovery.ts';
import type { CallTools } from '../grants/token-call.ts';
import type { TokenTransport } from '../grants/transport.ts';
import type { Restored } from '../restored/restored.ts';
import type { Revocations } from '../revocation/queue.ts';
import type { ConnectionId } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { Timers } from '../timers.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import type { Contact } from './contact.ts';
import { decide } from './decide.ts';
import type { Failure } from './failure.ts';
import type { Held } from './held.ts';
import type { ProviderGate } from './provider-gate.ts';
import type { Spill } from './spill.ts';
import type { Grant } from './state.ts';
import type { Unsaved } from './unsaved.ts';
import { waitOrWake } from './wait-or-wake.ts';

/** Milliseconds. */
export interface RenewalLimits {
  /** One token request; it is given up then. */
  readonly callTimeoutMs: number;
  /** What saving the answer may take: a lease must cover call and save. */
  readonly saveMs: number;
  /** Between the deadline of an intent and the moment another may act. */
  readonly marginMs: number;
  /** How long one caller waits for others' renewals. */
  readonly waitMs: number;
  /** Between two looks at what others do. */
  readonly pollMs: number;
  /** Not milliseconds: how often a connection may reach for store or provider in a minute, over all processes on the store. */
  readonly perMinute: number;
  /** Not milliseconds: token calls to one provider that may be under way at the same time, in each process. */
  readonly callsAtOnce: number;
}

export const DEFAULT_LIMITS: RenewalLimits = {
  callTimeoutMs: 10_000,
  saveMs: 5_000,
  marginMs: 2_000,
  waitMs: 30_000,
  pollMs: 100,
  perMinute: 250,
  callsAtOnce: 20,
};

/** The judgements of the protocol. Tools like the rest, so that a model can show what each of them prevents. */
export interface RefreshRules {
  /** Rules R1 and R3: who may send a refresh token now, and who must wait. */
  readonly decide: typeof decide;
  /** Rules R2 and R6: tokens of one consent never stand in for those of another. */
  sameLineage(tokens: { readonly lineage: string }, lineage: string | undefined): boolean;
}

export const REFRESH_RULES: RefreshRules = { decide, sameLineage: (tokens, lineage) => tokens.lineage === lineage };

/** What renewing needs of the outside. */
export interface RenewalTools {
  readonly store: Store;
  readonly records: SealedRecords;
  readonly transport: TokenTransport;
  readonly discovery: Discovery;
  /** Every renewal passes it before it calls a provider. */
  readonly gate: ProviderGate;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  readonly limits: RenewalLimits;
  readonly rules: RefreshRules;
  /** A connection broke, or was mended by an answer that came late after all. */
  readonly turned: (id: ConnectionId, to: 'broken' | 'mended', why: string) => void;
  /** Whether the store was put back to an earlier state. */
  readonly restored: Pick<Restored, 'last' | 'isSuspect'>;
  /** This process, in leases. */
  readonly owner: string;
  readonly unsaved: Unsaved;
  /** Where unsaved tokens are put into safety; undefined: they are in memory only. */
  readonly spill: Spill | undefined;
  readonly contact: Contact;
  readonly revocations: Revocations;
  /** Aborted when the process stops: waits end. */
  readonly stopping: AbortSignal;
}

/** What a caller of a renewal wants. */
export interface Want {
  /** The generation a backend refused: only a later one will do, if one is to be had. */
  readonly rejected: number | undefined;
  /** Nobody waits for it: this generation is renewed ahead of need, unless someone else did. */
  readonly ahead?: number;
}

export type Renewed = { readonly kind: 'held'; readonly held: Held } | { readonly kind: 'failed'; readonly failure: Failure };

export const callTools = (tools: RenewalTools): CallTools => ({
  transport: tools.transport,
  discovery: tools.discovery,
  clock: tools.clock,
  random: tools.random,
  timeoutMs: tools.limits.callTimeoutMs,
});

/** What a grant that was asked for now is marked with. */
export const provedNow = ({ restored: { last } }: RenewalTools): { readonly provedIn?: string } =>
  last === undefined ? {} : { provedIn: last.id };

/** Whether a token that could not be renewed may be served to its end: not where a backend refused it, nor where it has still to be proved. */
export const mayServe = ({ restored, clock }: RenewalTools, grant: Grant, { rejected }: Want): boolean =>
  clock.now() < grant.expiresAt && rejected === undefined && !restored.isSuspect(grant);

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Waits a little for others. */
export const pause = ({ store, timers, limits, stopping }: RenewalTools): Promise<void> =>
  waitOrWake(store, timers, limits.pollMs, { stopping });

import { describeFailure } from './connections/failure.ts';
import { type Forecast, forecastOf } from './connections/forecast.ts';
import { missingScopes } from './connections/missing-scopes.ts';
import type { Slot } from './connections/slot.ts';
import { type BrokenReason, type ConnectionRecord, grantOf } from './connections/state.ts';
import { originOf } from './grants/grant-types.ts';
import type { Restored } from './restored/restored.ts';
import type { GrantType } from './settings.ts';

/** How a connection is, for people and for the management API. Holds no secret. */
export interface ConnectionStatus {
  readonly provider: string;
  readonly connection: string;
  readonly identityProvider: string;
  readonly grantType: GrantType;
  readonly state: StatusState;
  /** Counts consents. */
  readonly consentEpoch: number;
  /** Counts tokens. */
  readonly generation: number;
  /** Configured scopes that its tokens were not granted: connecting it anew asks for them. */
  readonly missingScopes: readonly string[];
  /** When somebody will have to connect it anew, as far as that is known, and why. */
  readonly forecast: Pick<Forecast, 'at' | 'why'> | undefined;
  /** What is known of it is from before the store was put back, and its provider has not proved it yet. */
  readonly suspect: boolean;
  /** Why the last attempt to get a token failed, if it did, and what to do. */
  readonly problem: string | undefined;
  readonly accessPolicies: readonly string[];
}

export type StatusState =
  | { readonly phase: 'unauthorized' }
  /** `expiresAt`: of the token there is, wall milliseconds; undefined before the first one. */
  | { readonly phase: 'ready' | 'refreshing'; readonly expiresAt: number | undefined }
  | { readonly phase: 'broken'; readonly reason: BrokenReason; readonly since: number; readonly mendBy: 'consent' }
  /** The store does not say. */
  | { readonly phase: 'unknown'; readonly why: string };

export function statusOf(
  { target, failed }: Slot,
  record: ConnectionRecord | { readonly unknown: string },
  restored: Pick<Restored, 'isSuspect'>,
): ConnectionStatus {
  const known = 'unknown' in record ? undefined : record;
  const grant = known && originOf[target.grantType] === 'consent' ? grantOf(known) : undefined;
  const forecast = grant && forecastOf(grant, target.definition.refreshTokens);
  return {
    ...target.id,
    identityProvider: target.definition.id,
    grantType: target.grantType,
    state: 'unknown' in record ? { phase: 'unknown', why: record.unknown } : stateOf(record, target.grantType),
    consentEpoch: known?.consentEpoch ?? 0,
    generation: known?.generation ?? 0,
    missingScopes: known === undefined ? [] : missingScopes(target, known),
    forecast: forecast && { at: forecast.at, why: forecast.why },
    suspect: grant !== undefined && restored.isSuspect(grant),
    problem: failed === undefined ? undefined : describeFailure(failed.failure, target.id),
    accessPolicies: target.settings.accessPolicies.map((policy) => policy.name),
  };
}

function stateOf({ state }: ConnectionRecord, grantType: GrantType): StatusState {
  switch (state.phase) {
    case 'unauthorized':
      // The others need nobody's consent: the first call fetches a token.
      return originOf[grantType] === 'consent' ? { phase: 'unauthorized' } : { phase: 'ready', expiresAt: undefined };
    case 'ready':
    case 'refreshing':
      return { phase: state.phase, expiresAt: state.grant.expiresAt };
    case 'broken':
      return { phase: 'broken', reason: state.reason, since: state.since, mendBy: state.mendBy };
  }
}

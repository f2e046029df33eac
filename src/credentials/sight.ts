import { forecastOf } from './connections/forecast.ts';
import type { ProviderGate } from './connections/provider-gate.ts';
import type { Slot } from './connections/slot.ts';

/** How the credential manager of this process is doing, for metrics. Comes from memory alone, names declared connections only, and holds no secret. */
export interface Sight {
  /** Tokens that the store does not have yet (rule R5). */
  readonly unsaved: number;
  readonly breakers: ProviderGate['breakers'];
  readonly calls: ProviderGate['calls'];
  readonly connections: readonly SeenConnectionToken[];
}

export interface SeenConnectionToken {
  readonly provider: string;
  readonly connection: string;
  /** When the token in memory was asked for, wall milliseconds; undefined: there is none. */
  readonly issuedAt: number | undefined;
  /** When its consent ends, as far as is known, wall milliseconds. */
  readonly endsAt: number | undefined;
}

export function sightOf(slots: readonly Slot[], gate: ProviderGate, unsaved: number): Sight {
  return {
    unsaved,
    breakers: gate.breakers,
    calls: gate.calls,
    connections: slots.filter(isDeclared).map(({ target, held, memory }) => ({
      ...target.id,
      issuedAt: held?.issuedAt,
      endsAt: memory.newest && forecastOf(memory.newest.grant, target.definition.refreshTokens)?.at,
    })),
  };
}

/** What is made while the gateway runs has an incarnation, and is as many as users like. */
const isDeclared = ({ target }: Slot): boolean => target.settings.incarnation === undefined;

import { forecastOf } from '../connections/forecast.ts';
import { type ConnectionRecord, grantOf } from '../connections/state.ts';
import type { Target } from '../connections/target.ts';
import type { Notice } from './notice.ts';

/**
 * What was last told of a connection. Lies in the store beside it: what is to be told is the difference between the two, so whoever looks
 * finds it, whenever the process that caused it may have died.
 */
export interface Told {
  /** Of the connection that was meant. */
  readonly incarnation?: string;
  readonly is: 'well' | 'broken' | 'expiring';
  /** Which break or which end it was: another one is told anew. */
  readonly of: string;
}

export interface Turning {
  readonly notices: readonly Notice[];
  readonly told: Told;
}

/** What is to be told now, and what is told then; undefined: nothing has changed. `now`: wall milliseconds. */
export function turningOf(target: Target, record: ConnectionRecord, before: Told | undefined, now: number): Turning | undefined {
  const { incarnation } = target.settings;
  const known = before?.incarnation === incarnation ? before : undefined;
  const next = stateOf(target, record, now);
  const told: Told = { ...(incarnation === undefined ? {} : { incarnation }), is: next.is, of: next.of };
  if (known?.is === told.is && known.of === told.of) return undefined;
  // A connection that was taken away has not recovered.
  const recovered = record.state.phase !== 'unauthorized' && next.is !== 'broken' && known !== undefined && known.is !== 'well';
  // The same break need not end before the next end is told.
  const isOver = recovered && known.is !== next.is;
  return {
    told,
    notices: [...(isOver ? [{ kind: 'recovered', from: known.is, connection: target.id } as const] : []), ...next.notices],
  };
}

function stateOf(
  { id, definition }: Target,
  record: ConnectionRecord,
  now: number,
): Pick<Told, 'is' | 'of'> & { readonly notices: readonly Notice[] } {
  const { state } = record;
  if (state.phase === 'broken') {
    const { reason, since } = state;
    return { is: 'broken', of: String(since), notices: [{ kind: 'broken', reason, since, connection: id }] };
  }
  const grant = grantOf(record);
  const forecast = grant && forecastOf(grant, definition.refreshTokens);
  if (grant === undefined || forecast === undefined || now < forecast.warnAt) return { is: 'well', of: '', notices: [] };
  const { why, at } = forecast;
  return { is: 'expiring', of: `${grant.lineage} ${why}`, notices: [{ kind: 'expiring', why, at, connection: id }] };
}

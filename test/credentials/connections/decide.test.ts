import { expect, test } from 'vitest';
import { type Circumstances, decide } from '../../../src/credentials/connections/decide.ts';
import type { ConnectionState, Grant, Intent } from '../../../src/credentials/connections/state.ts';

/** Renewing begins at 70, the token ends at 100; the intent's answer is saved until 50, and nobody else acts before 60. */
const grant: Grant = {
  accessToken: 'a',
  claims: {},
  useUntil: 70,
  expiresAt: 100,
  generation: 5,
  refreshToken: 'r',
  lineage: 'l',
  savedBy: 's',
};
const { refreshToken: _, ...rest } = grant;
const last: Grant = { ...rest, refreshToken: undefined };
const intent: Intent = { id: 'i', deadline: 50, digest: 'd', attempt: 1, firstSentAt: 30 };
const ready: ConnectionState = { phase: 'ready', grant };
const asked: ConnectionState = { phase: 'ready', grant, unanswered: { sends: 1, notBefore: 60, firstSentAt: 30 } };
const refreshing: ConnectionState = { phase: 'refreshing', grant, intent };
const replaying: ConnectionState = { phase: 'refreshing', grant, intent: { ...intent, attempt: 2 } };
const single: ConnectionState = { phase: 'ready', grant: last };
const forced: ConnectionState = { phase: 'ready', grant: { ...grant, forcedAt: 0 } };

test.each<[string, ConnectionState, Partial<Circumstances>, object]>([
  ['nobody consented', { phase: 'unauthorized' }, {}, { kind: 'unauthorized' }],
  ['good', ready, { now: 69 }, { kind: 'use', meanwhile: false }],
  ['near its end', ready, { now: 70 }, { kind: 'refresh', attempt: 1 }],
  ['R7: asked for ahead of need', ready, { now: 10, ahead: 5 }, { kind: 'refresh', attempt: 1 }],
  ['R7: asked for ahead, and another was faster', ready, { now: 10, ahead: 4 }, { kind: 'use' }],
  ['R7: asked for ahead, and another is at it', refreshing, { now: 10, ahead: 5 }, { kind: 'use', meanwhile: true }],
  ['over', ready, { now: 200 }, { kind: 'refresh', attempt: 1 }],
  ['refused by a backend', ready, { rejected: 5 }, { kind: 'refresh', attempt: 1 }],
  ['an earlier one refused', ready, { rejected: 4 }, { kind: 'use', meanwhile: false }],
  ['refused, but fetched for that a moment ago', forced, { rejected: 5, now: 20 }, { kind: 'use', meanwhile: false }],
  ['refused, and fetched for that long ago', { ...forced, grant: { ...grant, forcedAt: -30_000 } }, { rejected: 5 }, { kind: 'refresh' }],
  ['nothing to renew it with, near its end', single, { now: 99 }, { kind: 'use', meanwhile: false }],
  ['nothing to renew it with, refused', single, { rejected: 5 }, { kind: 'use', meanwhile: false }],
  ['nothing to renew it with, over', single, { now: 100 }, { kind: 'break', reason: 'ended' }],
  ['no answer, too early, still good', asked, { now: 80, storeNow: 59 }, { kind: 'use', meanwhile: true }],
  ['no answer, too early, over', asked, { now: 100, storeNow: 59 }, { kind: 'too-early' }],
  ['no answer, too early, refused', asked, { now: 80, storeNow: 59, rejected: 5 }, { kind: 'too-early' }],
  ['no answer, the replay', asked, { now: 80, storeNow: 60 }, { kind: 'refresh', attempt: 2 }],
  ['another is at it, still good', refreshing, { now: 99, storeNow: 59 }, { kind: 'use', meanwhile: true }],
  ['another is at it, over', refreshing, { now: 100, storeNow: 59 }, { kind: 'wait' }],
  ['another is at it, refused', refreshing, { now: 80, storeNow: 59, rejected: 5 }, { kind: 'wait' }],
  ['another is gone', refreshing, { now: 100, storeNow: 60 }, { kind: 'refresh', attempt: 2 }],
  ['another is gone with the replay', replaying, { now: 100, storeNow: 60 }, { kind: 'break', reason: 'unanswered' }],
  [
    'broken',
    { phase: 'broken', reason: 'refused', since: 1, mendBy: 'consent', tried: { lineage: 'l', digest: 'd' } },
    {},
    { kind: 'broken' },
  ],
])('%s', (_name, state, at, expected) => {
  const circumstances = {
    now: 0,
    storeNow: 0,
    rejected: undefined,
    marginMs: 10,
    graceMs: 0,
    ahead: undefined,
    isSuspect: () => false,
    ...at,
  };
  expect(decide({ format: 1, consentEpoch: 1, generation: 5, state }, circumstances)).toMatchObject(expected);
});

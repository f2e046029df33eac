import { describe, expect, test } from 'vitest';
import { type ConnectionRecord, type ConnectionState, type Grant, NEW_RECORD } from '../../../src/credentials/connections/state.ts';
import { targetOf } from '../../../src/credentials/connections/target.ts';
import { type Told, turningOf } from '../../../src/credentials/notices/told.ts';
import { codeProvider, connectionSettings } from '../support/settings.ts';

const DAY = 86_400_000;
const grant: Grant = {
  accessToken: 'a',
  claims: { refresh_token_expires_in: 100 * 86_400 },
  useUntil: 0,
  expiresAt: 0,
  generation: 1,
  refreshToken: 'r',
  lineage: 'l',
  savedBy: 's',
  issuedAt: 0,
  consentedAt: 0,
};
const target = targetOf(codeProvider('https://files.example.com'), connectionSettings(), {});
const record = (state: ConnectionState): ConnectionRecord => ({ ...NEW_RECORD, state });
const ready = record({ phase: 'ready', grant });
const broken = (since: number): ConnectionRecord =>
  record({ phase: 'broken', reason: 'refused', since, mendBy: 'consent', tried: { lineage: 'l', digest: '' } });

const well: Told = { is: 'well', of: '' };
const brokenAt = (since: number): Told => ({ is: 'broken', of: String(since) });
const expiring: Told = { is: 'expiring', of: 'l stated' };

describe('what is told of a connection that', () => {
  test.each<[string, ConnectionRecord, Told | undefined, number, readonly object[] | undefined]>([
    ['is well for the first time', ready, undefined, 0, []],
    ['is well as before', ready, well, 0, undefined],
    ['was never connected', NEW_RECORD, undefined, 0, []],
    ['broke', broken(5), well, 9, [{ kind: 'broken', reason: 'refused', since: 5 }]],
    ['is found broken', broken(5), undefined, 9, [{ kind: 'broken' }]],
    ['is still broken', broken(5), brokenAt(5), 9, undefined],
    ['broke again, and nobody saw it well between', broken(7), brokenAt(5), 9, [{ kind: 'broken', since: 7 }]],
    ['was mended', ready, brokenAt(5), 9, [{ kind: 'recovered', from: 'broken' }]],
    ['was taken away while broken', NEW_RECORD, brokenAt(5), 9, []],
    ['comes to its end', ready, well, 93 * DAY, [{ kind: 'expiring', why: 'stated', at: 100 * DAY }]],
    ['has a day more than that', ready, well, 92 * DAY, undefined],
    ['still comes to its end', ready, expiring, 94 * DAY, undefined],
    ['was renewed before it came', ready, expiring, 0, [{ kind: 'recovered', from: 'expiring' }]],
    ['broke at its end', broken(5), expiring, 9, [{ kind: 'broken' }]],
    ['was mended at its end', ready, brokenAt(5), 99 * DAY, [{ kind: 'recovered' }, { kind: 'expiring' }]],
    ['is another of the same id', ready, { ...brokenAt(5), incarnation: 'earlier' }, 0, []],
  ])('%s', (_, now, before, at, notices) => {
    const turning = turningOf(target, now, before, at);
    if (notices === undefined) expect(turning).toBeUndefined();
    else expect(turning?.notices).toMatchObject(notices);
    expect(turning?.notices ?? []).toHaveLength(notices?.length ?? 0);
  });
});

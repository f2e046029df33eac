import { expect, test } from 'vitest';
import { forecastOf } from '../../../src/credentials/connections/forecast.ts';
import type { Grant } from '../../../src/credentials/connections/state.ts';

const DAY = 86_400_000;
const grant: Grant = {
  accessToken: 'a',
  claims: {},
  useUntil: 0,
  expiresAt: 12 * DAY,
  generation: 1,
  refreshToken: 'r',
  lineage: 'l',
  savedBy: 's',
  issuedAt: 10 * DAY,
  consentedAt: 0,
};
const { refreshToken: _, ...withoutRefreshToken } = grant;
const final: Grant = { ...withoutRefreshToken, refreshToken: undefined };

test.each<[string, Grant, object, object | undefined]>([
  ['unused days', grant, { unusedDays: 90 }, { at: 100 * DAY, why: 'unused', warnAt: 93 * DAY }],
  ['days in all', grant, { totalDays: 365 }, { at: 365 * DAY, why: 'total', warnAt: 358 * DAY }],
  ['both, and the first counts', grant, { unusedDays: 90, totalDays: 95 }, { at: 95 * DAY, why: 'total', warnAt: 88 * DAY }],
  ['nothing that is known', grant, {}, undefined],
  ['few days: the warning comes in the last quarter', grant, { unusedDays: 8 }, { at: 18 * DAY, why: 'unused', warnAt: 16 * DAY }],
  [
    'an end the provider states',
    { ...grant, claims: { refresh_token_expires_in: '86400' } },
    { unusedDays: 90 },
    { at: 11 * DAY, why: 'stated', warnAt: 10.75 * DAY },
  ],
  ['an end of 0, which means none', { ...grant, claims: { refresh_expires_in: 0 } }, {}, undefined],
  ['nonsense in its place', { ...grant, claims: { refresh_expires_in: 'never' } }, {}, undefined],
  ['no refresh token', final, { unusedDays: 90 }, { at: 12 * DAY, why: 'not-renewable', warnAt: 11.5 * DAY }],
  ['no refresh token and a token without end', { ...final, expiresAt: 8.64e15 }, {}, undefined],
])('the forecast for %s', (_name, given, facts, expected) => {
  expect(forecastOf(given, { rotate: 'always', ...facts })).toEqual(expected);
});

import { expect, test } from 'vitest';
import { lifetimeFrom } from '../../../src/credentials/grants/lifetime.ts';

test.each([
  [3_600, { useUntil: 3_420_000, renewFrom: 3_420_000, expiresAt: 3_600_000 }],
  [181, { useUntil: 1_000, renewFrom: 144_800, expiresAt: 181_000 }],
  [180, { useUntil: 180_000, renewFrom: 144_000, expiresAt: 180_000 }],
  [2, { useUntil: 2_000, renewFrom: 1_600, expiresAt: 2_000 }],
])('R7: a token of %d s is used until 3 minutes before its end, a short one until its end', (seconds, expected) => {
  expect(lifetimeFrom(0, seconds)).toEqual(expected);
});

test('an unlimited one ends where dates end', () => {
  expect(new Date(lifetimeFrom(0, 'unlimited').expiresAt).getTime()).toBe(8.64e15);
});

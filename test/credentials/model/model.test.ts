import { describe, expect, test } from 'vitest';
import { sabotages } from './sabotages.ts';
import { runSchedule, type Weather } from './schedule.ts';

/** Seeds a kind of weather; `MODEL_SCHEDULES=20000` looks longer. */
const schedules = Number(process.env['MODEL_SCHEDULES'] ?? 250);

const calm: Weather = {
  processes: 3,
  steps: 90,
  crash: 0,
  consent: 0,
  lose: 0,
  reject: 0,
  lostRequests: 0,
  lostAnswers: 0,
  overload: 0,
  flakiness: 0,
  graceMs: 0,
  consentRevokes: false,
};

const weathers = {
  'three processes and pauses': calm,
  'a bad network': { ...calm, lostRequests: 0.3, lostAnswers: 0.2, overload: 0.2 },
  'a bad network and a grace of 5 minutes': { ...calm, lostRequests: 0.3, lostAnswers: 0.3, graceMs: 300_000 },
  'kills at any point': { ...calm, crash: 0.03 },
  'consents meanwhile': { ...calm, consent: 0.03, consentRevokes: true },
  'refusing backends': { ...calm, reject: 0.1 },
  'a flaky store': { ...calm, flakiness: 0.1 },
  'a store that loses writes': { ...calm, lose: 0.2, consent: 0.02, processes: 2, steps: 150 },
  'everything at once': {
    ...calm,
    crash: 0.01,
    consent: 0.01,
    lose: 0.05,
    reject: 0.05,
    lostRequests: 0.1,
    lostAnswers: 0.1,
    overload: 0.1,
    flakiness: 0.03,
    consentRevokes: true,
  },
} satisfies Readonly<Record<string, Weather>>;

/** Where the lack of each safeguard shows. */
const shownIn = {
  'the intent by compare-and-swap': 'three processes and pauses',
  'the wait for the deadline': 'kills at any point',
  'the look before a connection is broken': 'consents meanwhile',
  'the write-back': 'a store that loses writes',
  'the check of the lineage': 'a store that loses writes',
} as const satisfies Record<keyof typeof sabotages, keyof typeof weathers>;

const withoutSafeguard = Object.entries(shownIn) as [keyof typeof sabotages, keyof typeof weathers][];

/** The first seeds that go wrong, with all that happened in them. */
async function search(
  weather: Weather,
  seeds: number,
  sabotage = {},
): Promise<{ seed: number; violations: readonly string[]; log: readonly string[] } | undefined> {
  for (let seed = 1; seed <= seeds; seed++) {
    const { violations, log } = await runSchedule(seed, weather, sabotage);
    if (violations.length > 0) return { seed, violations, log };
  }
  return undefined;
}

describe('R1–R6, R10: the refresh protocol', () => {
  test.each(Object.entries(weathers))('holds in %s', async (_, weather) => {
    const found = await search(weather, schedules);
    expect(found && [`seed ${found.seed}`, ...found.violations, ...found.log].join('\n')).toBeUndefined();
  });

  test.each(withoutSafeguard)('does not hold without %s', async (safeguard, weather) => {
    const found = await search(weathers[weather], 2_000, sabotages[safeguard]);
    expect(found?.violations).toContainEqual(expect.stringMatching(/./));
  });
});

import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull, outOfRange } from '../failures.ts';
import { runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';

const RANDOM = runtimeType('System.Random');
const intMax = 2147483647;

/** System.Random. Without a seed it draws from the host; with one it repeats, by Knuth's subtractive method as .NET Core 3.1 has it. */
export class Random {
  readonly #next: () => number;

  private constructor(next: () => number) {
    this.#next = next;
  }

  static fromHost(host: Host): Random {
    return new Random(() => Math.floor(host.random.next() * intMax));
  }

  static fromSeed(seed: number): Random {
    return new Random(subtractive(seed));
  }

  get [netType]() {
    return RANDOM;
  }

  /** 0 up to int.MaxValue, exclusive. */
  next(): number {
    return this.#next();
  }

  /** 0 up to 1, exclusive. */
  sample(): number {
    return this.#next() * (1 / intMax);
  }
}

function subtractive(seed: number): () => number {
  const state = Array.from({ length: 56 }, () => 0);
  const at = (i: number): number => state[i] ?? 0;
  let mj = 161803398 - (seed === -2147483648 ? intMax : Math.abs(seed));
  state[55] = mj;
  let mk = 1;
  for (let i = 1; i < 55; i++) {
    const place = (21 * i) % 55;
    state[place] = mk;
    mk = (mj - mk) | 0;
    if (mk < 0) mk += intMax;
    mj = at(place);
  }
  for (let round = 1; round < 5; round++)
    for (let i = 1; i < 56; i++) {
      let value = (at(i) - at(1 + ((i + 30) % 55))) | 0;
      if (value < 0) value += intMax;
      state[i] = value;
    }
  let first = 0;
  let second = 21;
  return () => {
    first = first >= 55 ? 1 : first + 1;
    second = second >= 55 ? 1 : second + 1;
    let value = (at(first) - at(second)) | 0;
    if (value === intMax) value--;
    if (value < 0) value += intMax;
    state[first] = value;
    return value;
  };
}

function below(random: Random, max: number): number {
  if (max < 0) outOfRange('maxValue', "'maxValue' must be greater than zero.");
  return Math.floor(random.sample() * max);
}

/** Ranges wider than an int take two draws, as in .NET. */
function between(random: Random, min: number, max: number): number {
  if (min > max) outOfRange('minValue', "'minValue' cannot be greater than maxValue.");
  const range = max - min;
  if (range <= intMax) return Math.floor(random.sample() * range) + min;
  const negative = random.next() % 2 === 0;
  const drawn = random.next() * (negative ? -1 : 1);
  return Math.floor(((drawn + intMax - 1) / (2 * intMax - 1)) * range) + min;
}

function fill(random: Random, buffer: Uint8Array | null): void {
  if (buffer === null) argumentNull('buffer');
  for (let i = 0; i < buffer.length; i++) buffer[i] = random.next();
}

export const Random_ = dotnetType('class System.Random', 'Numbers that look random. Not for secrets.', {
  create: member('Random()', (host: Host) => Random.fromHost(host), 'A sequence that differs every time.', { host: true }),
  createSeed: member('Random(int Seed)', (seed: number) => Random.fromSeed(seed), 'The sequence of a seed.'),
  next: member('int Next()', (random: Random) => random.next(), 'A number that is not negative.'),
  nextBelow: member('int Next(int maxValue)', below, 'A number from zero up to a limit, which is left out.'),
  nextBetween: member('int Next(int minValue, int maxValue)', between, 'A number of a range, its end left out.'),
  nextDouble: member('double NextDouble()', (random: Random) => random.sample(), 'A number from zero up to one, which is left out.'),
  nextBytes: member('void NextBytes(byte[] buffer)', fill, 'Fills an array with random bytes.'),
});

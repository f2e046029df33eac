import { compileFunction } from 'node:vm';

/** Runs something that many times over the inputs. */
export type Loop = (count: number) => unknown;

export interface Measured {
  /** CPU nanoseconds per call, in the median round. */
  readonly ns: readonly number[];
  /** What the first costs for what the second does, in the median round. */
  readonly ratio: number;
}

/**
 * A loop over one function that is compiled for it alone: with a loop that all functions share, the engine could put none of them
 * into it, and the call would be most of what is measured. Inputs change from call to call, so that nothing can be taken out of it.
 */
export function loopOver<I>(run: (input: I) => unknown, inputs: readonly I[]): Loop {
  const make = compileFunction(
    `return (count) => {
      let last;
      for (let i = 0; i < count; i++) last = run(inputs[i & ${inputs.length - 1}]);
      return last;
    };`,
    ['run', 'inputs'],
  ) as (run: (input: I) => unknown, inputs: readonly I[]) => Loop;
  if ((inputs.length & (inputs.length - 1)) !== 0) throw new Error('the number of inputs must be a power of two');
  return make(run, inputs);
}

/** Microseconds of CPU time that this process has used: other processes do not count. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const batchMicroseconds = 4_000;

/** How often to run it so that a batch is long enough to be timed; running it warms it up as well. */
function batchOf(loop: Loop): number {
  for (let count = 256; ; count *= 2) {
    const started = cpu();
    loop(count);
    const spent = cpu() - started;
    if (spent > batchMicroseconds) return Math.max(64, Math.round((count * batchMicroseconds) / spent));
  }
}

/** Two loops in turn, round by round, so that both meet the same weather. */
export function compare(first: Loop, second: Loop, rounds: number, beforeBatch: () => void): Measured {
  const loops = [first, second];
  const counts = loops.map((loop) => {
    beforeBatch();
    batchOf(loop);
    beforeBatch();
    return batchOf(loop);
  });
  const samples: number[][] = [[], []];
  for (let round = 0; round < rounds; round++)
    for (const which of round % 2 === 0 ? [0, 1] : [1, 0]) {
      beforeBatch();
      const count = counts[which] ?? 1;
      const started = cpu();
      loops[which]?.(count);
      samples[which]?.push(((cpu() - started) * 1000) / count);
    }
  const [a = [], b = []] = samples;
  return { ns: samples.map(median), ratio: median(a.map((value, round) => value / (b[round] ?? value))) };
}

export const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

import { CharSet } from './char-set.ts';
import { lowerRuns } from './tables.ts';

/**
 * Case as RegexOptions.IgnoreCase of .NET Core 3.1 sees it: the pattern is put in lower case when it is read, the input unit by
 * unit when it is matched. Here both happen when the pattern is read: a set is replaced by all units whose lower case it has.
 */

/** A unit and its partner in one number, so that the pairs sort and search as numbers: first * 2^16 + second. */
const pack = (first: number, second: number): number => first * 0x10000 + second;

/** Every unit that has another one as lower case, with that one; ascending. */
const lowerOf: Float64Array = (() => {
  const found: number[] = [];
  for (const run of lowerRuns.trim().split(/\s/)) {
    const [first = 0, count = 0, step = 1, offset = 0] = run.split('.').map((number) => Number.parseInt(number, 36));
    for (let i = 0, upper = first; i < count; i++, upper += step) found.push(pack(upper, upper + offset));
  }
  return Float64Array.from(found);
})();

/** The same pairs the other way round. */
const upperOf: Float64Array = lowerOf.map((pair) => pack(pair % 0x10000, Math.floor(pair / 0x10000))).sort();

/** The pairs whose first unit is in a set, as pairs of numbers one after the other; found by searching, since most sets are small. */
function pairsIn(set: CharSet, pairs: Float64Array): number[] {
  const found: number[] = [];
  for (let r = 0; r < set.ranges.length; r += 2) {
    const first = pack(set.ranges[r] ?? 0, 0);
    const end = pack((set.ranges[r + 1] ?? 0) + 1, 0);
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[middle] ?? 0) < first) low = middle + 1;
      else high = middle;
    }
    for (let pair = pairs[low] ?? end; pair < end; pair = pairs[++low] ?? end) found.push(Math.floor(pair / 0x10000), pair % 0x10000);
  }
  return found;
}

/** `char.ToLower` of a unit. */
export function lowerUnit(unit: number): number {
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit;
  return pairsIn(CharSet.of(unit), lowerOf)[1] ?? unit;
}

/** The set with the lower case of its units: what a class of the pattern becomes when it is read. */
export function withLower(set: CharSet): CharSet {
  const pairs = pairsIn(set, lowerOf);
  if (pairs.length === 0) return set;
  const ranges = [...set.ranges];
  for (let i = 1; i < pairs.length; i += 2) ranges.push(pairs[i] ?? 0, pairs[i] ?? 0);
  return CharSet.from(ranges);
}

/** All units whose lower case is in the set: what the set becomes because the input is put in lower case. */
export function byLower(set: CharSet): CharSet {
  const removed: number[] = [];
  const uppers = pairsIn(set, lowerOf);
  for (let i = 0; i < uppers.length; i += 2) if (!set.has(uppers[i + 1] ?? 0)) removed.push(uppers[i] ?? 0, uppers[i] ?? 0);
  const kept = removed.length === 0 ? set : set.minus(CharSet.from(removed));
  const lowers = pairsIn(set, upperOf);
  if (lowers.length === 0) return kept;
  const ranges = [...kept.ranges];
  for (let i = 1; i < lowers.length; i += 2) ranges.push(lowers[i] ?? 0, lowers[i] ?? 0);
  return CharSet.from(ranges);
}

/** The units that match one of the pattern when case is ignored. */
export const caseVariants = (unit: number): CharSet => byLower(CharSet.of(lowerUnit(unit)));

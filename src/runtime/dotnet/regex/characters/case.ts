import { CharSet } from './char-set.ts';

/**
 * Case as RegexOptions.IgnoreCase of .NET Core 3.1 sees it: the pattern is put in lower case when it is read, the input unit by
 * unit when it is matched. Here both happen when the pattern is read: a set is replaced by all units whose lower case it has.
 */

interface Pair {
  readonly upper: number;
  readonly lower: number;
}

/** Every unit that has another one as lower case. The dotted capital I has none in the invariant culture. */
const pairs: readonly Pair[] = (() => {
  const found: Pair[] = [];
  for (let unit = 0; unit <= 0xffff; unit++) {
    // Nothing between the scripts with case: CJK, Yi syllables, Hangul, surrogates and private use.
    if (unit === 0x2e80) unit = 0xa640;
    if (unit === 0xac00) unit = 0xff00;
    const text = String.fromCharCode(unit);
    const lower = text.toLowerCase();
    if (lower !== text && lower.length === 1 && unit !== 0x130) found.push({ upper: unit, lower: lower.charCodeAt(0) });
  }
  return found;
})();

const lowerOf: ReadonlyMap<number, number> = new Map(pairs.map(({ upper, lower }) => [upper, lower]));

const uppersOf: ReadonlyMap<number, readonly number[]> = (() => {
  const found = new Map<number, number[]>();
  for (const { upper, lower } of pairs) found.set(lower, [...(found.get(lower) ?? []), upper]);
  return found;
})();

/** `char.ToLower` of a unit. */
export const lowerUnit = (unit: number): number =>
  unit < 0x80 ? (unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit) : (lowerOf.get(unit) ?? unit);

/** The units that match one of the pattern when case is ignored. */
export function caseVariants(unit: number): CharSet {
  const lower = lowerUnit(unit);
  const uppers = uppersOf.get(lower);
  return uppers === undefined ? CharSet.of(lower) : CharSet.from([lower, lower, ...uppers.flatMap((upper) => [upper, upper])]);
}

/** The set with the lower case of its units: what a class of the pattern becomes when it is read. */
export function withLower(set: CharSet): CharSet {
  const added = pairs.filter(({ upper }) => set.has(upper)).flatMap(({ lower }) => [lower, lower]);
  return added.length === 0 ? set : CharSet.from([...set.ranges, ...added]);
}

/** All units whose lower case is in the set: what the set becomes because the input is put in lower case. */
export function byLower(set: CharSet): CharSet {
  const added: number[] = [];
  const removed: number[] = [];
  for (const { upper, lower } of pairs) {
    const wanted = set.has(lower);
    if (wanted !== set.has(upper)) (wanted ? added : removed).push(upper, upper);
  }
  const kept = removed.length === 0 ? set : set.minus(CharSet.from(removed));
  return added.length === 0 ? kept : CharSet.from([...kept.ranges, ...added]);
}

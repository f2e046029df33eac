import { argument } from '../failures.ts';
import type { Midpoint } from './decimal.ts';

/** Where a midpoint goes, by the values of System.MidpointRounding. */
const modes: readonly Midpoint[] = ['even', 'awayFromZero', 'toZero', 'down', 'up'];

export const midpointOf = (mode: number): Midpoint =>
  modes[mode] ?? argument(`The value '${mode}' is not valid for this usage of the type MidpointRounding.`, 'mode');

/** A double rounded to a whole number. */
export function roundDouble(value: number, mode: Midpoint): number {
  switch (mode) {
    case 'toZero':
      return Math.trunc(value);
    case 'down':
      return Math.floor(value);
    case 'up':
      return Math.ceil(value);
    default: {
      const whole = Math.trunc(value);
      const rest = Math.abs(value - whole);
      if (rest < 0.5 || Number.isNaN(rest)) return whole;
      return rest > 0.5 || mode === 'awayFromZero' || whole % 2 !== 0 ? whole + Math.sign(value) : whole;
    }
  }
}

/** A double rounded to `digits` places as .NET does it: by scaling, so that what binary cannot hold may show. */
export function roundDoubleTo(value: number, digits: number, mode: Midpoint): number {
  if (Math.abs(value) >= 1e16 || !Number.isFinite(value)) return value;
  const power = 10 ** digits;
  return roundDouble(value * power, mode) / power;
}

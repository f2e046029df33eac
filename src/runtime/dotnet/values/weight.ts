import { BudgetExceeded } from '../../budget.ts';
import { Box } from '../values.ts';

/** How many values there are in a value, one inside the other; shared ones count as often as they are reached. */
export const weight: unique symbol = Symbol('fedpass.weight');

interface Weighed {
  readonly [weight]: number;
}

const isWeighed = (value: unknown): value is Weighed => typeof value === 'object' && value !== null && weight in value;

function weightOf(value: unknown): number {
  if (value instanceof Box) return weightOf(value.value);
  return isWeighed(value) ? value[weight] : 1;
}

/** The weight of an object that holds some values and is printed, compared and hashed by them. */
export const totalWeight = (values: readonly unknown[]): number => values.reduce((sum: number, value) => sum + weightOf(value), 1);

/** Far more than anyone writes down, little enough to walk through in a moment. */
const heaviest = 100_000;

/**
 * Ends what would walk through a value with more in it than memory holds: thirty pairs of pairs that share their halves are a
 * thousand million values to print.
 */
export function affordable(value: Weighed): void {
  if (value[weight] > heaviest) throw new BudgetExceeded('size');
}

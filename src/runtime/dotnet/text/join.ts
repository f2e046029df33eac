import type { Budget } from '../../budget.ts';
import { argumentNull, outOfRange } from '../failures.ts';
import { iterate } from '../iterate.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { toText } from '../to-text.ts';

/** `string.Join`; `type` is the static type of the elements. Null elements are empty. */
export function join(budget: Budget, separator: string | null, values: Iterable<unknown> | null, type?: RuntimeType): string {
  const parts: string[] = [];
  for (const value of iterate(values, 'values')) {
    const text = toText(value, type);
    budget.allocate(text.length + (separator ?? '').length + 1);
    parts.push(text);
  }
  return parts.join(separator ?? '');
}

export function joinRange(
  budget: Budget,
  separator: string | null,
  values: readonly (string | null)[] | null,
  start: number,
  count: number,
): string {
  if (values === null) argumentNull('value');
  if (start < 0) outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (count < 0) outOfRange('count', 'Count cannot be less than zero.');
  if (start > values.length - count) outOfRange('startIndex', 'Index and count must refer to a location within the buffer.');
  return join(budget, separator, values.slice(start, start + count));
}

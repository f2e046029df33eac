import type { Host } from '../../host.ts';
import { align, formatValue } from '../format/format-value.ts';

/** One hole of `$"…"` with an alignment (0 for none) or a format. */
export function formatHole(host: Host, value: unknown, alignment: number, format: string | null = null): string {
  host.budget.allocate(Math.abs(alignment));
  return align(formatValue(value, format), alignment);
}

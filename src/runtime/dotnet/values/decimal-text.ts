import { argumentNull, badFormat, overflow } from '../failures.ts';
import { parseNumber } from '../format/parse-number.ts';
import { Decimal } from './decimal.ts';

/** `decimal.Parse`: the scale of the text is kept; undefined when it is no number. Throws OverflowException when too large. */
export function readDecimal(text: string, style: number): Decimal | undefined {
  const parsed = parseNumber(text, style);
  if (parsed === undefined) return undefined;
  const significant = parsed.digits.replace(/^0+/, '');
  if (significant.length + parsed.exponent > 30) return overflow('Value was either too large or too small for a Decimal.');
  // Digits beyond the 60th cannot change the result any more.
  const cut = Math.max(0, significant.length - 60);
  const kept = significant.slice(0, significant.length - cut);
  const scale = -(parsed.exponent + cut);
  if (kept === '') return Decimal.of(0n, Math.min(Math.max(scale, 0), 28));
  const mantissa = BigInt(kept);
  return Decimal.of(parsed.negative ? -mantissa : mantissa, Math.min(scale, kept.length + 60));
}

export function parseDecimal(text: string | null, style: number): Decimal {
  if (text === null) argumentNull('s');
  return readDecimal(text, style) ?? badFormat();
}

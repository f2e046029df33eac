import type { Budget } from '../../../budget.ts';
import { argumentNull, outOfRange } from '../../failures.ts';
import { NetException, type Ref } from '../../values.ts';
import { percentAt, percentByte, percentEncode } from '../percent.ts';
import { unescapePart } from './characters.ts';
import { tooLong } from './parse.ts';

function encode(budget: Budget, text: string | null, unsafe: RegExp): string {
  if (text === null) argumentNull('stringToEscape');
  budget.allocate(text.length);
  if (text.search(unsafe) < 0) return text;
  if (text.length >= tooLong) throw new NetException('System.UriFormatException', 'Invalid URI: The Uri string is too long.');
  budget.allocate(text.length * 8);
  return percentEncode(text, unsafe);
}

/** `Uri.EscapeDataString`: everything but unreserved characters (RFC 3986, section 2.3). */
export const escapeData = (budget: Budget, text: string | null): string => encode(budget, text, /[^A-Za-z0-9\-_.~]+/gu);

/** `Uri.EscapeUriString`: everything but reserved and unreserved characters. Percent signs are escaped, too. */
export const escapeUri = (budget: Budget, text: string | null): string => encode(budget, text, /[^A-Za-z0-9\-_.~;/?:@&=+$,#[\]!'()*]+/gu);

/** `Uri.UnescapeDataString`. What is no escape stays. */
export function unescapeData(budget: Budget, text: string | null): string {
  if (text === null) argumentNull('stringToUnescape');
  budget.allocate(text.length);
  return unescapePart(text, 'all', false);
}

/** `Uri.HexEscape`. */
export function hexEscape(unit: number): string {
  if (unit > 255) outOfRange('character');
  return percentByte(unit);
}

/** `Uri.HexUnescape`: the character at a place, which moves on behind it. */
export function hexUnescape(pattern: string | null, index: Ref<number>): number {
  if (pattern === null) argumentNull('pattern');
  if (index.value < 0 || index.value >= pattern.length) outOfRange('index');
  const byte = percentAt(pattern, index.value);
  const unit = byte < 0 ? pattern.charCodeAt(index.value) : byte;
  index.value += byte < 0 ? 1 : 3;
  return unit;
}

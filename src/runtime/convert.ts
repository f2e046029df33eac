import { toText } from './dotnet/to-text.ts';
import { Box, NetException } from './dotnet/values.ts';

/** An expression's result as the text of an attribute or element: `ToString()` with the invariant culture; null is empty. */
export const asText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : toText(value);

/** As a boolean. Texts are read as .NET's `bool.Parse` does. */
export function asBool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const text = asText(value).trim().toLowerCase();
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new NetException('System.FormatException', 'The expression gave no boolean: write a condition, or true or false.');
}

/** As a whole number. */
export function asInt(value: unknown): number {
  const inner = value instanceof Box ? value.value : value;
  const number = typeof inner === 'bigint' ? Number(inner) : typeof inner === 'number' ? inner : integer(asText(value));
  if (!Number.isSafeInteger(number)) throw new NetException('System.FormatException', 'The expression gave no whole number.');
  return number;
}

/** As a number, with a fraction or without. */
export function asNumber(value: unknown): number {
  const inner = value instanceof Box ? value.value : value;
  const text = typeof inner === 'number' ? undefined : asText(value).trim();
  const number = text === undefined ? Number(inner) : /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(number)) throw new NetException('System.FormatException', 'The expression gave no number.');
  return number;
}

const integer = (text: string): number => (/^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : Number.NaN);

/** As one of some words. */
export function asWord<const W extends string>(value: unknown, words: readonly W[]): W {
  const text = asText(value).trim();
  const found = words.find((word) => word === text);
  if (found === undefined) throw new NetException('System.FormatException', `The expression gave none of ${words.join(', ')}.`);
  return found;
}

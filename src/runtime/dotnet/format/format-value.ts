import type { RuntimeType } from '../runtime-type.ts';
import { toText } from '../to-text.ts';
import { Box } from '../values.ts';
import { enumFormat } from './enum-format.ts';
import { formatDouble, formatInteger, formatSingle } from './number-format.ts';

/** How an object that is IFormattable says so. */
export const formatText: unique symbol = Symbol('fedpass.formatText');

export interface Formattable {
  [formatText](format: string | null): string;
}

const isFormattable = (value: unknown): value is Formattable => typeof value === 'object' && value !== null && formatText in value;

const integerBits: ReadonlyMap<string, number> = new Map([
  ['System.SByte', 8],
  ['System.Byte', 8],
  ['System.Int16', 16],
  ['System.UInt16', 16],
  ['System.Int32', 32],
  ['System.UInt32', 32],
  ['System.Int64', 64],
  ['System.UInt64', 64],
]);

function formatNumber(value: number | bigint, type: RuntimeType | undefined, format: string): string {
  if (type?.enumNames !== undefined && typeof value === 'number') return enumFormat(value, type, format);
  switch (type?.name) {
    case 'System.Char':
      return String.fromCharCode(Number(value));
    case 'System.Double':
      return formatDouble(Number(value), format);
    case 'System.Single':
      return formatSingle(Number(value), format);
    default:
      return formatInteger(value, integerBits.get(type?.name ?? '') ?? (typeof value === 'bigint' ? 64 : 32), format);
  }
}

/**
 * One hole of a composite format or an interpolated string: `value.ToString(format)` where the value has formats, else its text.
 * `type` is the static type of a value that is not boxed.
 */
export function formatValue(value: unknown, format: string | null, type?: RuntimeType): string {
  if (format === null || format === '') return toText(value, type);
  if (value instanceof Box) return formatValue(value.value, format, value.type);
  if (typeof value === 'number' || typeof value === 'bigint') return formatNumber(value, type, format);
  return isFormattable(value) ? value[formatText](format) : toText(value, type);
}

/** `{0,width}`: right-aligned, left-aligned when negative. */
export const align = (text: string, width: number): string => (width < 0 ? text.padEnd(-width) : text.padStart(width));

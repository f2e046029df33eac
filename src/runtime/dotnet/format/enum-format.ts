import { badFormat } from '../failures.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { enumText } from '../to-text.ts';

/** `value.ToString(format)` of an enum: G and F give names, D the number, X eight hexadecimal digits. */
export function enumFormat(value: number, type: RuntimeType, format: string): string {
  switch (format.toUpperCase()) {
    case 'G':
      return enumText(value, type);
    case 'F':
      return enumText(value, { ...type, enumFlags: true });
    case 'D':
      return String(value);
    case 'X':
      return (value >>> 0).toString(16).toUpperCase().padStart(8, '0');
    default:
      return badFormat('Format String can be only "G", "g", "X", "x", "F", "f", "D" or "d".');
  }
}

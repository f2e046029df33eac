import { hashKey, isStructural } from './equals.ts';
import { typeText } from './runtime-type.ts';
import { typeOf } from './type-of.ts';
import { Box } from './values.ts';

/**
 * What stands for a value as the key of a JavaScript Map: equal values give the same key. Objects without content equality are
 * their own key; whoever stores them compares with `equals` among those that share a key.
 */
export function mapKey(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('\0') ? `\0s${value}` : value;
  if (typeof value === 'object' && value !== null) {
    if (value instanceof Box) return `\0b${typeText(value.type)} ${String(mapKey(value.value))}`;
    if (isStructural(value)) return `\0k${value[hashKey]()}`;
  }
  return value;
}

/** FNV-1a over UTF-16 units, as a signed 32-bit number. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/**
 * `GetHashCode()`. Numbers give what .NET gives; .NET seeds string hashes anew in every process, so ours are only stable and
 * well spread. Objects compared by reference hash by their type.
 */
export function hash(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return textHash(value);
    case 'boolean':
      return value ? 1 : 0;
    case 'number':
      return Number.isInteger(value) && Math.abs(value) < 2 ** 53 ? value | 0 : textHash(String(value));
    case 'bigint':
      return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
    default:
      if (value === null || value === undefined) return 0;
      if (value instanceof Box) return hash(value.value);
      return textHash(isStructural(value) ? value[hashKey]() : typeText(typeOf(value)));
  }
}

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

/** Both halves of 64 bits, which is what longs, dates and spans hash to. */
export const wideHash = (value: bigint): number => Number(BigInt.asIntN(32, value ^ (value >> 32n)));

/** A double by its bits; both zeros are one, and so is every NaN. */
export function doubleHash(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 || Number.isNaN(value) ? Math.abs(value) : value);
  if (Number.isNaN(value)) view.setUint32(0, 0x7ff00000);
  if (Number.isNaN(value)) view.setUint32(4, 0);
  return view.getInt32(0) ^ view.getInt32(4);
}

/** A float by its bits. */
export function singleHash(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value === 0 ? 0 : value);
  return Number.isNaN(value) ? 0x7f800000 : view.getInt32(0);
}

function boxHash({ type, value }: Box): number {
  if (typeof value === 'number') {
    if (type.name === 'System.Double') return doubleHash(value);
    if (type.name === 'System.Single') return singleHash(value);
    if (type.name === 'System.Char') return value | (value << 16);
  }
  return hash(value);
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
      return Number.isInteger(value) ? value | 0 : doubleHash(value);
    case 'bigint':
      return wideHash(value);
    default:
      if (value === null || value === undefined) return 0;
      if (value instanceof Box) return boxHash(value);
      if (!isStructural(value)) return textHash(typeText(typeOf(value)));
      return value.hashCode?.() ?? textHash(value[hashKey]());
  }
}

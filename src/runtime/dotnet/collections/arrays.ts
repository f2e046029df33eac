import type { RuntimeType } from '../runtime-type.ts';
import { BYTE } from '../types.ts';
import { array } from '../values.ts';

/** An array of .NET: bytes for `byte[]`, else a marked JavaScript array. */
export function arrayFrom<T>(type: RuntimeType, items: Iterable<T>): T[] {
  if (type.name === BYTE.name) return Uint8Array.from(items as Iterable<number>) as unknown as T[];
  return array(type, [...items]);
}

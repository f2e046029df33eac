import type { RuntimeType } from './runtime-type.ts';
import { typeOf } from './type-of.ts';
import { BYTE, CHAR, OBJECT } from './types.ts';

/** The type of the items of anything enumerable, where it is known; else object. */
export function elementTypeOf(source: unknown): RuntimeType {
  if (typeof source === 'string') return CHAR;
  if (source instanceof Uint8Array) return BYTE;
  const type = typeOf(source);
  return type.args.length === 1 ? (type.args[0] ?? OBJECT) : OBJECT;
}

import { type RuntimeType, runtimeType } from './runtime-type.ts';

/** The types that values of ours have when nobody says otherwise. */
export const OBJECT = runtimeType('System.Object');
export const STRING = runtimeType('System.String');
export const BOOLEAN = runtimeType('System.Boolean', false);
export const CHAR = runtimeType('System.Char', 0);
export const SBYTE = runtimeType('System.SByte', 0);
export const BYTE = runtimeType('System.Byte', 0);
export const INT16 = runtimeType('System.Int16', 0);
export const UINT16 = runtimeType('System.UInt16', 0);
export const INT32 = runtimeType('System.Int32', 0);
export const UINT32 = runtimeType('System.UInt32', 0);
export const INT64 = runtimeType('System.Int64', 0n);
export const UINT64 = runtimeType('System.UInt64', 0n);
export const SINGLE = runtimeType('System.Single', 0);
export const DOUBLE = runtimeType('System.Double', 0);

/** `T[]`, or `T[,]` and so on for a higher rank. */
export const arrayOf = (type: RuntimeType, rank = 1): RuntimeType => runtimeType(`[${','.repeat(rank - 1)}]`, null, [type]);

/** ``System.Collections.Generic.IEnumerable`1[T]``. */
export const enumerableOf = (type: RuntimeType): RuntimeType => runtimeType('System.Collections.Generic.IEnumerable`1', null, [type]);

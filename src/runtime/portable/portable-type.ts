import { pairType } from '../dotnet/collections/KeyValuePair.ts';
import { type RuntimeType, runtimeType } from '../dotnet/runtime-type.ts';
import { tupleType } from '../dotnet/support/tuple.ts';
import {
  BOOLEAN,
  BYTE,
  CHAR,
  DOUBLE,
  INT16,
  INT32,
  INT64,
  OBJECT,
  SBYTE,
  SINGLE,
  STRING,
  UINT16,
  UINT32,
  UINT64,
} from '../dotnet/types.ts';
import { DATE_TIME } from '../dotnet/values/date-time.ts';
import { DATE_TIME_OFFSET } from '../dotnet/values/date-time-offset.ts';
import { DECIMAL } from '../dotnet/values/decimal.ts';
import { GUID } from '../dotnet/values/guid.ts';
import { TIME_SPAN } from '../dotnet/values/time-span.ts';
import { Unreadable } from './portable-error.ts';

/** A type as JSON: its name with those of its arguments, or an enum with its members. */
export type PortableType =
  | readonly [name: string, args: readonly PortableType[]]
  | readonly [name: string, members: { readonly names: readonly (readonly [number, string])[]; readonly flags: boolean }];

/** Types whose default is not null. */
const known: ReadonlyMap<string, RuntimeType> = new Map(
  [
    OBJECT,
    STRING,
    BOOLEAN,
    CHAR,
    SBYTE,
    BYTE,
    INT16,
    UINT16,
    INT32,
    UINT32,
    INT64,
    UINT64,
    SINGLE,
    DOUBLE,
    DECIMAL,
    DATE_TIME,
    DATE_TIME_OFFSET,
    TIME_SPAN,
    GUID,
  ].map((type) => [type.name, type]),
);

export const writeType = ({ name, args, enumNames, enumFlags }: RuntimeType): PortableType =>
  enumNames === undefined ? [name, args.map(writeType)] : [name, { names: [...enumNames], flags: enumFlags === true }];

/** Throws {@link Unreadable}. */
export function readType(portable: unknown): RuntimeType {
  if (!Array.isArray(portable) || typeof portable[0] !== 'string') throw new Unreadable();
  const [name, rest] = portable as [string, unknown];
  if (Array.isArray(rest)) return named(name, rest.map(readType));
  const { names, flags } = (rest ?? {}) as { names?: readonly (readonly [number, string])[]; flags?: boolean };
  if (!Array.isArray(names)) throw new Unreadable();
  return { name, args: [], zero: 0, enumNames: new Map(names), enumFlags: flags === true };
}

function named(name: string, args: readonly RuntimeType[]): RuntimeType {
  const ready = args.length === 0 ? known.get(name) : undefined;
  if (ready !== undefined) return ready;
  if (name.startsWith('System.ValueTuple`')) return tupleType(args);
  const [key, value] = args;
  if (name === 'System.Collections.Generic.KeyValuePair`2' && key !== undefined && value !== undefined) return pairType(key, value);
  return runtimeType(name, null, args);
}

/**
 * A .NET type at run time: what `GetType()`, casts from `object` and default values need. `name` is the full name without
 * arguments (``System.Collections.Generic.List`1``, `System.Int32`, `System.Int32[]` has name `[]` and one argument).
 */
export interface RuntimeType {
  readonly name: string;
  readonly args: readonly RuntimeType[];
  /** The value of `default(T)`: 0, 0n, false, a zero DateTime, or null. */
  readonly zero: unknown;
  /** The names of an enum's values, by value. */
  readonly enumNames?: ReadonlyMap<number, string>;
  /** An enum of single bits, whose combinations print as `A, B`. */
  readonly enumFlags?: boolean;
}

/** Makes a run-time type. Handlers hold them as module constants. */
export const runtimeType = (name: string, zero: unknown = null, args: readonly RuntimeType[] = []): RuntimeType => ({ name, args, zero });

/** The run-time type of an enum; its values box with it and print by name. Flags enums print several names. */
export const enumType = (name: string, names: ReadonlyMap<number, string>): RuntimeType => ({ name, args: [], zero: 0, enumNames: names });

/** Array types are named `[]`, `[,]` and so on; their element is their argument. */
export const isArrayType = (type: RuntimeType): boolean => type.name.startsWith('[');

/** The reflection name that .NET prints: ``System.Collections.Generic.List`1[System.Int32]``, `System.Int32[]`. */
export function typeText(type: RuntimeType): string {
  if (isArrayType(type)) return `${type.args.map(typeText).join('')}${type.name}`;
  return type.args.length === 0 ? type.name : `${type.name}[${type.args.map(typeText).join(',')}]`;
}

export const sameType = (a: RuntimeType, b: RuntimeType): boolean =>
  a === b ||
  (a.name === b.name && a.args.length === b.args.length && a.args.every((arg, i) => b.args[i] !== undefined && sameType(arg, b.args[i])));

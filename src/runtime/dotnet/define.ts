import type { Host } from '../host.ts';
import type { RuntimeType } from './runtime-type.ts';

/**
 * How the C# library surface is written down: one file per .NET type, one row per member. The key of a row is the JavaScript
 * name that handlers call (`String_.substring(text, 1)`); the signature is C# text that only the compiler reads; the function
 * does the work. Nothing else exists for expressions: a type or member without a row is a compile error that names it.
 *
 * The arguments of a row's function are, in this order:
 *   1. the {@link Host} (clock, random, crypto, budget), if the row says `host: true`
 *   2. a {@link RuntimeType} for each type parameter, the type's own first, then the method's, if it says `typeArgs: true`
 *   3. the receiver of an instance member or the first parameter of an extension method, never null (the emitter checks)
 *   4. the C# parameters; optional ones are filled in by the compiler, `params` arrives as one array, `out` and `ref` as {@link Ref}
 *
 * How .NET values look in JavaScript: bool, string and null as themselves; 8- to 32-bit integers, float, double, char and enums
 * as number; long and ulong as bigint; decimal, DateTime, DateTimeOffset, TimeSpan, Guid as immutable classes; `T?` as the value
 * or null; `byte[]` as Uint8Array, other arrays as JavaScript arrays that know their element type (`array()` in values.ts);
 * delegates as functions; anything enumerable as an Iterable; a value that becomes `object` keeps its type: int, bool and string
 * stay bare, other value types are wrapped in a {@link Box}.
 *
 * Three conventions make types usable beyond their members:
 * - the module of a type exports the JavaScript type of its values under the short .NET name (`class JObject`, `interface IList<T>`,
 *   `type JTokenType = number`), beside the surface `JObject_`;
 * - a class whose instances can stand as `object` answers `[netType]` (values.ts), with its type arguments;
 * - a struct has a row for its constructor without parameters, which makes `default(T)`.
 *
 * The compiler knows the declarations of `object`, the primitive types, arrays, `Nullable<T>`, value tuples, `Func`, `Action` and the
 * other delegates by itself; a surface for one of them only adds members.
 */
export interface Row<F = unknown> {
  /**
   * C# without `public`: `static bool IsNullOrEmpty(string value)`, `int Length { get; }`, `char this[int index] { get; }`,
   * `String(char c, int count)` (constructor), `static bool operator ==(string a, string b)`,
   * `static explicit operator string(JToken value)`, `static TSource First<TSource>(this IEnumerable<TSource> source)`,
   * `const int MaxValue = 2147483647` (constant: the compiler folds it), `static readonly string Empty` (field).
   * Names of types are short ones as an expression would write them.
   */
  readonly signature: string;
  /** The function; for a `property` row the name of the JavaScript property to read instead. */
  readonly run: F;
  /** One sentence for the reference page. */
  readonly doc: string;
  readonly host: boolean;
  readonly typeArgs: boolean;
  readonly form: 'function' | 'property' | 'constant';
}

interface RowOptions {
  readonly host?: boolean;
  readonly typeArgs?: boolean;
}

/**
 * A member that is a function. Properties and indexers with a setter take two rows, `{ get; }` and `{ set; }`. `F` is not bound to a
 * function type, because TypeScript would then fill in the type parameters of a generic function.
 */
export const member = <F extends object>(signature: string, run: F, doc: string, options: RowOptions = {}): Row<F> => ({
  signature,
  run,
  doc,
  host: options.host ?? false,
  typeArgs: options.typeArgs ?? false,
  form: 'function',
});

/** A property that a handler may read directly off the JavaScript value: `property('int Length { get; }', 'length', …)`. */
export const property = <const N extends string>(signature: string, name: N, doc: string): Row<N> => ({
  signature,
  run: name,
  doc,
  host: false,
  typeArgs: false,
  form: 'property',
});

/** A C# `const`: its value is part of the signature and is folded by the compiler; `value` is what a handler would see. */
export const constant = <const V>(signature: string, value: V, doc: string): Row<V> => ({
  signature,
  run: value,
  doc,
  host: false,
  typeArgs: false,
  form: 'constant',
});

/** Where the compiler finds the rows of a type. Handlers never look at it. */
export const surface: unique symbol = Symbol('fedpass.surface');

/** One .NET type as the compiler sees it. */
export interface TypeSurface {
  /**
   * C# head without `public`, full name, short names elsewhere: `sealed class System.String : IComparable<string>, IEnumerable<char>`,
   * `struct System.DateTime`, `interface System.Collections.Generic.IList<T> : ICollection<T>`, `static class System.Math`,
   * `enum System.DayOfWeek : int { Sunday = 0, Monday = 1 }`, `[Flags] enum …`.
   */
  readonly declaration: string;
  readonly doc: string;
  readonly rows: Readonly<Record<string, Row>>;
}

/** The functions of a type by JavaScript name, which is all that a handler sees. */
export type Members<Rows extends Readonly<Record<string, Row>>> = {
  readonly [K in keyof Rows]: Rows[K]['run'];
} & { readonly [surface]: TypeSurface };

/** Declares a .NET type. The result is what handlers import; by convention it is named `<ShortName>_`. */
export function dotnetType<const Rows extends Readonly<Record<string, Row>>>(declaration: string, doc: string, rows: Rows): Members<Rows> {
  const members = Object.create(null) as Record<PropertyKey, unknown>;
  for (const [name, row] of Object.entries(rows)) members[name] = row.run;
  members[surface] = { declaration, doc, rows } satisfies TypeSurface;
  Object.freeze(members);
  // An object without a prototype is a hash table to V8, until it is one itself: then its functions can be called directly.
  Object.create(members);
  return members as Members<Rows>;
}

export type { Host, RuntimeType };

import type { Definition } from './definition.ts';
import type { Signature } from './signature.ts';
import type { Type, TypeParameter } from './type.ts';

/** The row behind a member: where a handler finds its function and which extra arguments it wants. */
export interface RowRef {
  /** Module of the runtime that exports the surface, such as `dotnet/system/String`. */
  readonly module: string;
  /** The surface's exported name, such as `String_`, and the one handlers import it under. */
  readonly surface: string;
  readonly local: string;
  /** The row's key, such as `substring`; for a `property` row the JavaScript property. */
  readonly key: string;
  readonly form: 'function' | 'property' | 'constant';
  readonly host: boolean;
  readonly typeArgs: boolean;
  /** The row's function or value itself, for folding constants. */
  readonly run: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly mode: 'value' | 'ref' | 'out' | 'in' | 'params';
  /** Present when the argument may be left out. */
  readonly defaultValue?: DefaultValue;
}

/** What an optional parameter gets: a constant in its type's JavaScript form, or `default(T)`. */
export type DefaultValue =
  | { readonly kind: 'zero' }
  | { readonly kind: 'value'; readonly value: boolean | number | bigint | string | null };

interface Member {
  readonly owner: Definition;
  readonly name: string;
}

/** A method, constructor (`name` is `.ctor`) or operator (`name` is the operator). */
export interface Method extends Member {
  readonly kind: 'method';
  readonly isStatic: boolean;
  readonly extension: boolean;
  readonly typeParams: readonly TypeParameter[];
  readonly params: readonly Parameter[];
  readonly returns: Type;
  readonly row: RowRef;
}

export interface Property extends Member {
  readonly kind: 'property';
  readonly isStatic: boolean;
  readonly type: Type;
  readonly getter?: RowRef | undefined;
  readonly setter?: RowRef | undefined;
}

export interface Indexer extends Member {
  readonly kind: 'indexer';
  readonly params: readonly Parameter[];
  readonly type: Type;
  readonly getter?: RowRef | undefined;
  readonly setter?: RowRef | undefined;
}

export interface Field extends Member {
  readonly kind: 'field';
  readonly isStatic: boolean;
  readonly type: Type;
  readonly row: RowRef;
}

/** A `const`, or a member of an enum: `value` in the type's JavaScript form. */
export interface Constant extends Member {
  readonly kind: 'constant';
  readonly type: Type;
  readonly value: unknown;
  readonly row?: RowRef | undefined;
}

export interface ConversionOperator {
  readonly kind: 'conversion';
  readonly owner: Definition;
  readonly implicit: boolean;
  readonly from: Type;
  readonly to: Type;
  readonly row: RowRef;
}

/** All members of one definition, as declared there (not inherited). */
export interface Members {
  readonly methods: ReadonlyMap<string, readonly Method[]>;
  readonly constructors: readonly Method[];
  readonly values: ReadonlyMap<string, Property | Field | Constant>;
  readonly indexers: readonly Indexer[];
  readonly operators: ReadonlyMap<string, readonly Method[]>;
  readonly conversions: readonly ConversionOperator[];
  /** Every name, for the nearest one. */
  readonly names: readonly string[];
}

export type { Signature };

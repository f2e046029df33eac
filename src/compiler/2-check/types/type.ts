import type { Definition } from './definition.ts';

/** The static type of an expression, as C# knows it. Types are compared with {@link sameType}, never by identity. */
export type Type =
  | NamedType
  | ArrayType
  | NullableType
  | TupleType
  | AnonymousType
  | TypeParameter
  | { readonly kind: 'void' }
  /** An expression that has no type of its own until it is converted. */
  | { readonly kind: 'none'; readonly what: Untyped }
  /** Something was wrong and has been reported; converts to and from everything in silence. */
  | { readonly kind: 'error' }
  /** A named value in code position whose text is not known: any value, so any member, any conversion. */
  | { readonly kind: 'unknown' };

export type Untyped = 'null' | 'lambda' | 'method-group' | 'default' | 'throw' | 'tuple' | 'namespace' | 'type';

/** A class, struct, interface, enum or delegate with its type arguments; the primitive types are of this kind, too. */
export interface NamedType {
  readonly kind: 'named';
  readonly definition: Definition;
  readonly args: readonly Type[];
}

export interface ArrayType {
  readonly kind: 'array';
  readonly element: Type;
  readonly rank: number;
}

/** `T?` of a value type. */
export interface NullableType {
  readonly kind: 'nullable';
  readonly of: Type;
}

export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly { readonly type: Type; readonly name?: string | undefined }[];
}

export interface AnonymousType {
  readonly kind: 'anonymous';
  readonly members: readonly { readonly name: string; readonly type: Type }[];
}

/** A type parameter of a generic definition, method or local function. `key` makes it unique. */
export interface TypeParameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly key: object;
  readonly constraint?: 'class' | 'struct' | undefined;
  /** The types it derives from or implements, by its constraints. They may mention the parameter itself. */
  readonly bounds?: readonly Type[] | undefined;
  readonly variance?: 'in' | 'out' | undefined;
}

/** The primitive types, which have literals, operators or conversions built into the language. */
export type Special =
  | 'object'
  | 'string'
  | 'bool'
  | 'char'
  | 'sbyte'
  | 'byte'
  | 'short'
  | 'ushort'
  | 'int'
  | 'uint'
  | 'long'
  | 'ulong'
  | 'float'
  | 'double'
  | 'decimal';

export const voidType: Type = { kind: 'void' };
export const errorType: Type = { kind: 'error' };
export const unknownType: Type = { kind: 'unknown' };
export const nullType: Type = { kind: 'none', what: 'null' };

/** The primitive type that `type` is, if it is one. */
export const specialOf = (type: Type): Special | undefined => (type.kind === 'named' ? type.definition.special : undefined);

export const isSpecial = (type: Type, special: Special): boolean => specialOf(type) === special;

export const isError = (type: Type): boolean => type.kind === 'error';

/** True for types that must not cause a second report: errors, and named values that could be anything. */
export const isOpen = (type: Type): boolean => type.kind === 'error' || type.kind === 'unknown';

export const isNull = (type: Type): boolean => type.kind === 'none' && type.what === 'null';

export const isEnum = (type: Type): type is NamedType => type.kind === 'named' && type.definition.form === 'enum';

export const isInterface = (type: Type): type is NamedType => type.kind === 'named' && type.definition.form === 'interface';

export const isDelegate = (type: Type): type is NamedType => type.kind === 'named' && type.definition.form === 'delegate';

export const isObject = (type: Type): boolean => isSpecial(type, 'object');

export function isValueType(type: Type): boolean {
  switch (type.kind) {
    case 'named':
      return type.definition.form === 'struct' || type.definition.form === 'enum';
    case 'nullable':
    case 'tuple':
      return true;
    case 'parameter':
      return type.constraint === 'struct';
    default:
      return false;
  }
}

/** A value type that has no null: everything but `T?`. */
export const isNonNullableValueType = (type: Type): boolean => isValueType(type) && type.kind !== 'nullable';

export function isReferenceType(type: Type): boolean {
  switch (type.kind) {
    case 'named':
      return type.definition.form !== 'struct' && type.definition.form !== 'enum';
    case 'array':
    case 'anonymous':
      return true;
    case 'parameter':
      return type.constraint === 'class';
    default:
      return false;
  }
}

/** `T` for `T?`, else the type itself. */
export const underlying = (type: Type): Type => (type.kind === 'nullable' ? type.of : type);

export const nullable = (type: Type): Type => (type.kind === 'nullable' ? type : { kind: 'nullable', of: type });

export const arrayOf = (element: Type, rank = 1): ArrayType => ({ kind: 'array', element, rank });

/** Identity of types. Names of tuple elements make no difference. */
export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'named': {
      const other = b as NamedType;
      return a.definition === other.definition && sameTypes(a.args, other.args);
    }
    case 'array': {
      const other = b as ArrayType;
      return a.rank === other.rank && sameType(a.element, other.element);
    }
    case 'nullable':
      return sameType(a.of, (b as NullableType).of);
    case 'tuple': {
      const other = b as TupleType;
      return (
        a.elements.length === other.elements.length &&
        a.elements.every((element, i) => sameType(element.type, other.elements[i]?.type ?? errorType))
      );
    }
    case 'anonymous': {
      const other = b as AnonymousType;
      return (
        a.members.length === other.members.length &&
        a.members.every((member, i) => member.name === other.members[i]?.name && sameType(member.type, other.members[i].type))
      );
    }
    case 'parameter':
      return a.key === (b as TypeParameter).key;
    case 'none':
      return a.what === (b as { readonly what: Untyped }).what;
    default:
      return true;
  }
}

export const sameTypes = (a: readonly Type[], b: readonly Type[]): boolean =>
  a.length === b.length && a.every((type, i) => sameType(type, b[i] ?? errorType));

/** True when `type` mentions a type parameter for which `test` holds. */
export function mentions(type: Type, test: (parameter: TypeParameter) => boolean): boolean {
  switch (type.kind) {
    case 'parameter':
      return test(type);
    case 'named':
      return type.args.some((arg) => mentions(arg, test));
    case 'array':
      return mentions(type.element, test);
    case 'nullable':
      return mentions(type.of, test);
    case 'tuple':
      return type.elements.some((element) => mentions(element.type, test));
    case 'anonymous':
      return type.members.some((member) => mentions(member.type, test));
    default:
      return false;
  }
}

/** What type parameters stand for. */
export type Substitution = ReadonlyMap<object, Type>;

export const noSubstitution: Substitution = new Map();

export const substitution = (parameters: readonly TypeParameter[], args: readonly Type[]): Substitution =>
  parameters.length === 0 ? noSubstitution : new Map(parameters.map((parameter, i) => [parameter.key, args[i] ?? errorType]));

/** `type` with its type parameters replaced. */
export function substitute(type: Type, by: Substitution): Type {
  if (by.size === 0) return type;
  switch (type.kind) {
    case 'parameter':
      return by.get(type.key) ?? type;
    case 'named':
      return type.args.length === 0 ? type : { ...type, args: type.args.map((arg) => substitute(arg, by)) };
    case 'array':
      return { ...type, element: substitute(type.element, by) };
    case 'nullable': {
      const of = substitute(type.of, by);
      return { kind: 'nullable', of };
    }
    case 'tuple':
      return { ...type, elements: type.elements.map((element) => ({ ...element, type: substitute(element.type, by) })) };
    case 'anonymous':
      return { ...type, members: type.members.map((member) => ({ ...member, type: substitute(member.type, by) })) };
    default:
      return type;
  }
}

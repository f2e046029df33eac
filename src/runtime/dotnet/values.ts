import type { RuntimeType } from './runtime-type.ts';

/** A value type that became `object`: its value with its C# type. int, bool and string are never boxed. */
export class Box {
  readonly type: RuntimeType;
  readonly value: unknown;

  constructor(type: RuntimeType, value: unknown) {
    this.type = type;
    this.value = value;
  }
}

/** The storage behind an `out` or `ref` argument, and behind a local that a lambda shares with its surroundings by reference. */
export interface Ref<T> {
  value: T;
}

/** A .NET exception. `typeName` is the full .NET name; `instanceof NetException` tells it from our own failures. */
export class NetException extends Error {
  readonly typeName: string;
  readonly inner: NetException | null;
  /** `ParamName` of an ArgumentException, else null. */
  readonly paramName: string | null;

  constructor(typeName: string, text: string, inner: NetException | null = null, paramName: string | null = null) {
    super(text);
    this.name = typeName;
    this.typeName = typeName;
    this.inner = inner;
    this.paramName = paramName;
  }
}

/** Throws from expression position. */
export function raise(typeName: string, text: string): never {
  throw new NetException(typeName, text);
}

/** The receiver of a member access: null becomes .NET's NullReferenceException. */
export function deref<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new NetException('System.NullReferenceException', 'Object reference not set to an instance of an object.');
  return value;
}

/** The hidden place where an array keeps its element type. */
export const elementType: unique symbol = Symbol('fedpass.elementType');

/** A .NET array other than `byte[]`: `items` itself, marked with its element type. */
export function array<T>(type: RuntimeType, items: T[]): T[] {
  Object.defineProperty(items, elementType, { value: type, enumerable: false });
  return items;
}

/** Where an object that is a .NET value tells its run-time type. */
export const netType: unique symbol = Symbol('fedpass.netType');

/** An object that knows its run-time type: collections, JSON tokens, XML nodes, objects of the context. */
export interface Typed {
  readonly [netType]: RuntimeType;
}

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

  /** Type, message and inner exceptions, as .NET has written them since Core 3.0; there is no stack to show. */
  override toString(): string {
    const inner = this.inner === null ? '' : `\n ---> ${this.inner.toString()}\n   --- End of inner exception stack trace ---`;
    return `${this.typeName}: ${this.message}${inner}`;
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

/** Constructs what it is handed, so that a class derived from it puts its private fields onto an object that is there already. */
class Existing {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is what the class is for
    return object;
  }
}

/** Where an array keeps its element type, seen by nobody else. A hidden property would do as well, and takes ten times as long. */
class ElementType extends Existing {
  readonly #type: RuntimeType;

  constructor(items: object, type: RuntimeType) {
    super(items);
    this.#type = type;
  }

  static of(items: object): RuntimeType | undefined {
    return #type in items ? items.#type : undefined;
  }
}

/** A .NET array other than `byte[]`: `items` itself, marked with its element type once and for all. */
export function array<T>(type: RuntimeType, items: T[]): T[] {
  return ElementType.of(items) === type ? items : (new ElementType(items, type) as unknown as T[]);
}

/** What an array was marked with; undefined for one that was not. */
export const elementMark = (items: object): RuntimeType | undefined => ElementType.of(items);

/** Where an object that is a .NET value tells its run-time type. */
export const netType: unique symbol = Symbol('fedpass.netType');

/** An object that knows its run-time type: collections, JSON tokens, XML nodes, objects of the context. */
export interface Typed {
  readonly [netType]: RuntimeType;
}

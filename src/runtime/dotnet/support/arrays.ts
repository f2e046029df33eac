import type { Host } from '../../host.ts';
import { isInstance } from '../is-instance.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { array, deref, elementMark, NetException, type Ref } from '../values.ts';

interface Items<T> {
  readonly length: number;
  [index: number]: T;
}

function outside(): never {
  throw new NetException('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.');
}

/** `array[index]`. */
export function element<T>(items: Items<T> | null, index: number): T {
  const found = deref(items);
  if (index < 0 || index >= found.length) outside();
  return found[index] as T;
}

/** `array[index] = value`; gives the value. */
export function setElement<T>(items: Items<T> | null, index: number, value: T): T {
  const found = deref(items);
  if (index < 0 || index >= found.length) outside();
  found[index] = value;
  return value;
}

/** As {@link setElement} where the array may be one of a derived type, which then refuses a stranger. */
export function setChecked<T>(items: Items<T> | null, index: number, value: T): T {
  const found = deref(items);
  if (index < 0 || index >= found.length) outside();
  const type = elementMark(found);
  if (value !== null && type !== undefined && !isInstance(value, type))
    throw new NetException('System.ArrayTypeMismatchException', 'Attempted to access an element as a type incompatible with the array.');
  found[index] = value;
  return value;
}

function checkLength(host: Host, length: number): void {
  if (length < 0) throw new NetException('System.OverflowException', 'Arithmetic operation resulted in an overflow.');
  host.budget.allocate(length);
}

/** `new T[length]`. */
export function newArray<T>(host: Host, type: RuntimeType, length: number): T[] {
  checkLength(host, length);
  return array(
    type,
    Array.from({ length }, () => type.zero as T),
  );
}

/** `new byte[length]`. */
export function newBytes(host: Host, length: number): Uint8Array {
  checkLength(host, length);
  return new Uint8Array(length);
}

/** `ref array[index]`. */
export function elementRef<T>(items: Items<T> | null, index: number): Ref<T> {
  element(items, index);
  return {
    get value(): T {
      return element(items, index);
    },
    set value(value: T) {
      setElement(items, index, value);
    },
  };
}

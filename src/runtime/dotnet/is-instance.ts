import { basesOf } from './hierarchy.ts';
import { type RuntimeType, sameType } from './runtime-type.ts';
import { typeOf } from './type-of.ts';

/** Interfaces whose arguments may be more derived than asked for (`out T`), if they are reference types. */
const covariant: ReadonlySet<string> = new Set([
  '[]',
  'System.Collections.Generic.IEnumerable`1',
  'System.Collections.Generic.IReadOnlyCollection`1',
  'System.Collections.Generic.IReadOnlyList`1',
  'System.Linq.IGrouping`2',
  'System.Linq.IOrderedEnumerable`1',
  'Newtonsoft.Json.Linq.IJEnumerable`1',
]);

/** The default of a value type is not null; of a reference type or `T?` it is. */
const isReference = (type: RuntimeType): boolean => type.zero === null && type.name !== 'System.Nullable`1';

function argumentsFit(type: RuntimeType, wanted: RuntimeType): boolean {
  if (type.args.length !== wanted.args.length) return false;
  return type.args.every((arg, i) => {
    const other = wanted.args[i];
    if (other === undefined) return false;
    return sameType(arg, other) || (covariant.has(type.name) && isReference(arg) && isReference(other) && isAssignable(arg, other));
  });
}

/** Whether a value of type `type` is one of type `wanted` by identity, derivation or variance. */
export function isAssignable(type: RuntimeType, wanted: RuntimeType): boolean {
  if (wanted.name === 'System.Object') return true;
  if (wanted.name === 'System.Nullable`1') return wanted.args[0] !== undefined && sameType(type, wanted.args[0]);
  if (type.name === wanted.name && argumentsFit(type, wanted)) return true;
  return basesOf(type).some((base) => isAssignable(base, wanted));
}

/** `value is T` for a value held as `object`. */
export function isInstance(value: unknown, type: RuntimeType): boolean {
  return value !== null && value !== undefined && isAssignable(typeOf(value), type);
}

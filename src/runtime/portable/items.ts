import type { RuntimeType } from '../dotnet/runtime-type.ts';
import { boxAs } from '../dotnet/support/boxing.ts';
import { Box } from '../dotnet/values.ts';

/** `T?` holds what `T` does, or null. */
const inner = (type: RuntimeType): RuntimeType => (type.name === 'System.Nullable`1' ? (type.args[0] ?? type) : type);

/** What a collection of `type` holds, as an object: values in collections are not boxed. */
export const boxedItem = (type: RuntimeType, item: unknown): unknown => (item === null ? null : boxAs(inner(type), item));

/** The way back. A collection of objects holds boxes. */
export const unboxedItem = (type: RuntimeType, value: unknown): unknown =>
  value instanceof Box && type.name !== 'System.Object' ? value.value : value;

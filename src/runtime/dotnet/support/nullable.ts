import { NetException } from '../values.ts';

/** `value.Value` of a `T?`. */
export function nullableValue<T>(value: T | null): T {
  if (value === null) throw new NetException('System.InvalidOperationException', 'Nullable object must have a value.');
  return value;
}

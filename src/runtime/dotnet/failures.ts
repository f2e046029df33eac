import { NetException } from './values.ts';

/** The exceptions of the base library with the texts .NET Core 3.1 gives them. */
const withParam = (typeName: string, text: string, param: string): NetException =>
  new NetException(typeName, `${text} (Parameter '${param}')`, null, param);

export function argumentNull(param: string): never {
  throw withParam('System.ArgumentNullException', 'Value cannot be null.', param);
}

export function argument(text: string, param?: string): never {
  throw param === undefined ? new NetException('System.ArgumentException', text) : withParam('System.ArgumentException', text, param);
}

export function outOfRange(param: string, text = 'Specified argument was out of the range of valid values.'): never {
  throw withParam('System.ArgumentOutOfRangeException', text, param);
}

/** The text of collections: `list[5]`. */
export const indexOutOfRange = (param = 'index'): never =>
  outOfRange(param, 'Index was out of range. Must be non-negative and less than the size of the collection.');

/** The text of arrays and strings: `array[5]`. */
export function arrayBounds(): never {
  throw new NetException('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.');
}

export function badFormat(text = 'Input string was not in a correct format.'): never {
  throw new NetException('System.FormatException', text);
}

export function overflow(text = 'Arithmetic operation resulted in an overflow.'): never {
  throw new NetException('System.OverflowException', text);
}

export function invalidCast(text: string): never {
  throw new NetException('System.InvalidCastException', text);
}

export function invalidOperation(text: string): never {
  throw new NetException('System.InvalidOperationException', text);
}

export function notSupported(text = 'Specified method is not supported.'): never {
  throw new NetException('System.NotSupportedException', text);
}

export function keyNotFound(key: string): never {
  throw new NetException('System.Collections.Generic.KeyNotFoundException', `The given key '${key}' was not present in the dictionary.`);
}

/** A reference argument that .NET refuses to be null. */
export function required<T>(value: T | null | undefined, param: string): T {
  if (value === null || value === undefined) argumentNull(param);
  return value;
}

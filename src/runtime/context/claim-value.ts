import { DOUBLE, INT64 } from '../dotnet/types.ts';
import { Box } from '../dotnet/values.ts';

/** A field of a token answer as an `object` of C#: numbers as long or double, anything nested as its JSON text. */
export function claimValue(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isSafeInteger(value) ? new Box(INT64, BigInt(value)) : new Box(DOUBLE, value);
    default:
      return value === null || value === undefined ? null : JSON.stringify(value);
  }
}

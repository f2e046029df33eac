import { NetException } from '../../../src/runtime/dotnet/values.ts';

/** The exception of a call, as `type: message`. */
export function thrownBy(act: () => unknown): string {
  try {
    return `nothing, but ${String(act())}`;
  } catch (error) {
    if (error instanceof NetException) return `${error.typeName}: ${error.message}`;
    throw error;
  }
}

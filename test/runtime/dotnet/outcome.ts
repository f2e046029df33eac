import { NetException } from '../../../src/runtime/dotnet/values.ts';

/** What a call gives, or the short name of the exception it throws: one cell of a table. */
export function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof NetException) return `!${error.typeName.slice(error.typeName.lastIndexOf('.') + 1)}`;
    throw error;
  }
}

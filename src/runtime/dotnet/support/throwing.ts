import { NetException } from '../values.ts';

/** `throw` in the place of a value. A null exception throws what .NET throws then. */
export function throwValue(exception: NetException | null): never {
  throw exception ?? new NetException('System.NullReferenceException', 'Object reference not set to an instance of an object.');
}

/** What a C# `catch` may see: exceptions of .NET. A spent budget or a fault of ours passes through. */
export function caught(thrown: unknown): NetException {
  if (thrown instanceof NetException) return thrown;
  throw thrown;
}

import { argumentNull } from './failures.ts';

/** A string as `IEnumerable<char>`: UTF-16 units as numbers. */
export function* chars(text: string): IterableIterator<number> {
  for (let i = 0; i < text.length; i++) yield text.charCodeAt(i);
}

/** Anything enumerable, ready for a loop; a string that came in as an object gives its chars. Null is .NET's ArgumentNullException. */
export function iterate<T>(source: Iterable<T> | null, param = 'source'): Iterable<T> {
  if (source === null || source === undefined) argumentNull(param);
  return typeof source === 'string' ? (chars(source) as Iterable<unknown> as Iterable<T>) : source;
}

/** What an `IEnumerator<T>` of ours can do. */
interface Steps<T> {
  moveNext(): boolean;
  readonly current: T;
}

/** Goes through an enumerator, for `foreach` over what gives a loop other items than it is a sequence of. */
export function* steps<T>(enumerator: Steps<T>): IterableIterator<T> {
  while (enumerator.moveNext()) yield enumerator.current;
}

import { dotnetType, member } from '../define.ts';
import { invalidOperation } from '../failures.ts';

/** IEnumerator<T>: a step-by-step reader of anything enumerable. */
export class Enumerator<T> {
  readonly #source: Iterable<T>;
  #iterator: Iterator<T>;
  #current: IteratorResult<T> | undefined;

  constructor(source: Iterable<T>) {
    this.#source = source;
    this.#iterator = source[Symbol.iterator]();
  }

  moveNext(): boolean {
    this.#current = this.#iterator.next();
    return this.#current.done !== true;
  }

  get current(): T {
    if (this.#current === undefined) return invalidOperation('Enumeration has not started. Call MoveNext.');
    return this.#current.done === true ? invalidOperation('Enumeration already finished.') : this.#current.value;
  }

  reset(): void {
    this.#iterator = this.#source[Symbol.iterator]();
    this.#current = undefined;
  }

  dispose(): void {
    this.#iterator.return?.();
  }
}

const rows = {
  moveNext: member(
    'bool MoveNext()',
    (enumerator: Enumerator<unknown>) => enumerator.moveNext(),
    'Goes to the next item, if there is one.',
  ),
  reset: member('void Reset()', (enumerator: Enumerator<unknown>) => enumerator.reset(), 'Goes back before the first item.'),
  dispose: member('void Dispose()', (enumerator: Enumerator<unknown>) => enumerator.dispose(), 'Ends the enumeration.'),
};

export const IEnumerator_ = dotnetType(
  'interface System.Collections.Generic.IEnumerator<T> : IDisposable',
  'A reader that steps through items.',
  {
    current: member('T Current { get; }', <T>(enumerator: Enumerator<T>) => enumerator.current, 'The item it stands on.'),
    ...rows,
  },
);

export const CharEnumerator_ = dotnetType(
  'class System.CharEnumerator : IEnumerator<char>',
  'A reader that steps through the characters of a text.',
  {
    current: member('char Current { get; }', (enumerator: Enumerator<number>) => enumerator.current, 'The character it stands on.'),
    ...rows,
  },
);

import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { invalidOperation } from '../failures.ts';
import { iterate } from '../iterate.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType, type Ref } from '../values.ts';
import { copyInto } from './array-search.ts';
import { arrayFrom } from './arrays.ts';
import { Enumerator } from './Enumerator.ts';
import { guarded } from './modified.ts';
import { placeOf } from './protocol.ts';

/** System.Collections.Generic.Queue<T>: first in, first out. */
export class Queue<T> implements Iterable<T> {
  readonly type: RuntimeType;
  #items: T[] = [];
  #head = 0;
  #version = 0;

  constructor(type: RuntimeType) {
    this.type = type;
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Collections.Generic.Queue`1', null, [this.type]);
  }

  get count(): number {
    return this.#items.length - this.#head;
  }

  /** The items in order. */
  get items(): readonly T[] {
    return this.#items.slice(this.#head);
  }

  [Symbol.iterator](): IterableIterator<T> {
    return guarded(this.items, () => this.#version);
  }

  enqueue(item: T): void {
    this.#items.push(item);
    this.#version++;
  }

  peek(): T {
    return this.count === 0 ? invalidOperation('Queue empty.') : (this.#items[this.#head] as T);
  }

  dequeue(): T {
    const item = this.peek();
    this.#head++;
    this.#version++;
    // What was taken is dropped once it is most of the array.
    if (this.#head > 64 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#head = 0;
    this.#version++;
  }
}

function enqueue<T>(host: Host, queue: Queue<T>, item: T): void {
  host.budget.allocate(1);
  queue.enqueue(item);
}

function createFrom<T>(host: Host, type: RuntimeType, source: Iterable<T> | null): Queue<T> {
  const queue = new Queue<T>(type);
  for (const item of iterate(source, 'collection')) enqueue(host, queue, item);
  return queue;
}

function attempt<T>(queue: Queue<T>, result: Ref<T>, take: () => T): boolean {
  const found = queue.count > 0;
  result.value = found ? take() : (queue.type.zero as T);
  return found;
}

const whole = { host: true } as const;

export const Queue_ = dotnetType('class System.Collections.Generic.Queue<T> : IReadOnlyCollection<T>', 'Items in the order they came.', {
  create: member('Queue()', <T>(type: RuntimeType) => new Queue<T>(type), 'An empty queue.', { typeArgs: true }),
  createCapacity: member('Queue(int capacity)', <T>(type: RuntimeType, _capacity: number) => new Queue<T>(type), 'An empty queue.', {
    typeArgs: true,
  }),
  createFrom: member('Queue(IEnumerable<T> collection)', createFrom, 'A queue of the given items.', { host: true, typeArgs: true }),
  count: member('int Count { get; }', (queue: Queue<unknown>) => queue.count, 'How many items there are.'),
  enqueue: member('void Enqueue(T item)', enqueue, 'Adds an item at the end.', whole),
  dequeue: member('T Dequeue()', <T>(queue: Queue<T>) => queue.dequeue(), 'Takes the first item.'),
  peek: member('T Peek()', <T>(queue: Queue<T>) => queue.peek(), 'The first item.'),
  tryDequeue: member(
    'bool TryDequeue(out T result)',
    <T>(queue: Queue<T>, result: Ref<T>) => attempt(queue, result, () => queue.dequeue()),
    'Takes the first item, if there is one.',
  ),
  tryPeek: member(
    'bool TryPeek(out T result)',
    <T>(queue: Queue<T>, result: Ref<T>) => attempt(queue, result, () => queue.peek()),
    'The first item, if there is one.',
  ),
  clear: member('void Clear()', (queue: Queue<unknown>) => queue.clear(), 'Removes all items.'),
  contains: member(
    'bool Contains(T item)',
    <T>(host: Host, queue: Queue<T>, item: T) => {
      host.budget.step(queue.count >>> 4);
      return placeOf(queue.items, item) >= 0;
    },
    'Whether an item is there.',
    whole,
  ),
  copyTo: member(
    'void CopyTo(T[] array, int arrayIndex)',
    <T>(host: Host, queue: Queue<T>, target: T[] | null, start: number) => {
      host.budget.step(queue.count >>> 4);
      copyInto([...queue], 0, target, start, queue.count);
    },
    'Copies the items into an array.',
    whole,
  ),
  trimExcess: member('void TrimExcess()', (_queue: Queue<unknown>) => undefined, 'Does nothing here.'),
  toArray: member(
    'T[] ToArray()',
    <T>(host: Host, queue: Queue<T>) => {
      host.budget.allocate(queue.count);
      return arrayFrom(queue.type, queue.items);
    },
    'An array of the items.',
    whole,
  ),
  getEnumerator: member('IEnumerator<T> GetEnumerator()', <T>(queue: Queue<T>) => new Enumerator(queue), 'Steps through the items.'),
});

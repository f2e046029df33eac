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

/** System.Collections.Generic.Stack<T>: last in, first out; enumerates from the top. */
export class Stack<T> implements Iterable<T> {
  readonly type: RuntimeType;
  readonly #items: T[] = [];
  #version = 0;

  constructor(type: RuntimeType) {
    this.type = type;
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Collections.Generic.Stack`1', null, [this.type]);
  }

  get count(): number {
    return this.#items.length;
  }

  /** The items from the top. */
  get items(): readonly T[] {
    return [...this.#items].reverse();
  }

  [Symbol.iterator](): IterableIterator<T> {
    return guarded(this.items, () => this.#version);
  }

  push(item: T): void {
    this.#items.push(item);
    this.#version++;
  }

  peek(): T {
    return this.#items.length === 0 ? invalidOperation('Stack empty.') : (this.#items.at(-1) as T);
  }

  pop(): T {
    const item = this.peek();
    this.#items.pop();
    this.#version++;
    return item;
  }

  clear(): void {
    this.#items.length = 0;
    this.#version++;
  }
}

function push<T>(host: Host, stack: Stack<T>, item: T): void {
  host.budget.allocate(1);
  stack.push(item);
}

function createFrom<T>(host: Host, type: RuntimeType, source: Iterable<T> | null): Stack<T> {
  const stack = new Stack<T>(type);
  for (const item of iterate(source, 'collection')) push(host, stack, item);
  return stack;
}

function attempt<T>(stack: Stack<T>, result: Ref<T>, take: () => T): boolean {
  const found = stack.count > 0;
  result.value = found ? take() : (stack.type.zero as T);
  return found;
}

const whole = { host: true } as const;

export const Stack_ = dotnetType(
  'class System.Collections.Generic.Stack<T> : IReadOnlyCollection<T>',
  'Items of which the last comes first.',
  {
    create: member('Stack()', <T>(type: RuntimeType) => new Stack<T>(type), 'An empty stack.', { typeArgs: true }),
    createCapacity: member('Stack(int capacity)', <T>(type: RuntimeType, _capacity: number) => new Stack<T>(type), 'An empty stack.', {
      typeArgs: true,
    }),
    createFrom: member('Stack(IEnumerable<T> collection)', createFrom, 'A stack of the given items, the last on top.', {
      host: true,
      typeArgs: true,
    }),
    count: member('int Count { get; }', (stack: Stack<unknown>) => stack.count, 'How many items there are.'),
    push: member('void Push(T item)', push, 'Puts an item on top.', whole),
    pop: member('T Pop()', <T>(stack: Stack<T>) => stack.pop(), 'Takes the item on top.'),
    peek: member('T Peek()', <T>(stack: Stack<T>) => stack.peek(), 'The item on top.'),
    tryPop: member(
      'bool TryPop(out T result)',
      <T>(stack: Stack<T>, result: Ref<T>) => attempt(stack, result, () => stack.pop()),
      'Takes the item on top, if there is one.',
    ),
    tryPeek: member(
      'bool TryPeek(out T result)',
      <T>(stack: Stack<T>, result: Ref<T>) => attempt(stack, result, () => stack.peek()),
      'The item on top, if there is one.',
    ),
    clear: member('void Clear()', (stack: Stack<unknown>) => stack.clear(), 'Removes all items.'),
    contains: member(
      'bool Contains(T item)',
      <T>(host: Host, stack: Stack<T>, item: T) => {
        host.budget.step(stack.count >>> 4);
        return placeOf(stack.items, item) >= 0;
      },
      'Whether an item is there.',
      whole,
    ),
    copyTo: member(
      'void CopyTo(T[] array, int arrayIndex)',
      <T>(host: Host, stack: Stack<T>, target: T[] | null, start: number) => {
        host.budget.step(stack.count >>> 4);
        copyInto([...stack.items], 0, target, start, stack.count);
      },
      'Copies the items into an array, the top first.',
      whole,
    ),
    trimExcess: member('void TrimExcess()', (_stack: Stack<unknown>) => undefined, 'Does nothing here.'),
    toArray: member(
      'T[] ToArray()',
      <T>(host: Host, stack: Stack<T>) => {
        host.budget.allocate(stack.count);
        return arrayFrom(stack.type, stack.items);
      },
      'An array of the items, the top first.',
      whole,
    ),
    getEnumerator: member(
      'IEnumerator<T> GetEnumerator()',
      <T>(stack: Stack<T>) => new Enumerator(stack),
      'Steps through the items from the top.',
    ),
  },
);

import { dotnetType, member } from '../define.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';
import { type NetList, readOnly } from './protocol.ts';

/** System.Collections.ObjectModel.ReadOnlyCollection<T>: a view of a list. */
export class ReadOnlyCollection<T> implements NetList<T> {
  readonly type: RuntimeType;
  readonly list: NetList<T>;

  constructor(type: RuntimeType, list: NetList<T>) {
    this.type = type;
    this.list = list;
  }

  get [netType](): RuntimeType {
    return runtimeType('System.Collections.ObjectModel.ReadOnlyCollection`1', null, [this.type]);
  }

  get count(): number {
    return this.list.count;
  }

  get isReadOnly(): boolean {
    return true;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.list[Symbol.iterator]();
  }

  at(index: number): T {
    return this.list.at(index);
  }

  contains(item: T): boolean {
    return this.list.contains(item);
  }

  indexOf(item: T): number {
    return this.list.indexOf(item);
  }

  setAt(_index: number, _item: T): void {
    readOnly();
  }

  add(_item: T): void {
    readOnly();
  }

  insert(_index: number, _item: T): void {
    readOnly();
  }

  remove(_item: T): boolean {
    return readOnly();
  }

  removeAt(_index: number): void {
    readOnly();
  }

  clear(): void {
    readOnly();
  }
}

export const ReadOnlyCollection_ = dotnetType(
  'class System.Collections.ObjectModel.ReadOnlyCollection<T> : IList<T>, IReadOnlyList<T>',
  'A view of a list that cannot be changed.',
  {
    count: member('int Count { get; }', (collection: ReadOnlyCollection<unknown>) => collection.count, 'How many items there are.'),
    get: member(
      'T this[int index] { get; }',
      <T>(collection: ReadOnlyCollection<T>, index: number) => collection.at(index),
      'The item at a place.',
    ),
    contains: member(
      'bool Contains(T value)',
      <T>(collection: ReadOnlyCollection<T>, item: T) => collection.contains(item),
      'Whether an item is there.',
    ),
    indexOf: member(
      'int IndexOf(T value)',
      <T>(collection: ReadOnlyCollection<T>, item: T) => collection.indexOf(item),
      'The first place of an item, or -1.',
    ),
  },
);

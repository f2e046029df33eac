import { type NetList, placeOf, readOnly } from '../collections/protocol.ts';

/** What the collections of this room share: their items are found, never set. */
export abstract class FixedList<T> implements NetList<T> {
  protected abstract readonly items: readonly T[];

  get count(): number {
    return this.items.length;
  }

  get isReadOnly(): boolean {
    return true;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.items[Symbol.iterator]();
  }

  abstract at(index: number): T;

  contains(item: T): boolean {
    return placeOf(this.items, item) >= 0;
  }

  indexOf(item: T): number {
    return placeOf(this.items, item);
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

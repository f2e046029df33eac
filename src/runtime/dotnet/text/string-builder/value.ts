import type { Budget } from '../../../budget.ts';
import { arrayBounds, outOfRange } from '../../failures.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { netType } from '../../values.ts';

const STRING_BUILDER = runtimeType('System.Text.StringBuilder');

const badIndex = (param: string): never =>
  outOfRange(param, 'Index was out of range. Must be non-negative and less than the size of the collection.');

/** System.Text.StringBuilder. JavaScript's own texts grow cheaply, so that it needs no buffer. */
export class StringBuilder {
  #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get [netType](): RuntimeType {
    return STRING_BUILDER;
  }

  get length(): number {
    return this.#text.length;
  }

  toString(): string {
    return this.#text;
  }

  append(budget: Budget, text: string): this {
    budget.allocate(text.length);
    this.#text += text;
    return this;
  }

  insert(budget: Budget, index: number, text: string): this {
    if (index < 0 || index > this.#text.length) badIndex('index');
    return this.#splice(budget, index, 0, text);
  }

  remove(budget: Budget, start: number, count: number): this {
    if (count < 0) outOfRange('length', 'Length cannot be less than zero.');
    if (start < 0) outOfRange('startIndex', 'StartIndex cannot be less than zero.');
    if (count > this.#text.length - start) badIndex('length');
    return this.#splice(budget, start, count, '');
  }

  /** Puts what `change` makes of a part in its place. */
  replacePart(budget: Budget, start: number, count: number, change: (part: string) => string): this {
    if (start < 0 || start > this.#text.length) badIndex('startIndex');
    if (count < 0 || start > this.#text.length - count) badIndex('count');
    return this.#splice(budget, start, count, change(this.#text.slice(start, start + count)));
  }

  clear(): this {
    this.#text = '';
    return this;
  }

  setLength(budget: Budget, length: number): void {
    if (length < 0) outOfRange('value', 'Length cannot be less than zero.');
    if (length <= this.#text.length) this.#text = this.#text.slice(0, length);
    else this.append(budget, '\0'.repeat(checked(budget, length - this.#text.length)));
  }

  at(index: number): number {
    if (index < 0 || index >= this.#text.length) arrayBounds();
    return this.#text.charCodeAt(index);
  }

  setAt(budget: Budget, index: number, unit: number): void {
    if (index < 0 || index >= this.#text.length) badIndex('index');
    this.#splice(budget, index, 1, String.fromCharCode(unit));
  }

  part(start: number, length: number): string {
    if (start < 0) outOfRange('startIndex', 'StartIndex cannot be less than zero.');
    if (start > this.#text.length) outOfRange('startIndex', 'startIndex cannot be larger than length of string.');
    if (length < 0) outOfRange('length', 'Length cannot be less than zero.');
    if (start > this.#text.length - length) outOfRange('length', 'Index and length must refer to a location within the string.');
    return this.#text.slice(start, start + length);
  }

  /** A copy of a variable for another scope. */
  deepCopy(): StringBuilder {
    return new StringBuilder(this.#text);
  }

  /** Texts are copied in the end, so that a change in the middle costs steps by the length of the whole. */
  #splice(budget: Budget, start: number, count: number, text: string): this {
    budget.allocate(text.length);
    budget.step(1 + (this.#text.length >>> 9));
    this.#text = this.#text.slice(0, start) + text + this.#text.slice(start + count);
    return this;
  }
}

/** Announces a length before a text of it is made; it is announced once more when it is added. */
function checked(budget: Budget, length: number): number {
  budget.allocate(length);
  return length;
}

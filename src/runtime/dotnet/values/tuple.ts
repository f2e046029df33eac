import { compare } from '../compare.ts';
import { equals, equalTo, hashKey, type Structural } from '../equals.ts';
import { argument } from '../failures.ts';
import { mapKey } from '../hash.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import { toText } from '../to-text.ts';
import { netType } from '../values.ts';
import { affordable, totalWeight, weight } from './weight.ts';

/** A text that equal lists of values share; objects compared by reference do not tell them apart. */
export const keyOfValues = (values: readonly unknown[]): string =>
  values
    .map((value) => {
      const key = mapKey(value);
      return typeof key === 'object' ? 'o' : `${typeof key}:${String(key).length}:${String(key)}`;
    })
    .join(';');

/**
 * System.Tuple and System.ValueTuple: values with their types, equal by content. `type` is the run-time type with the types of
 * the items as arguments; the items themselves are not boxed. Only a ValueTuple is ever changed, by the code that owns it.
 */
export class Tuple implements Structural {
  readonly type: RuntimeType;
  readonly items: unknown[];
  readonly [weight]: number;

  constructor(type: RuntimeType, items: unknown[]) {
    this.type = type;
    this.items = items;
    this[weight] = totalWeight(items);
  }

  get [netType](): RuntimeType {
    return this.type;
  }

  toString(): string {
    affordable(this);
    return `(${this.items.map((item, i) => toText(item, this.type.args[i])).join(', ')})`;
  }

  compareTo(other: unknown): number {
    affordable(this);
    if (!(other instanceof Tuple) || other.items.length !== this.items.length)
      return argument(`Argument must be of type ${typeText(this.type)}.`, 'other');
    for (const [i, item] of this.items.entries()) {
      const order = compare(item, other.items[i]);
      if (order !== 0) return order;
    }
    return 0;
  }

  [equalTo](other: unknown): boolean {
    affordable(this);
    return (
      other instanceof Tuple &&
      other.type.name === this.type.name &&
      other.items.length === this.items.length &&
      this.items.every((item, i) => equals(item, other.items[i]))
    );
  }

  [hashKey](): string {
    affordable(this);
    return keyOfValues(this.items);
  }
}

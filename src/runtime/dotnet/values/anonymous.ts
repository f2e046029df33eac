import { equals, equalTo, hashKey, type Structural } from '../equals.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { toText } from '../to-text.ts';
import { netType } from '../values.ts';
import { keyOfValues } from './tuple.ts';
import { affordable, totalWeight, weight } from './weight.ts';

/** The shape of `new { A = 1, B = "x" }`: names and types of the properties. Handlers hold one as a module constant. */
export interface AnonymousShape {
  readonly names: readonly string[];
  readonly types: readonly RuntimeType[];
  readonly type: RuntimeType;
}

export const anonymousShape = (names: readonly string[], types: readonly RuntimeType[]): AnonymousShape => ({
  names,
  types,
  type: runtimeType(`<>f__AnonymousType0\`${types.length}`, null, types),
});

/** An object of an anonymous type: equal to another of its shape by content. The values are not boxed. */
export class Anonymous implements Structural {
  readonly shape: AnonymousShape;
  readonly values: readonly unknown[];
  readonly [weight]: number;

  constructor(shape: AnonymousShape, values: readonly unknown[]) {
    this.shape = shape;
    this.values = values;
    this[weight] = totalWeight(values);
  }

  get [netType](): RuntimeType {
    return this.shape.type;
  }

  toString(): string {
    affordable(this);
    const { names, types } = this.shape;
    return `{ ${names.map((name, i) => `${name} = ${toText(this.values[i], types[i])}`).join(', ')} }`;
  }

  [equalTo](other: unknown): boolean {
    affordable(this);
    return (
      other instanceof Anonymous &&
      other.values.length === this.values.length &&
      other.shape.names.every((name, i) => name === this.shape.names[i]) &&
      this.values.every((value, i) => equals(value, other.values[i]))
    );
  }

  [hashKey](): string {
    affordable(this);
    return keyOfValues(this.values);
  }
}

import { invalidCast } from '../../failures.ts';
import { typeText } from '../../runtime-type.ts';
import { typeOf } from '../../type-of.ts';
import { DateTime } from '../../values/date-time.ts';
import { Decimal } from '../../values/decimal.ts';
import { Box } from '../../values.ts';

/** How values of each kind become one target type; what System.Convert knows of it. */
export interface Conversion<R> {
  /** Name of the target without namespace: `Int32`. */
  readonly target: string;
  readonly fromBoolean: (value: boolean) => R;
  readonly fromChar: (value: number) => R;
  readonly fromInteger: (value: number | bigint) => R;
  readonly fromSingle: (value: number) => R;
  readonly fromDouble: (value: number) => R;
  readonly fromDecimal: (value: Decimal) => R;
  readonly fromDateTime: (value: DateTime) => R;
  readonly fromText: (value: string | null) => R;
  /** What null becomes. */
  readonly none: R;
}

/** An object that is IConvertible by what it holds, such as a JValue. */
export const convertible: unique symbol = Symbol('fedpass.convertible');

export interface Convertible {
  /** The value to convert instead; never null. */
  [convertible](target: string): unknown;
}

const isConvertible = (value: unknown): value is Convertible => typeof value === 'object' && value !== null && convertible in value;

/** .NET's refusal of a conversion that makes no sense. */
export const cannot = (from: string, to: string) => (): never => invalidCast(`Invalid cast from '${from}' to '${to}'.`);

function fromBox<R>(box: Box, to: Conversion<R>): R {
  const { value, type } = box;
  if (value instanceof Decimal) return to.fromDecimal(value);
  if (value instanceof DateTime) return to.fromDateTime(value);
  if (typeof value === 'bigint') return to.fromInteger(value);
  if (typeof value === 'number') {
    switch (type.name) {
      case 'System.Char':
        return to.fromChar(value);
      case 'System.Double':
        return to.fromDouble(value);
      case 'System.Single':
        return to.fromSingle(value);
      default:
        return to.fromInteger(value);
    }
  }
  return refuse(box);
}

const refuse = (value: unknown): never =>
  invalidCast(`Unable to cast object of type '${typeText(typeOf(value))}' to type 'System.IConvertible'.`);

/** `Convert.ToX(object)`. */
export function convertObject<R>(value: unknown, to: Conversion<R>): R {
  switch (typeof value) {
    case 'string':
      return to.fromText(value);
    case 'boolean':
      return to.fromBoolean(value);
    case 'number':
    case 'bigint':
      return to.fromInteger(value);
    default:
      if (value === null || value === undefined) return to.none;
      if (value instanceof Box) return fromBox(value, to);
      if (value instanceof Decimal) return to.fromDecimal(value);
      if (value instanceof DateTime) return to.fromDateTime(value);
      return isConvertible(value) ? convertObject(value[convertible](to.target), to) : refuse(value);
  }
}

import { parseDouble, styles } from '../format/parse-number.ts';
import { DOUBLE, INT64 } from '../types.ts';
import { DECIMAL } from '../values/decimal.ts';
import { readDecimal } from '../values/decimal-text.ts';
import { Box } from '../values.ts';
import { FloatParseHandling_ } from './FloatParseHandling.ts';
import { BIG_INTEGER } from './value-kind.ts';

/** Integers that a double holds exactly. */
const small = /^-?(?:[1-9]\d*|0)$/;
/** What JavaScript reads as .NET does. */
const fraction = /^-?(?:[1-9]\d*|0)\.\d+$/;
const longest = 380;
const minimum = -(2n ** 63n);
const maximum = 2n ** 63n - 1n;

export interface NumberToken {
  readonly kind: 'Integer' | 'Float';
  readonly value: Box;
}

const integer = (value: bigint): NumberToken => ({
  kind: 'Integer',
  value: new Box(value < minimum || value > maximum ? BIG_INTEGER : INT64, value),
});

/** A number as Newtonsoft reads it: long, BigInteger beyond it, double or decimal (`floats`); a leading 0 means octal, 0x hexadecimal. Else what is wrong. */
export function numberOfText(text: string, floats: number): NumberToken | string {
  if (text.length < 16 && small.test(text)) return { kind: 'Integer', value: new Box(INT64, BigInt(Number(text))) };
  if (floats === FloatParseHandling_.Double && fraction.test(text)) return { kind: 'Float', value: new Box(DOUBLE, Number(text)) };
  if (/^-?\d+$/.test(text) && !/^0\d/.test(text)) {
    if (text.length > longest) return `JSON integer ${text} is too large to parse.`;
    return integer(BigInt(text));
  }
  if (/^0[^.eE]/.test(text)) {
    const value = /^0x[0-9a-f]+$/i.test(text) ? BigInt(text) : /^[0-7]+$/.test(text) ? BigInt(`0o${text}`) : undefined;
    if (value === undefined || value > 2n ** 64n - 1n) return `Input string '${text}' is not a valid number.`;
    return integer(BigInt.asIntN(64, value));
  }
  if (floats === FloatParseHandling_.Decimal) {
    const value = readDecimal(text, styles.number | styles.exponent);
    return value === undefined ? `Input string '${text}' is not a valid decimal.` : { kind: 'Float', value: new Box(DECIMAL, value) };
  }
  const value = parseDouble(text, styles.float);
  return value === undefined ? `Input string '${text}' is not a valid number.` : { kind: 'Float', value: new Box(DOUBLE, value) };
}

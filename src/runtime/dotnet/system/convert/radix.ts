import { argument, badFormat, overflow } from '../../failures.ts';
import { NetException } from '../../values.ts';

/** Numbers in base 2, 8, 10 and 16, where the digits are the bits of the value. */

const bases: ReadonlySet<number> = new Set([2, 8, 10, 16]);

function checkBase(base: number): void {
  if (!bases.has(base)) argument('Invalid Base.');
}

/** `Convert.ToString(value, base)` of an integer of `bits` bits. */
export function toRadix(value: number | bigint, bits: number, base: number): string {
  checkBase(base);
  return base === 10 ? String(value) : BigInt.asUintN(bits, BigInt(value)).toString(base);
}

const digitsOf: Readonly<Record<number, RegExp>> = { 2: /^[01]+/, 8: /^[0-7]+/, 10: /^[0-9]+/, 16: /^[0-9a-fA-F]+/ };

/** `Convert.ToX(text, base)`. A null text is zero. */
export function fromRadix(text: string | null, base: number, bits: number, signed: boolean, named: string): bigint {
  checkBase(base);
  if (text === null) return 0n;
  if (text === '') return argumentEmpty();
  let start = 0;
  let negative = false;
  if (text[0] === '-') {
    if (base !== 10) argument('String cannot contain a minus sign if the base is not 10.');
    if (!signed) overflow('The string was being parsed as an unsigned number and could not have a negative sign.');
    negative = true;
    start = 1;
  } else if (text[0] === '+') start = 1;
  if (base === 16 && /^0[xX]/.test(text.slice(start))) start += 2;
  const rest = text.slice(start);
  const [digits] = digitsOf[base]?.exec(rest) ?? [];
  if (digits === undefined) return badFormat('Could not find any recognizable digits.');
  if (digits.length < rest.length) return badFormat('Additional non-parsable characters are at the end of the string.');
  const prefix = base === 16 ? '0x' : base === 8 ? '0o' : base === 2 ? '0b' : '';
  const size = BigInt(prefix + digits);
  const limit = 1n << BigInt(bits);
  const decimalLimit = signed ? (limit >> 1n) - (negative ? 0n : 1n) : limit - 1n;
  if (base === 10 ? size > decimalLimit : size >= limit) overflow(`Value was either too large or too small for ${named}.`);
  if (base === 10) return negative ? -size : size;
  return signed ? BigInt.asIntN(bits, size) : size;
}

function argumentEmpty(): never {
  throw new NetException(
    'System.ArgumentOutOfRangeException',
    "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'startIndex')",
    null,
    'startIndex',
  );
}

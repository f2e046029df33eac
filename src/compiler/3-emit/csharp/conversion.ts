import type { Bound } from '../../2-check/types/bound.ts';
import type { Conversion } from '../../2-check/types/conversion.ts';
import { isBig, rangeOf } from '../../2-check/types/numeric.ts';
import { isObject, isReferenceType, isValueType, type Special, specialOf, type Type, underlying } from '../../2-check/types/type.ts';
import { callRow } from './call.ts';
import { at, code, type Js, level, primary, typeOnly } from './code.ts';
import { emit, emitLoose } from './expression.ts';
import { after, hold, isNullTest } from './lifted.ts';
import { neverNull } from './null-check.ts';
import { runtimeTypeOf, staysBare } from './runtime-types.ts';
import type { EmitScope } from './scope.ts';
import { Unsupported } from './unsupported.ts';

type Convert = Extract<Bound, { readonly kind: 'convert' }>;

export function emitConversion(scope: EmitScope, node: Convert): Js {
  const { operand, conversion, type, checked } = node;
  switch (conversion.kind) {
    case 'lift': {
      // Null stays null; the rest is converted.
      if (leavesValue(conversion.inner)) return emit(scope, operand);
      const held = hold(scope, operand);
      const converted = convertJs(scope, held.js, underlying(operand.type), underlying(type), conversion.inner, checked);
      if (!held.mayBeNull) return after([held.before], converted);
      const test = isNullTest(held.js);
      return after([held.before], {
        code: code`${at(test, level.coalesce)} ? null : ${at(converted, level.assign)}`,
        level: level.conditional,
      });
    }
    case 'unwrap': {
      const value = primary(code`${scope.output.import('dotnet/support/nullable', 'nullableValue')}(${emit(scope, operand)})`);
      return convertJs(scope, value, underlying(operand.type), type, conversion.inner, checked);
    }
    case 'boxing':
      return box(scope, operand, emit(scope, operand));
    case 'user': {
      const { operator } = conversion;
      const owner = operator.owner.type;
      if (!conversion.lifted) return callRow(scope, operator.row, ownerOf(conversion, owner), [], [emit(scope, operand)]);
      const held = hold(scope, operand);
      const called = callRow(scope, operator.row, ownerOf(conversion, owner), [], [held.js]);
      if (!held.mayBeNull) return after([held.before], called);
      return after([held.before], { code: code`${at(isNullTest(held.js), level.coalesce)} ? null : ${called}`, level: level.conditional });
    }
    default:
      return convertJs(
        scope,
        takesNull(conversion) ? emitLoose(scope, operand) : emit(scope, operand),
        operand.type,
        type,
        conversion,
        checked,
      );
  }
}

/** The generic type an operator was found on has its arguments in the operand or the result. */
const ownerOf = (conversion: Conversion & { readonly kind: 'user' }, open: Convert['type'] & { readonly kind: 'named' }): typeof open => {
  for (const type of [conversion.from, conversion.to]) if (type.kind === 'named' && type.definition === open.definition) return type;
  return open;
};

/** Conversions whose helpers look at null themselves. */
const takesNull = (conversion: Conversion): boolean =>
  conversion.kind === 'down' || conversion.kind === 'unboxing' || leavesValue(conversion);

/** Conversions that leave the JavaScript value as it is. */
export const leavesValue = (conversion: Conversion): boolean =>
  conversion.kind === 'identity' || conversion.kind === 'up' || conversion.kind === 'open' || conversion.kind === 'null';

const pairs: ReadonlySet<string> = new Set(['IEnumerable`1', 'ICollection`1', 'IReadOnlyCollection`1', 'IDictionary`2']);

/** A JObject is a sequence of tokens; as a dictionary it is one of names with values. */
function isEntries(from: Type, to: Type): boolean {
  if (from.kind !== 'named' || from.definition.fullName !== 'Newtonsoft.Json.Linq.JObject' || to.kind !== 'named') return false;
  const [item] = to.args;
  const isPair = to.args.length === 2 || (item?.kind === 'named' && item.definition.name.startsWith('KeyValuePair'));
  return isPair && pairs.has(to.definition.fullName.replace('System.Collections.Generic.', ''));
}

function convertJs(scope: EmitScope, js: Js, from: Type, to: Type, conversion: Conversion, checked: boolean): Js {
  const { output } = scope;
  switch (conversion.kind) {
    case 'up': {
      if (isEntries(from, to)) return primary(code`${output.import('dotnet/json/entries', 'entriesOf')}(${js})`);
      const item = sequenceItem(from);
      if (item !== undefined && isValueType(item) && isUntyped(to)) return withItems(scope, js, item);
      // A string is a sequence of chars, which JavaScript's own iteration is not; the library looks for strings.
      if (isBytes(from) && to.kind === 'named' && !isObject(to))
        return bytesAs(js, to.definition.fullName === 'System.Array' ? 'unknown[]' : scope.type(to));
      const isSequence = specialOf(from) === 'string' && !isObject(to) && scope.type(to).startsWith('Iterable');
      return isSequence ? { code: [typeOnly('('), js.code, typeOnly(` as unknown as ${scope.type(to)})`)], level: js.level } : js;
    }
    case 'identity':
    case 'open':
    case 'null':
      return js;
    case 'wrap':
      return convertJs(scope, js, from, underlying(to), conversion.inner, checked);
    case 'numeric':
      return convertNumber(scope, js, conversion.from, conversion.to, checked);
    case 'unboxing':
      return unbox(scope, js, to);
    case 'down':
      return castTo(scope, js, to);
    case 'tuple': {
      if (from.kind !== 'tuple' || to.kind !== 'tuple') throw new Unsupported('this conversion of a tuple');
      const items = conversion.elements.map((element, i): Js => {
        const [source, target] = [from.elements[i]?.type, to.elements[i]?.type];
        if (source === undefined || target === undefined) throw new Unsupported('this conversion of a tuple');
        const item: Js = primary(code`items[${String(i)}]${typeOnly(` as ${scope.type(source)}`)}`);
        return element.kind === 'boxing' ? boxJs(scope, item, source) : convertJs(scope, item, source, target, element, checked);
      });
      const made = code`(items) => [${items.flatMap((item) => [item.code, { text: ', ' }])}]`;
      return primary(code`${output.import('dotnet/support/tuple', 'convertTuple')}(${js}, ${runtimeTypeOf(scope, to)}, ${made})`);
    }
    default:
      throw new Unsupported(`a conversion of kind ${conversion.kind}`);
  }
}

export const isBytes = (type: Type): boolean => type.kind === 'array' && type.rank === 1 && specialOf(type.element) === 'byte';

/** A `byte[]` is a Uint8Array, which the library takes for any array; TypeScript has to be told. */
export const bytesAs = (js: Js, type: string): Js => ({
  code: [typeOnly('('), js.code, typeOnly(` as unknown as ${type})`)],
  level: js.level,
});

/** The items of a lazy sequence, whose JavaScript value does not know their type. */
function sequenceItem(type: Type): Type | undefined {
  if (type.kind !== 'named') return undefined;
  const { fullName } = type.definition;
  const isLazy = fullName === 'System.Collections.Generic.IEnumerable`1' || fullName === 'System.Linq.IOrderedEnumerable`1';
  return isLazy ? type.args[0] : undefined;
}

const isUntyped = (type: Type): boolean =>
  isObject(type) || (type.kind === 'named' && type.definition.fullName === 'System.Collections.IEnumerable');

const withItems = (scope: EmitScope, js: Js, item: Type): Js =>
  primary(code`${scope.output.import('dotnet/support/sequence', 'withItems')}(${runtimeTypeOf(scope, item)}, ${js})`);

/** The result of a whole expression, where the type of a sequence counts even if its items need none. */
export function emitResult(scope: EmitScope, node: Bound): Js {
  const item =
    node.kind === 'convert' && node.conversion.kind === 'up' && isObject(node.type) ? sequenceItem(node.operand.type) : undefined;
  return item === undefined || node.kind !== 'convert' || isObject(item)
    ? emit(scope, node)
    : withItems(scope, emit(scope, node.operand), item);
}

/** A value type that becomes an object takes its type along; int, bool and string stay as they are. */
function box(scope: EmitScope, operand: Bound, js: Js): Js {
  const { type } = operand;
  if (type.kind === 'nullable') {
    if (staysBare(type.of)) return js;
    const helper = neverNull(operand) ? 'box' : 'boxNullable';
    return primary(code`${scope.output.import('dotnet/support/boxing', helper)}(${runtimeTypeOf(scope, type.of)}, ${js})`);
  }
  return boxJs(scope, js, type);
}

export function boxJs(scope: EmitScope, js: Js, type: Type): Js {
  if (staysBare(type) || isReferenceType(type)) return js;
  if (type.kind === 'nullable' && staysBare(type.of)) return js;
  const helper = type.kind === 'parameter' ? 'boxAs' : type.kind === 'nullable' ? 'boxNullable' : 'box';
  return primary(code`${scope.output.import('dotnet/support/boxing', helper)}(${runtimeTypeOf(scope, underlying(type))}, ${js})`);
}

/** `(T)object` for a value type, `T?` or a type parameter. */
function unbox(scope: EmitScope, js: Js, to: Type): Js {
  const { output } = scope;
  const special = specialOf(to);
  if (special === 'int') return primary(code`${output.import('dotnet/support/boxing', 'unboxInt')}(${js})`);
  if (special === 'bool') return primary(code`${output.import('dotnet/support/boxing', 'unboxBool')}(${js})`);
  const helper = to.kind === 'nullable' ? 'unboxNullable' : to.kind === 'parameter' ? 'unboxAs' : 'unbox';
  const result = to.kind === 'parameter' ? '' : `<${scope.type(underlying(to))}>`;
  return primary(
    code`${output.import('dotnet/support/boxing', helper)}${typeOnly(result)}(${runtimeTypeOf(scope, underlying(to))}, ${js})`,
  );
}

/** `(T)object` for a reference type, checked at run time. */
function castTo(scope: EmitScope, js: Js, to: Type): Js {
  const { output } = scope;
  if (specialOf(to) === 'string') return primary(code`${output.import('dotnet/support/casting', 'castString')}(${js})`);
  if (isObject(to)) return js;
  return primary(
    code`${output.import('dotnet/support/casting', 'cast')}${typeOnly(`<${scope.type(to)}>`)}(${runtimeTypeOf(scope, to)}, ${js})`,
  );
}

/** Between numeric types, char and enums' values. */
export function convertNumber(scope: EmitScope, js: Js, from: Special, to: Special, checked: boolean): Js {
  if (from === to) return js;
  if (from === 'decimal' || to === 'decimal') return convertDecimal(scope, js, from, to);
  const { output } = scope;
  const number = (value: Js): Js => (isBig(from) ? primary(code`Number(${value})`) : value);
  if (to === 'double') return number(js);
  if (to === 'float') return primary(code`Math.fround(${number(js)})`);
  if (from === 'float' || from === 'double') {
    const helper = checked ? 'realToChecked' : isBig(to) ? (to === 'long' ? 'realToLong' : 'realToUlong') : 'realToInt';
    if (checked) return primary(code`${output.import('dotnet/support/numbers', `${helper}${capital(to)}`)}(${js})`);
    if (to === 'uint') return primary(code`${output.import('dotnet/support/numbers', 'realToUint')}(${js})`);
    const whole = primary(code`${output.import('dotnet/support/numbers', helper)}(${js})`);
    return isBig(to) || to === 'int' ? whole : narrow(whole, to);
  }
  const [source, target] = [rangeOf(from), rangeOf(to)];
  if (source === undefined || target === undefined) throw new Unsupported(`a conversion from ${from} to ${to}`);
  const fits = source[0] >= target[0] && source[1] <= target[1];
  if (fits) return isBig(to) && !isBig(from) ? primary(code`BigInt(${js})`) : js;
  if (checked) return primary(code`${output.import('dotnet/support/numbers', `checked${capital(to)}`)}(${js})`);
  if (isBig(to)) {
    const big = isBig(from) ? js : primary(code`BigInt(${js})`);
    return primary(code`BigInt.${to === 'long' ? 'asIntN' : 'asUintN'}(64, ${big})`);
  }
  if (!isBig(from)) return narrow(js, to);
  const bits = String(bitsOf[to] ?? 32);
  return primary(code`Number(BigInt.${target[0] < 0n ? 'asIntN' : 'asUintN'}(${bits}, ${js}))`);
}

const bitsOf: Readonly<Partial<Record<Special, number>>> = { sbyte: 8, byte: 8, short: 16, ushort: 16, char: 16, int: 32, uint: 32 };

export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Cuts a whole number to the bits of a smaller type. */
function narrow(js: Js, to: Special): Js {
  const value = (least: number): ReturnType<typeof at> => at(js, least);
  switch (to) {
    case 'int':
      return { code: code`${value(level.bitOr)} | 0`, level: level.bitOr };
    case 'uint':
      return { code: code`${value(level.shift)} >>> 0`, level: level.shift };
    case 'short':
      return { code: code`${value(level.shift)} << 16 >> 16`, level: level.shift };
    case 'sbyte':
      return { code: code`${value(level.shift)} << 24 >> 24`, level: level.shift };
    case 'byte':
      return { code: code`${value(level.bitAnd)} & 255`, level: level.bitAnd };
    default:
      return { code: code`${value(level.bitAnd)} & 65535`, level: level.bitAnd };
  }
}

/** To and from decimal by the library's own conversions; a type without one goes by way of int or double. */
function convertDecimal(scope: EmitScope, js: Js, from: Special, to: Special): Js {
  const decimal = scope.library.definition('System.Decimal');
  const find = (a: Special, b: Special) =>
    decimal?.members.conversions.find((found) => specialOf(found.from) === a && specialOf(found.to) === b);
  const direct = find(from, to);
  if (decimal !== undefined && direct !== undefined) return callRow(scope, direct.row, decimal.type, [], [js]);
  const middle: Special = from === 'float' || to === 'float' ? 'double' : 'int';
  if (from === middle || to === middle) throw new Unsupported(`a conversion from ${from} to ${to}`);
  return from === 'decimal'
    ? convertNumber(scope, convertDecimal(scope, js, 'decimal', middle), middle, to, true)
    : convertDecimal(scope, convertNumber(scope, js, from, middle, false), middle, 'decimal');
}

import type { Applicable } from './applicability.ts';
import { betterConversion } from './better-member.ts';
import type { Binding } from './binding.ts';
import type { Bound, BoundArgument, Operand } from './bound.ts';
import { numericForm } from './conversion.ts';
import { implicitFrom } from './expression-conversion.ts';
import { classChain, isReferenceSubtype } from './hierarchy.ts';
import type { Method } from './member.ts';
import { isIntegral } from './numeric.ts';
import { resolveOverload } from './overloads.ts';
import {
  isDelegate,
  isEnum,
  isNull,
  isReferenceType,
  isValueType,
  type NamedType,
  nullable,
  type Special,
  sameType,
  specialOf,
  substitute,
  substitution,
  type Type,
  underlying,
} from './type.ts';

/** What an operator means for its operands. */
export type OperatorMeaning =
  | {
      readonly kind: 'built-in';
      readonly on: Operand;
      readonly left: Type;
      readonly right: Type;
      readonly result: Type;
      readonly lifted: boolean;
    }
  | { readonly kind: 'concat' }
  | { readonly kind: 'user'; readonly applicable: Applicable; readonly lifted: boolean }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'none' };

const numericOrder: readonly Special[] = ['int', 'uint', 'long', 'ulong', 'float', 'double', 'decimal'];
const none: OperatorMeaning = { kind: 'none' };

/** Binary operator overload resolution (C# standard §12.4.5): the operands' own operators, else the built-in ones. */
export function binaryMeaning(binding: Binding, operator: string, left: Bound, right: Bound): OperatorMeaning {
  return userBinary(binding, operator, left, right) ?? builtInBinary(binding, operator, left, right);
}

function builtInBinary(binding: Binding, operator: string, left: Bound, right: Bound): OperatorMeaning {
  const { library } = binding;
  if (operator === '+') {
    const text = library.special('string');
    const isText = (value: Bound): boolean => sameType(value.type, text);
    if ((isText(left) && becomesObject(binding, right)) || (isText(right) && becomesObject(binding, left))) return { kind: 'concat' };
    if (isNull(left.type) && isNull(right.type)) return { kind: 'ambiguous' };
  }
  const combined = operator === '+' || operator === '-' ? delegateMeaning(binding, left, right) : undefined;
  if (combined !== undefined) return combined;
  const isEquality = operator === '==' || operator === '!=';
  const isComparison = isEquality || operator === '<' || operator === '>' || operator === '<=' || operator === '>=';
  const asEnum = enumMeaning(binding, operator, left, right, isComparison);
  if (asEnum !== undefined) return asEnum;
  if (operator === '<<' || operator === '>>') return shiftMeaning(binding, left, right);
  const bitwise = operator === '&' || operator === '|' || operator === '^';
  if (bitwise || isEquality) {
    const bool = library.special('bool');
    const meaning = onType(binding, left, right, 'bool', bool, bool);
    if (meaning !== undefined) return meaning;
  }
  const wanted = bitwise ? numericOrder.filter((special) => isIntegral(special)) : numericOrder;
  const numeric = numericMeaning(binding, left, right, wanted, isComparison);
  if (numeric !== undefined) return numeric;
  return isEquality ? equalityMeaning(binding, left, right) : none;
}

/** Delegates of one type are put together and taken apart (C# standard §12.10.5, §12.10.6). */
function delegateMeaning(binding: Binding, left: Bound, right: Bound): OperatorMeaning | undefined {
  const type = isDelegate(left.type) ? left.type : isDelegate(right.type) ? right.type : undefined;
  if (type === undefined || implicitFrom(binding, left, type) === undefined || implicitFrom(binding, right, type) === undefined)
    return undefined;
  return { kind: 'built-in', on: 'delegate', left: type, right: type, result: type, lifted: false };
}

const becomesObject = (binding: Binding, value: Bound): boolean =>
  value.kind !== 'unbound-lambda' &&
  value.kind !== 'method-group' &&
  value.kind !== 'default-literal' &&
  implicitFrom(binding, value, binding.library.special('object')) !== undefined;

/** Whether an operator works on `T?`: an operand may be null, or is the null written beside a value (`x < null`). */
const lifts = (left: Bound, right: Bound): boolean =>
  left.type.kind === 'nullable' ||
  right.type.kind === 'nullable' ||
  (isNull(left.type) && isValueType(right.type)) ||
  (isNull(right.type) && isValueType(left.type));

/** The operator on one type, if both operands convert to it; on `T?` if one of them may be null. */
function onType(binding: Binding, left: Bound, right: Bound, on: Operand, type: Type, result: Type): OperatorMeaning | undefined {
  if (implicitFrom(binding, left, type) !== undefined && implicitFrom(binding, right, type) !== undefined)
    return { kind: 'built-in', on, left: type, right: type, result, lifted: false };
  if (!lifts(left, right)) return undefined;
  const lifted = nullable(type);
  if (implicitFrom(binding, left, lifted) === undefined || implicitFrom(binding, right, lifted) === undefined) return undefined;
  return { kind: 'built-in', on, left: lifted, right: lifted, result, lifted: true };
}

function numericMeaning(
  binding: Binding,
  left: Bound,
  right: Bound,
  order: readonly Special[],
  isComparison: boolean,
): OperatorMeaning | undefined {
  const { library } = binding;
  const lift = lifts(left, right);
  const fits: { special: Special; type: Type }[] = [];
  for (const special of order) {
    const type = lift ? nullable(library.special(special)) : library.special(special);
    if (implicitFrom(binding, left, type) !== undefined && implicitFrom(binding, right, type) !== undefined) fits.push({ special, type });
  }
  if (fits.length === 0) return undefined;
  const best = fits.find((one) => fits.every((other) => other === one || isBetter(binding, [left, right], one.type, other.type)));
  if (best === undefined) return { kind: 'ambiguous' };
  const plain = isComparison ? library.special('bool') : library.special(best.special);
  const result = lift && !isComparison ? nullable(plain) : plain;
  return { kind: 'built-in', on: best.special, left: best.type, right: best.type, result, lifted: lift };
}

function isBetter(binding: Binding, values: readonly Bound[], one: Type, other: Type): boolean {
  const verdicts = values.map((value) => betterConversion(binding, value, one, other));
  return verdicts.some((verdict) => verdict > 0) && verdicts.every((verdict) => verdict >= 0);
}

function shiftMeaning(binding: Binding, left: Bound, right: Bound): OperatorMeaning {
  const { library } = binding;
  const lift = lifts(left, right);
  const form = (special: Special): Type => (lift ? nullable(library.special(special)) : library.special(special));
  const int = form('int');
  if (implicitFrom(binding, right, int) === undefined) return none;
  for (const special of ['int', 'uint', 'long', 'ulong'] as const) {
    const type = form(special);
    if (implicitFrom(binding, left, type) !== undefined)
      return { kind: 'built-in', on: special, left: type, right: int, result: type, lifted: lift };
  }
  return none;
}

/** Operators on enums: comparison, `&`, `|`, `^`, the distance of two values, and adding to or taking from one. */
function enumMeaning(binding: Binding, operator: string, left: Bound, right: Bound, isComparison: boolean): OperatorMeaning | undefined {
  const { library } = binding;
  const [a, b] = [underlying(left.type), underlying(right.type)];
  const type = isEnum(a) ? a : isEnum(b) ? b : undefined;
  if (type === undefined) return undefined;
  const lift = left.type.kind === 'nullable' || right.type.kind === 'nullable' || isNull(left.type) || isNull(right.type);
  const form = (plain: Type): Type => (lift ? nullable(plain) : plain);
  const numbers = library.special(numericForm(library, type) ?? 'int');
  const bothEnums = implicitFrom(binding, left, form(type)) !== undefined && implicitFrom(binding, right, form(type)) !== undefined;
  if (bothEnums && isComparison)
    return { kind: 'built-in', on: 'enum', left: form(type), right: form(type), result: library.special('bool'), lifted: lift };
  if (bothEnums && (operator === '&' || operator === '|' || operator === '^'))
    return { kind: 'built-in', on: 'enum', left: form(type), right: form(type), result: form(type), lifted: lift };
  if (operator === '-' && isEnum(a) && isEnum(b) && sameType(a, b))
    return { kind: 'built-in', on: 'enum', left: form(type), right: form(type), result: form(numbers), lifted: lift };
  if (operator !== '+' && operator !== '-') return undefined;
  const other = type === a ? right : left;
  if (operator === '-' && type !== a && implicitFrom(binding, left, form(type)) !== undefined)
    return { kind: 'built-in', on: 'enum', left: form(type), right: form(type), result: form(numbers), lifted: lift };
  // A number less an enum is an enum too: no part of the standard, but what the compiler does.
  if (implicitFrom(binding, other, form(numbers)) === undefined) return undefined;
  const [x, y] = type === a ? [form(type), form(numbers)] : [form(numbers), form(type)];
  return { kind: 'built-in', on: 'enum', left: x, right: y, result: form(type), lifted: lift };
}

const isReference = (type: Type): boolean => isNull(type) || isReferenceType(type) || type.kind === 'parameter';

/** `==` of texts, delegates and references, and of anything with null. */
function equalityMeaning(binding: Binding, left: Bound, right: Bound): OperatorMeaning {
  const { library } = binding;
  const bool = library.special('bool');
  const built = (on: Operand, type: Type): OperatorMeaning => ({
    kind: 'built-in',
    on,
    left: type,
    right: type,
    result: bool,
    lifted: false,
  });
  const text = library.special('string');
  const isText = (value: Bound): boolean => sameType(value.type, text) || isNull(value.type);
  if (isText(left) && isText(right)) return built('string', text);
  const [a, b] = [left.type, right.type];
  if (isNull(a) && isNull(b)) return built('reference', library.special('object'));
  // T? == null asks whether there is a value, also for types without operators.
  if (a.kind === 'nullable' && isNull(b)) return { kind: 'built-in', on: 'reference', left: a, right: a, result: bool, lifted: true };
  if (b.kind === 'nullable' && isNull(a)) return { kind: 'built-in', on: 'reference', left: b, right: b, result: bool, lifted: true };
  if (!isReference(a) || !isReference(b)) return none;
  if (isDelegate(a) && (isNull(b) || sameType(a, b))) return built('delegate', a);
  if (isDelegate(b) && isNull(a)) return built('delegate', b);
  const related =
    isNull(a) ||
    isNull(b) ||
    a.kind === 'parameter' ||
    isReferenceSubtype(library, a, b) ||
    isReferenceSubtype(library, b, a) ||
    meets(a, b);
  return related ? built('reference', library.special('object')) : none;
}

/** An interface may be implemented by a class derived from the other type. */
const meets = (a: Type, b: Type): boolean =>
  (a.kind === 'named' && a.definition.form === 'interface' && !isSealedText(b)) ||
  (b.kind === 'named' && b.definition.form === 'interface' && !isSealedText(a));

const isSealedText = (type: Type): boolean => specialOf(type) === 'string' || type.kind === 'array';

/** The operand types' own operators (C# standard §12.4.6), lifted to `T?` where an operand may be null. */
function userBinary(binding: Binding, operator: string, left: Bound, right: Bound): OperatorMeaning | undefined {
  const args = [argument(left), argument(right)];
  const methods = [...operatorsOf(binding, left.type, operator), ...operatorsOf(binding, right.type, operator)];
  return userMeaning(binding, methods, args, lifts(left, right));
}

function userMeaning(
  binding: Binding,
  methods: readonly { method: Method; owner: NamedType }[],
  args: readonly BoundArgument[],
  mayLift: boolean,
): OperatorMeaning | undefined {
  const distinct = methods.filter((one, i) => methods.findIndex((other) => other.method === one.method) === i);
  if (distinct.length === 0) return undefined;
  const plain = resolveOverload(binding, distinct, args, undefined);
  if (plain.kind === 'best') return { kind: 'user', applicable: plain.best, lifted: false };
  if (plain.kind === 'ambiguous') return { kind: 'ambiguous' };
  if (!mayLift) return undefined;
  const lifted = distinct.filter(({ method, owner }) => {
    const by = substitution(owner.definition.typeParams, owner.args);
    return method.params.every((param) => isValueType(substitute(param.type, by)) && param.type.kind !== 'nullable');
  });
  const raised = lifted.map(({ method, owner }) => ({
    owner,
    method: { ...method, params: method.params.map((param) => ({ ...param, type: nullable(param.type) })) },
  }));
  const resolution = resolveOverload(binding, raised, args, undefined);
  return resolution.kind === 'best' ? { kind: 'user', applicable: resolution.best, lifted: true } : undefined;
}

const span = { start: 0, end: 0 };
const argument = (value: Bound): BoundArgument => ({ name: undefined, nameSpan: span, mode: 'value', value, span: value.span });

function operatorsOf(binding: Binding, type: Type, operator: string): { method: Method; owner: NamedType }[] {
  const found: { method: Method; owner: NamedType }[] = [];
  for (const each of classChain(binding.library, underlying(type))) {
    // The operators of primitive types are the language's own.
    if (each.kind !== 'named' || each.definition.special !== undefined) continue;
    for (const method of each.definition.members.operators.get(operator) ?? []) found.push({ method, owner: each });
    if (found.length > 0) break;
  }
  return found;
}

/** Unary operator overload resolution (C# standard §12.4.4). */
export function unaryMeaning(binding: Binding, operator: '+' | '-' | '!' | '~' | '++' | '--', operand: Bound): OperatorMeaning {
  const { library } = binding;
  const mayLift = operand.type.kind === 'nullable';
  const name = operator;
  const user = userMeaning(
    binding,
    operatorsOf(binding, operand.type, name).filter(({ method }) => method.params.length === 1),
    [argument(operand)],
    mayLift,
  );
  if (user !== undefined) return user;
  const plain = underlying(operand.type);
  const form = (type: Type): Type => (mayLift ? nullable(type) : type);
  const built = (on: Operand, type: Type): OperatorMeaning => ({
    kind: 'built-in',
    on,
    left: form(type),
    right: form(type),
    result: form(type),
    lifted: mayLift,
  });
  if (operator === '!')
    return implicitFrom(binding, operand, form(library.special('bool'))) !== undefined ? built('bool', library.special('bool')) : none;
  if (isEnum(plain)) return operator === '~' || operator === '++' || operator === '--' ? built('enum', plain) : none;
  if (operator === '++' || operator === '--') {
    const special = specialOf(plain);
    return special !== undefined && numericForm(library, plain) !== undefined ? built(special, plain) : none;
  }
  const wanted: readonly Special[] =
    operator === '~' ? ['int', 'uint', 'long', 'ulong'] : operator === '-' ? ['int', 'long', 'float', 'double', 'decimal'] : numericOrder;
  const fits = wanted.filter((special) => implicitFrom(binding, operand, form(library.special(special))) !== undefined);
  if (isNull(operand.type)) return { kind: 'ambiguous' };
  const best = fits.find((one) =>
    fits.every(
      (other) => other === one || betterConversion(binding, operand, form(library.special(one)), form(library.special(other))) > 0,
    ),
  );
  if (best === undefined) return fits.length === 0 ? none : { kind: 'ambiguous' };
  return built(best, library.special(best));
}

import type { Span } from '../../../diagnostics/span.ts';
import { bindMethodGroup } from './bind-expression/group-delegate.ts';
import type { Binding } from './binding.ts';
import type { Bound, BoundValue } from './bound.ts';
import { type Conversion, explicit, identity, type UserConversion } from './conversion.ts';
import {
  constantCast,
  constantRange,
  groupMismatch,
  groupToValue,
  lambdaNoStatement,
  lambdaParameters,
  lambdaParameterTypes,
  lambdaReturnsValue,
  lambdaToValue,
  needsCast,
  noCast,
  noConversion,
  nullToValue,
  realLiteral,
} from './conversion-messages.ts';
import { invokeOf } from './definition.ts';
import { explicitFrom, implicitFrom } from './expression-conversion.ts';
import { foldNumeric, integer, isFolded } from './fold.ts';
import { bindLambda, isStatement, readLambda, takes } from './lambda-reading.ts';
import { isIntegral } from './numeric.ts';
import {
  isDelegate,
  isError,
  isNonNullableValueType,
  isNull,
  isOpen,
  type NamedType,
  specialOf,
  type TupleType,
  type Type,
  underlying,
} from './type.ts';
import { typeText } from './type-text.ts';
import { zeroConstant } from './zero.ts';

export const errorValue = (span: Span): BoundValue => ({ kind: 'error', span, type: { kind: 'error' } });

/** `value` as a `to` by implicit conversion; reports and gives an error where there is none. */
export function convert(binding: Binding, value: Bound, to: Type, span: Span = value.span): Bound {
  const conversion = implicitFrom(binding, value, to);
  if (conversion !== undefined) return applyConversion(binding, value, to, conversion);
  reportConversion(binding, value, to, span);
  return errorValue(value.span);
}

/** `(to)value`. */
export function cast(binding: Binding, value: Bound, to: Type, span: Span): Bound {
  const conversion = explicitFrom(binding, value, to);
  if (conversion !== undefined) return { ...applyConversion(binding, value, to, conversion, span), span };
  if (needsOwnReport(value)) reportConversion(binding, value, to, value.span);
  else if (!isError(value.type)) {
    const isNullToValue = isNull(value.type) && isNonNullableValueType(to);
    if (isNullToValue) binding.sink.report(nullToValue, value.span, { to: typeText(to) }, { cs: 'CS0037' });
    else binding.sink.report(noCast, span, { from: typeText(value.type), to: typeText(to) }, { cs: 'CS0030' });
  }
  return errorValue(span);
}

const needsOwnReport = (value: Bound): boolean =>
  value.kind === 'unbound-lambda' ||
  value.kind === 'method-group' ||
  value.kind === 'local-function-group' ||
  value.kind === 'unbound-tuple';

/** Carries out a conversion that is known to exist: folds constants, binds lambdas, makes the steps of operators explicit. */
export function applyConversion(binding: Binding, value: Bound, to: Type, conversion: Conversion, span: Span = value.span): Bound {
  switch (conversion.kind) {
    case 'identity':
      if (value.type === to) return value;
      return value.type.kind === to.kind && to.kind !== 'tuple' ? value : node(binding, value, to, conversion, value.constant);
    case 'lambda':
      return value.kind === 'unbound-lambda' ? bindLambda(binding, value, to as NamedType) : errorValue(value.span);
    case 'method-group':
      return value.kind === 'method-group' || value.kind === 'local-function-group'
        ? bindMethodGroup(binding, value, to as NamedType)
        : errorValue(value.span);
    case 'null':
      return { kind: 'literal', span: value.span, type: to, constant: { value: null } };
    case 'default':
      return zero(value.span, to);
    case 'constant':
      return constant(value, to);
    case 'wrap': {
      const inner = applyConversion(binding, value, underlying(to), conversion.inner, span);
      return node(binding, inner, to, { kind: 'wrap', inner: identity }, undefined);
    }
    case 'throw':
      return value.kind === 'throw-value' ? { kind: 'throw', span: value.span, type: to, operand: value.operand } : value;
    case 'tuple':
      return convertTuple(binding, value, to, conversion.elements);
    case 'user':
      return convertByOperator(binding, value, to, conversion);
    case 'numeric':
      return convertNumeric(binding, value, to, conversion, span);
    case 'open':
      return isOpen(to) && value.type.kind !== 'none'
        ? value
        : value.type.kind === 'none'
          ? errorValue(value.span)
          : node(binding, value, to, conversion, undefined);
    case 'up':
      return node(binding, value, to, conversion, value.constant?.value === null ? value.constant : undefined);
    case 'down':
    case 'unboxing':
      return value.constant?.value === null && conversion.kind === 'down'
        ? { kind: 'literal', span: value.span, type: to, constant: { value: null } }
        : node(binding, value, to, conversion, undefined);
    default:
      return node(binding, value, to, conversion, undefined);
  }
}

function node(binding: Binding, operand: Bound, type: Type, conversion: Conversion, constant: Bound['constant']): Bound {
  const checked = binding.overflow === 'checked';
  return { kind: 'convert', span: operand.span, type, operand, conversion, checked, ...(constant === undefined ? {} : { constant }) };
}

/** `default(T)`, a constant for the primitive types. */
export function zero(span: Span, type: Type): Bound {
  const known = zeroConstant(type);
  return known === undefined ? { kind: 'zero', span, type } : { kind: 'literal', span, type, constant: known };
}

function constant(value: Bound, to: Type): Bound {
  const special = specialOf(to) ?? 'int';
  const whole = BigInt((value.constant?.value ?? 0) as number | bigint);
  return { kind: 'literal', span: value.span, type: to, constant: { value: integer(whole, special) } };
}

function convertTuple(binding: Binding, value: Bound, to: Type, elements: readonly Conversion[]): Bound {
  const target = underlying(to) as TupleType;
  const written =
    value.kind === 'tuple' ? value.elements : value.kind === 'unbound-tuple' ? value.elements.map((element) => element.value) : undefined;
  if (written === undefined) return node(binding, value, to, { kind: 'tuple', elements }, undefined);
  const converted = written.map((element, i) =>
    applyConversion(binding, element, target.elements[i]?.type ?? { kind: 'error' }, elements[i] ?? identity),
  );
  return { kind: 'tuple', span: value.span, type: target, elements: converted };
}

function convertByOperator(binding: Binding, value: Bound, to: Type, conversion: UserConversion): Bound {
  const before = applyConversion(binding, value, conversion.from, conversion.before);
  const called = node(binding, before, conversion.to, { ...conversion, before: identity, after: identity }, undefined);
  return applyConversion(binding, called, to, conversion.after);
}

function convertNumeric(
  binding: Binding,
  value: Bound,
  to: Type,
  conversion: Conversion & { readonly kind: 'numeric' },
  span: Span,
): Bound {
  if (value.constant === undefined) return node(binding, value, to, conversion, undefined);
  const checked = binding.overflow !== 'unchecked';
  const folded = foldNumeric(binding.library, value.constant.value, conversion.from, conversion.to, checked);
  if (isFolded(folded)) return { kind: 'literal', span: value.span, type: to, constant: folded };
  if (folded === 'overflow') {
    binding.sink.report(
      constantCast,
      span,
      { value: constantText(value), to: typeText(to) },
      { cs: conversion.from === 'decimal' ? 'CS0031' : 'CS0221' },
    );
    return errorValue(span);
  }
  return node(binding, value, to, conversion, undefined);
}

const constantText = (value: Bound): string => String(value.constant?.value);

/** Says why a value does not become a `to` by itself. */
export function reportConversion(binding: Binding, value: Bound, to: Type, span: Span): void {
  const { sink } = binding;
  if (isError(value.type) || isError(to)) return;
  const [from, target] = [typeText(value.type), typeText(to)];
  switch (value.kind) {
    case 'unbound-lambda':
      reportLambda(binding, value, to);
      return;
    case 'method-group':
    case 'local-function-group': {
      const name = value.kind === 'method-group' ? value.name : value.target.name;
      if (isDelegate(to)) sink.report(groupMismatch, span, { name, type: target }, { cs: 'CS0123' });
      else sink.report(groupToValue, span, { name, to: target }, { cs: 'CS0428' });
      return;
    }
    case 'tuple':
    case 'unbound-tuple': {
      const goal = underlying(to);
      if (goal.kind === 'tuple' && goal.elements.length === value.elements.length) {
        for (const [i, element] of value.elements.entries()) {
          const each = 'kind' in element ? element : element.value;
          const type = goal.elements[i]?.type;
          if (type !== undefined && implicitFrom(binding, each, type) === undefined) reportConversion(binding, each, type, each.span);
        }
        return;
      }
      break;
    }
    default:
  }
  if (isNull(value.type) && to.kind !== 'void') {
    sink.report(nullToValue, span, { to: target }, { cs: 'CS0037' });
    return;
  }
  if (value.constant !== undefined && value.kind === 'literal' && specialOf(value.type) === 'double') {
    const suffix = ({ float: 'F', decimal: 'M' } as Readonly<Record<string, string>>)[specialOf(underlying(to)) ?? ''];
    if (suffix !== undefined) {
      sink.report(realLiteral, span, { to: target, suffix }, { cs: 'CS0664' });
      return;
    }
  }
  const integralConstant = value.constant !== undefined && specialOf(value.type) === 'int' && isIntegral(specialOf(underlying(to)));
  if (integralConstant && specialOf(underlying(to)) !== 'char') {
    sink.report(constantRange, span, { value: constantText(value), to: target }, { cs: 'CS0031' });
    return;
  }
  const castable = value.type.kind !== 'none' && explicit(binding.library, value.type, to) !== undefined;
  if (castable) sink.report(needsCast, span, { from, to: target }, { cs: 'CS0266' });
  else sink.report(noConversion, span, { from, to: target }, { cs: 'CS0029' });
}

function reportLambda(binding: Binding, lambda: Bound & { readonly kind: 'unbound-lambda' }, to: Type): void {
  const { sink } = binding;
  const type = typeText(to);
  const invoke = isDelegate(to) ? invokeOf(to) : undefined;
  if (invoke === undefined) {
    sink.report(lambdaToValue, lambda.span, { to: type }, { cs: 'CS1660' });
    return;
  }
  const found = lambda.syntax.params.length;
  if (!takes(lambda, invoke.params.length)) {
    sink.report(lambdaParameters, lambda.span, { type, wanted: invoke.params.length, found }, { cs: 'CS1593' });
    return;
  }
  const reading = readLambda(
    lambda,
    invoke.params.map((param) => param.type),
  );
  if (reading.failed) {
    reading.sink.replay(sink);
    return;
  }
  if (invoke.returns.kind === 'void') {
    if (!reading.isExpression && reading.returns.length > 0) sink.report(lambdaReturnsValue, lambda.span, { type }, { cs: 'CS8030' });
    else if (!reading.returns.every(isStatement)) sink.report(lambdaNoStatement, lambda.span, { type }, { cs: 'CS0201' });
    else sink.report(lambdaParameterTypes, lambda.span, { type }, { cs: 'CS1661' });
    return;
  }
  const before = sink.failed;
  for (const value of reading.returns)
    if (implicitFrom(binding, value, invoke.returns) === undefined) reportConversion(binding, value, invoke.returns, value.span);
  if (reading.returnsNothing || reading.endReachable) {
    // The final reading reports what is missing, in its place.
    bindLambda(binding, lambda, to as NamedType);
    return;
  }
  if (sink.failed === before && reading.returns.every((value) => implicitFrom(binding, value, invoke.returns) !== undefined))
    sink.report(lambdaParameterTypes, lambda.span, { type }, { cs: 'CS1661' });
}

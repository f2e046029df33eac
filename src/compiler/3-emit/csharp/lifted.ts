import type { Bound } from '../../2-check/types/bound.ts';
import type { Type } from '../../2-check/types/type.ts';
import { at, code, type Js, level, operator, text } from './code.ts';
import { emit } from './expression.ts';
import type { EmitScope } from './scope.ts';

/** An operand that can be written twice: itself if it is simple, else held in a temporary first. */
export interface Held {
  readonly js: Js;
  /** The assignment that fills the temporary. */
  readonly before: Js | undefined;
  readonly mayBeNull: boolean;
}

/** True for what can be evaluated twice without a difference. */
export function isSimple(node: Bound): boolean {
  return node.constant !== undefined || node.kind === 'local' || node.kind === 'context';
}

/** A `T` behind its conversion to `T?`, which leaves it as it is. */
const unwrapped = (node: Bound): Bound =>
  node.kind === 'convert' && node.conversion.kind === 'wrap' && node.conversion.inner.kind === 'identity' ? node.operand : node;

export function hold(scope: EmitScope, node: Bound, type: Type = node.type): Held {
  const wrapped =
    node.kind === 'convert' && node.conversion.kind === 'wrap' && node.conversion.inner.kind === 'identity' ? node.operand : node;
  const mayBeNull = wrapped === node && node.constant?.value === undefined && type.kind === 'nullable';
  const isNull = node.constant !== undefined && node.constant.value === null;
  const js = emit(scope, wrapped);
  if (isSimple(wrapped)) return { js, before: undefined, mayBeNull: mayBeNull || isNull };
  const name = scope.temporary(type);
  const held: Js = { code: text(name), level: level.primary };
  return { js: held, before: { code: code`${name} = ${js}`, level: level.assign }, mayBeNull };
}

/** `first, then` where there is something to do first. */
export function after(steps: readonly (Js | undefined)[], result: Js): Js {
  const real = steps.filter((step) => step !== undefined);
  if (real.length === 0) return result;
  const tokens = real.flatMap((step, i) => (i === 0 ? [...at(step, level.assign)] : [{ text: ', ' }, ...at(step, level.assign)]));
  return { code: [...tokens, { text: ', ' }, ...at(result, level.assign)], level: level.comma };
}

export const isNullTest = (js: Js): Js => operator(js, '===', { code: text('null'), level: level.primary }, level.equality);
export const notNullTest = (js: Js): Js => operator(js, '!==', { code: text('null'), level: level.primary }, level.equality);

/**
 * An operator over operands that may be null (C# standard §12.4.8): null if one is null, comparisons false; `==` and `!=` look at
 * the nulls themselves.
 */
export function liftOver(scope: EmitScope, operands: readonly Bound[], symbol: string, apply: (operands: readonly Js[]) => Js): Js {
  // With a null that is written out there is nothing to compute.
  if (operands.some((operand) => operand.constant?.value === null) && symbol !== '==' && symbol !== '!=') {
    const isTest = symbol === '<' || symbol === '>' || symbol === '<=' || symbol === '>=';
    const effects = operands.filter((operand) => !isSimple(unwrapped(operand))).map((operand) => emit(scope, operand));
    return after(effects, { code: text(isTest ? 'false' : 'null'), level: level.primary });
  }
  const held = operands.map((operand) => hold(scope, operand));
  const steps = held.map((each) => each.before);
  const nullable = held.filter((each) => each.mayBeNull);
  const applied = apply(held.map((each) => each.js));
  if (nullable.length === 0) return after(steps, applied);
  if (symbol === '==' || symbol === '!=') return after(steps, liftedEquality(held, symbol, applied));
  const isComparison = symbol === '<' || symbol === '>' || symbol === '<=' || symbol === '>=';
  if (isComparison) {
    const tests = nullable.map((each) => notNullTest(each.js));
    return after(
      steps,
      [...tests, applied].reduce((left, right) => operator(left, '&&', right, level.and)),
    );
  }
  const tests = nullable.map((each) => isNullTest(each.js)).reduce((left, right) => operator(left, '||', right, level.or));
  return after(steps, { code: code`${at(tests, level.coalesce)} ? null : ${at(applied, level.assign)}`, level: level.conditional });
}

function liftedEquality(held: readonly Held[], symbol: '==' | '!=', applied: Js): Js {
  const [a, b] = held;
  if (a === undefined || b === undefined) return applied;
  if (a.mayBeNull && b.mayBeNull) {
    const same = operator(a.js, '===', b.js, level.equality);
    const bothNull =
      symbol === '==' ? same : { code: code`${at(a.js, level.equality)} !== ${at(b.js, level.relational)}`, level: level.equality };
    const test = operator(isNullTest(a.js), '||', isNullTest(b.js), level.or);
    return { code: code`${at(test, level.coalesce)} ? ${bothNull.code} : ${at(applied, level.assign)}`, level: level.conditional };
  }
  const one = a.mayBeNull ? a : b;
  return symbol === '==' ? operator(notNullTest(one.js), '&&', applied, level.and) : operator(isNullTest(one.js), '||', applied, level.or);
}

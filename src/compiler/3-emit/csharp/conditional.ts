import type { Bound, Local } from '../../2-check/types/bound.ts';
import { at, type Code, code, type Js, level, text } from './code.ts';
import { emit, emitLoose } from './expression.ts';
import { isNullTest, isSimple } from './lifted.ts';
import type { EmitScope } from './scope.ts';

type Node<K extends Bound['kind']> = Extract<Bound, { readonly kind: K }>;

export function emitConditional(scope: EmitScope, node: Node<'conditional'>): Js {
  const test = emit(scope, node.test);
  const [yes, no] = [emit(scope, node.whenTrue), emit(scope, node.whenFalse)];
  return {
    code: code`${at(test, level.coalesce)} ? ${at(yes, level.assign)} : ${at(no, level.assign)}`,
    level: level.conditional,
  };
}

/** Lets `local` stand for a value that is looked at for null first: itself when simple, else a temporary. */
function bindValue(scope: EmitScope, target: Bound, local: Local): { readonly tested: Js } {
  const js = emitLoose(scope, target);
  if (isSimple(target)) {
    scope.alias(local, js);
    scope.proven.add(local);
    return { tested: js };
  }
  const name = scope.temporary(target.type, true);
  scope.alias(local, { code: text(name), level: level.primary });
  scope.proven.add(local);
  return { tested: { code: code`${name} = ${js}`, level: level.assign } };
}

/** `target?.rest`. */
export function emitConditionalAccess(scope: EmitScope, node: Node<'conditional-access'>): Js {
  const { tested } = bindValue(scope, node.target, node.value);
  const rest = emit(scope, node.rest);
  const otherwise = node.type.kind === 'void' ? 'undefined' : 'null';
  return { code: code`${at(isNullTest(tested), level.coalesce)} ? ${otherwise} : ${at(rest, level.assign)}`, level: level.conditional };
}

const side = (js: Js): Code => (js.level === level.coalesce ? js.code : at(js, level.bitOr));

/** `left ?? right`. */
export function emitCoalesce(scope: EmitScope, node: Node<'coalesce'>): Js {
  const { left, value, whenValue, right } = node;
  if (left.constant?.value === null) return emit(scope, right);
  const isItself = whenValue.kind === 'local' && whenValue.local === value;
  if (isItself) {
    // JavaScript refuses `??` beside `||` and `&&` without parentheses.
    const [a, b] = [emitLoose(scope, left), emit(scope, right)];
    return { code: code`${side(a)} ?? ${side(b)}`, level: level.coalesce };
  }
  const { tested } = bindValue(scope, left, value);
  const converted = emit(scope, whenValue);
  const otherwise = emit(scope, right);
  return {
    code: code`${at(isNullTest(tested), level.coalesce)} ? ${at(otherwise, level.assign)} : ${at(converted, level.assign)}`,
    level: level.conditional,
  };
}

import type { Bound } from '../../2-check/types/bound.ts';
import { code, type Js, level, operator, primary, typeOnly } from './code.ts';
import { emit } from './expression.ts';
import { after } from './lifted.ts';
import type { EmitScope } from './scope.ts';

/** `(a, b) == (c, d)`: both sides are evaluated, then the elements compared until two differ. */
export function emitTupleEquality(scope: EmitScope, node: Extract<Bound, { readonly kind: 'tuple-equality' }>): Js {
  const { left, right, pairs, negated } = node;
  const [a, b] = [scope.temporary(left.type), scope.temporary(right.type)];
  const steps = [
    { code: code`${a} = ${emit(scope, left)}`, level: level.assign },
    { code: code`${b} = ${emit(scope, right)}`, level: level.assign },
  ];
  const tests = pairs.map((pair, i) => {
    scope.alias(pair.left, primary(code`${typeOnly('(')}${a}.items[${String(i)}]${typeOnly(` as ${scope.type(pair.left.type)})`)}`));
    scope.alias(pair.right, primary(code`${typeOnly('(')}${b}.items[${String(i)}]${typeOnly(` as ${scope.type(pair.right.type)})`)}`));
    return emit(scope, pair.equal);
  });
  const all = tests.reduce((x, y) => operator(x, '&&', y, level.and));
  return after(steps, negated ? { code: code`!(${all.code})`, level: level.unary } : all);
}

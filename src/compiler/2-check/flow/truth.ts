import type { Bound } from '../types/bound.ts';
import type { ValueView } from '../view/value-view.ts';
import { soleValue } from './result-type.ts';

/** What a condition always is; undefined when that depends on the request. */
export function truthOf(condition: ValueView | undefined): boolean | undefined {
  if (condition === undefined) return undefined;
  if (condition.bound !== undefined) {
    const value = soleValue(condition.bound.body);
    return value === undefined ? undefined : truth(value);
  }
  const text = condition.literal?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** Folds what the language does not: `x && false` is false, although it is no constant expression of C#. */
export function truth(node: Bound): boolean | undefined {
  if (node.constant !== undefined) return typeof node.constant.value === 'boolean' ? node.constant.value : undefined;
  switch (node.kind) {
    case 'logical': {
      const left = truth(node.left);
      const right = truth(node.right);
      const settling = node.operator === '||';
      if (left === settling || right === settling) return settling;
      return left === undefined || right === undefined ? undefined : !settling;
    }
    case 'unary': {
      const operand = node.operator === '!' ? truth(node.operand) : undefined;
      return operand === undefined ? undefined : !operand;
    }
    case 'convert':
      return truth(node.operand);
    default:
      return undefined;
  }
}

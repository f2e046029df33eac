import type { Bound } from '../types/bound.ts';
import { readOf } from '../view/reads.ts';
import type { ValueView } from '../view/value-view.ts';
import { soleValue } from './result-type.ts';

/** What the outcome of a condition tells of variables. */
export interface ConditionFacts {
  /** There, or reading it would have failed. */
  readonly present: ReadonlySet<string>;
  /** There, and not null. */
  readonly notNull: ReadonlySet<string>;
}

const nothing: ConditionFacts = { present: new Set(), notNull: new Set() };

/** What is known of variables once a condition was found true or false. */
export function conditionFacts(condition: ValueView, truth: boolean): ConditionFacts {
  const value = condition.bound === undefined ? undefined : soleValue(condition.bound.body);
  if (value === undefined) return nothing;
  const present = new Set<string>();
  const notNull = new Set<string>();
  collect(value, truth, present, notNull);
  return { present, notNull };
}

/** The variable that a value is made from, by casts and members alone: what is null when the variable is. */
export function variableBehind(node: Bound): string | undefined {
  const read = readOf(node);
  if (read !== undefined) return read.how === 'test' ? undefined : read.name;
  switch (node.kind) {
    case 'convert':
    case 'as':
      return variableBehind(node.operand);
    case 'property':
      return node.receiver === undefined ? undefined : variableBehind(node.receiver);
    case 'conditional-access':
    case 'nullable-member':
      return variableBehind(node.target);
    case 'coalesce':
      return variableBehind(node.left);
    case 'call':
      return node.receiver === undefined ? undefined : variableBehind(node.receiver);
    default:
      return undefined;
  }
}

/** Whether an expression asks anywhere if the variable is null. In statements any such question counts: a local may stand for the variable. */
export function asksForNull(value: ValueView, name: string): boolean {
  const block = value.bound?.body.kind === 'block';
  const meant = (node: Bound | undefined): boolean => node !== undefined && (block || variableBehind(node) === name);
  return value.nodes.some((node) => {
    switch (node.kind) {
      case 'coalesce':
        return meant(node.left);
      case 'is':
        return meant(node.operand);
      case 'binary':
        return (isNullConstant(node.right) && meant(node.left)) || (isNullConstant(node.left) && meant(node.right));
      case 'call':
        return /^IsNullOr(?:Empty|WhiteSpace)$/.test(node.method.name) && meant(node.args[0]);
      default:
        return false;
    }
  });
}

function collect(node: Bound, truth: boolean, present: Set<string>, notNull: Set<string>): void {
  const found = (name: string | undefined): void => {
    if (name === undefined) return;
    present.add(name);
    notNull.add(name);
  };
  switch (node.kind) {
    case 'convert':
      collect(node.operand, truth, present, notNull);
      return;
    case 'unary':
      if (node.operator === '!') collect(node.operand, !truth, present, notNull);
      return;
    case 'logical':
      // `a && b` is true when both are; when it is false nobody knows which one was not.
      if ((node.operator === '&&') === truth) {
        collect(node.left, truth, present, notNull);
        collect(node.right, truth, present, notNull);
      }
      return;
    case 'binary':
      if (asks(node, truth, present, notNull)) return;
      if (node.operator === '==' || node.operator === '!=') compare(node.left, node.right, (node.operator === '==') === truth, found);
      return;
    case 'is':
      if (truth && node.pattern.kind !== 'constant') found(variableBehind(node.operand));
      else if (!truth && node.pattern.kind === 'constant' && isNullConstant(node.pattern.value)) found(variableBehind(node.operand));
      return;
    case 'call': {
      const read = readOf(node);
      if (read?.how === 'test') {
        if (truth) present.add(read.name);
      } else if (node.method.name === 'IsNullOrEmpty' || node.method.name === 'IsNullOrWhiteSpace') {
        const [text] = node.args;
        if (!truth && text !== undefined) found(variableBehind(text));
      } else if (truth) found(variableBehind(node));
      return;
    }
    default:
      // What is itself a truth value of the variable's: true only when it is there.
      if (truth) found(variableBehind(node));
  }
}

/** `question == false`: a question in a longer form. */
function asks(node: Bound & { readonly kind: 'binary' }, truth: boolean, present: Set<string>, notNull: Set<string>): boolean {
  if (node.on !== 'bool' || (node.operator !== '==' && node.operator !== '!=')) return false;
  const right = node.right.constant?.value;
  if (typeof right !== 'boolean') return false;
  collect(node.left, (node.operator === '==') === (right === truth), present, notNull);
  return true;
}

/** Not equal to null, or equal to something that is not null and no default: then it is there. */
function compare(left: Bound, right: Bound, equal: boolean, found: (name: string | undefined) => void): void {
  for (const [value, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (isNullConstant(other)) {
      if (!equal) found(variableBehind(value));
    } else if (equal && isTelling(other)) found(variableBehind(value));
    else if (!equal && other.constant?.value === '') found(variableBehind(value));
  }
}

const isNullConstant = (node: Bound): boolean =>
  (node.kind === 'convert' ? isNullConstant(node.operand) : node.kind === 'literal' && node.constant.value === null) ||
  (node.constant !== undefined && node.constant.value === null);

const isTelling = (node: Bound): boolean => {
  const value = node.constant?.value;
  return value !== undefined && value !== null && value !== '' && value !== false && value !== 0;
};

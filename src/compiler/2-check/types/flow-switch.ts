import type { BoundLabel, BoundPattern, BoundSwitch } from './bound-statement.ts';
import { isNonNullableValueType, isSpecial, underlying } from './type.ts';

/** Whether control can come to a label: a constant that is switched on comes to the labels of its own value only. */
export function mayMatch(node: BoundSwitch, label: BoundLabel): boolean {
  const subject = node.value.constant;
  if (subject === undefined) return true;
  if (label.kind === 'default') return !node.sections.some((section) => section.labels.some((other) => surelyMatches(node, other)));
  if (label.when?.constant?.value === false) return false;
  return label.pattern.kind !== 'constant' || constantOf(label.pattern) === subject.value;
}

/** Whether one of the labels takes every value, so that a switch is never left without having run a section (C# standard §13.8.3). */
export function isExhaustive(node: BoundSwitch): boolean {
  const labels = node.sections.flatMap((section) => section.labels);
  if (labels.some((label) => label.kind === 'default' || surelyMatches(node, label))) return true;
  const sure = labels.filter((label) => label.kind === 'case' && isSure(label)).map((label) => (label as Case).pattern);
  const values = new Set(sure.filter((pattern) => pattern.kind === 'constant').map(constantOf));
  const { type } = node.value;
  const takesNull = isNonNullableValueType(type) || values.has(null);
  const bools = isSpecial(underlying(type), 'bool') && values.has(true) && values.has(false);
  return takesNull && (bools || sure.some((pattern) => pattern.kind === 'type' && pattern.total));
}

type Case = BoundLabel & { readonly kind: 'case' };

const isSure = (label: Case): boolean => label.when === undefined || label.when.constant?.value === true;

function surelyMatches(node: BoundSwitch, label: BoundLabel): boolean {
  if (label.kind === 'default' || !isSure(label)) return false;
  if (label.pattern.kind === 'var') return true;
  return node.value.constant !== undefined && label.pattern.kind === 'constant' && constantOf(label.pattern) === node.value.constant.value;
}

function constantOf(pattern: BoundPattern): unknown {
  if (pattern.kind !== 'constant') return undefined;
  const { value } = pattern;
  return value.kind === 'convert' && value.constant === undefined ? value.operand.constant?.value : value.constant?.value;
}

import type { AssignmentOperator, BinaryOperator } from './ast.ts';

/** How strongly operators bind, loosest first (ECMA-334, Operator precedence and associativity). */
export const Precedence = {
  expression: 0,
  assignment: 0,
  lambda: 0,
  conditional: 1,
  coalescing: 2,
  conditionalOr: 3,
  conditionalAnd: 4,
  or: 5,
  xor: 6,
  and: 7,
  equality: 8,
  relational: 9,
  shift: 10,
  additive: 11,
  multiplicative: 12,
  switch: 13,
  range: 14,
  unary: 15,
  cast: 16,
  primary: 17,
} as const;

const binary: ReadonlyMap<string, number> = new Map<BinaryOperator, number>([
  ['??', Precedence.coalescing],
  ['||', Precedence.conditionalOr],
  ['&&', Precedence.conditionalAnd],
  ['|', Precedence.or],
  ['^', Precedence.xor],
  ['&', Precedence.and],
  ['==', Precedence.equality],
  ['!=', Precedence.equality],
  ['<', Precedence.relational],
  ['<=', Precedence.relational],
  ['>', Precedence.relational],
  ['>=', Precedence.relational],
  ['<<', Precedence.shift],
  ['>>', Precedence.shift],
  ['+', Precedence.additive],
  ['-', Precedence.additive],
  ['*', Precedence.multiplicative],
  ['/', Precedence.multiplicative],
  ['%', Precedence.multiplicative],
]);

/** How strongly a binary operator binds; undefined for what is none. */
export const binaryPrecedence = (operator: string): number | undefined => binary.get(operator);

export const isBinaryOperator = (text: string): text is BinaryOperator => binary.has(text);

const assignments: ReadonlySet<string> = new Set<AssignmentOperator>(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);

export const isAssignmentOperator = (text: string): text is AssignmentOperator => assignments.has(text);

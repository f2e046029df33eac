import type { Bound, BoundBody, DeconstructPart } from './bound.ts';
import type { BoundPattern, BoundStatement } from './bound-statement.ts';
import { childrenOf } from './children.ts';

type VisitExpression = (node: Bound) => void;
type VisitStatement = (node: BoundStatement) => void;

const nothing = (): void => undefined;

/** Visits every expression of a body, those in lambdas and local functions included, outer ones first. */
export function visitBody(body: BoundBody, onExpression: VisitExpression, onStatement: VisitStatement = nothing): void {
  if (body.kind === 'value') visitExpression(body.value, onExpression, onStatement);
  else visitStatement(body.block, onExpression, onStatement);
}

export function visitExpression(node: Bound, onExpression: VisitExpression, onStatement: VisitStatement = nothing): void {
  onExpression(node);
  for (const child of childrenOf(node)) visitExpression(child, onExpression, onStatement);
  if (node.kind === 'lambda') visitBody(node.body, onExpression, onStatement);
  else if (node.kind === 'deconstruct') visitParts(node.parts, onExpression, onStatement);
  else if (node.kind === 'tuple-equality') for (const pair of node.pairs) visitExpression(pair.equal, onExpression, onStatement);
  else if (node.kind === 'is') visitPattern(node.pattern, onExpression, onStatement);
}

function visitPattern(pattern: BoundPattern, onExpression: VisitExpression, onStatement: VisitStatement): void {
  if (pattern.kind === 'constant') visitExpression(pattern.value, onExpression, onStatement);
}

function visitParts(parts: readonly DeconstructPart[], onExpression: VisitExpression, onStatement: VisitStatement): void {
  for (const part of parts) {
    if (part.kind === 'target') {
      visitExpression(part.target, onExpression, onStatement);
      visitExpression(part.converted, onExpression, onStatement);
    } else if (part.kind === 'nested') visitParts(part.parts, onExpression, onStatement);
  }
}

export function visitStatement(node: BoundStatement, onExpression: VisitExpression, onStatement: VisitStatement = nothing): void {
  onStatement(node);
  const expressions = (values: readonly (Bound | undefined)[]): void => {
    for (const value of values) if (value !== undefined) visitExpression(value, onExpression, onStatement);
  };
  const statements = (all: readonly (BoundStatement | undefined)[]): void => {
    for (const each of all) if (each !== undefined) visitStatement(each, onExpression, onStatement);
  };
  switch (node.kind) {
    case 'block':
      statements(node.statements);
      return;
    case 'declare':
    case 'expression':
    case 'return':
    case 'throw':
    case 'yield':
      expressions([node.value]);
      return;
    case 'if':
      expressions([node.test]);
      statements([node.whenTrue, node.whenFalse]);
      return;
    case 'while':
    case 'do':
      expressions([node.test]);
      statements([node.body]);
      return;
    case 'for':
      statements(node.init);
      expressions([node.test, ...node.update]);
      statements([node.body]);
      return;
    case 'foreach':
      expressions([node.source, node.value, node.parts]);
      statements([node.body]);
      return;
    case 'switch':
      expressions([node.value]);
      for (const section of node.sections) {
        for (const label of section.labels) {
          if (label.kind !== 'case') continue;
          visitPattern(label.pattern, onExpression, onStatement);
          expressions([label.when]);
        }
        statements(section.statements);
      }
      return;
    case 'label':
      statements([node.body]);
      return;
    case 'try':
      statements([node.body]);
      for (const each of node.catches) {
        expressions([each.when]);
        statements([each.body]);
      }
      statements([node.finally]);
      return;
    case 'using':
      statements(node.resources);
      expressions(node.disposals);
      statements([node.body]);
      return;
    case 'function':
      visitBody(node.body, onExpression, onStatement);
      return;
    default:
  }
}

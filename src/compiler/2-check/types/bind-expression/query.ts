import type { Span } from '../../../../diagnostics/span.ts';
import type { Expression, Name, QueryClause, QueryContinuation, QueryEnd, TypeSyntax } from '../../../1-parse/csharp/ast.ts';
import { declareLocal } from '../bind-statement/declare.ts';
import { type Binding, newLocal, readLocal, speculative } from '../binding.ts';
import type { Bound, BoundArgument, LambdaSyntax, Local } from '../bound.ts';
import { errorValue } from '../convert.ts';
import { elementTypeOf } from '../hierarchy.ts';
import { Scope } from '../scope.ts';
import { isOpen, type Type } from '../type.ts';
import { resolveType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { callGroup } from './call.ts';
import { bindExpression, isBroken } from './expression.ts';
import { memberOf } from './member.ts';
import { noQuery } from './query-messages.ts';

/**
 * The range variables in scope: one that is the item itself, or several that sit in an anonymous object (the standard's transparent
 * identifier), nested to the left.
 */
type Range = { readonly kind: 'one'; readonly name: Name } | { readonly kind: 'pair'; readonly left: Range; readonly right: Name };

/** A query expression, translated into calls of methods (C# standard §12.20.3). */
export function bindQuery(binding: Binding, node: Extract<Expression, { readonly kind: 'query' }>): Bound {
  const [first, ...rest] = node.clauses;
  if (first?.kind !== 'from') return errorValue(node.span);
  const source = typed(binding, bindExpression(binding, first.source), first.type, first.source.span);
  return translate(binding, source, { kind: 'one', name: first.name }, rest, node.end, node.span);
}

/** `from T x in source`: every item is cast. */
function typed(binding: Binding, source: Bound, type: TypeSyntax | undefined, span: Span): Bound {
  if (type === undefined || isBroken(source)) return source;
  const cast = memberOf(binding, source, { text: 'Cast', span }, [resolveType(binding, type)], span);
  return cast.kind === 'method-group' ? callGroup(binding, cast, [], span) : errorValue(span);
}

function translate(binding: Binding, source: Bound, range: Range, clauses: readonly QueryClause[], end: QueryEnd, span: Span): Bound {
  let current = source;
  let names = range;
  for (const [i, clause] of clauses.entries()) {
    const isLast = i === clauses.length - 1;
    switch (clause.kind) {
      case 'where':
        current = call(binding, current, 'Where', [lambda(binding, [names], clause.condition)], clause.span);
        break;
      case 'orderby':
        for (const [n, key] of clause.keys.entries()) {
          const method = `${n === 0 ? 'OrderBy' : 'ThenBy'}${key.descending ? 'Descending' : ''}`;
          current = call(binding, current, method, [lambda(binding, [names], key.value)], clause.span);
        }
        break;
      case 'let': {
        const { name, value } = clause;
        current = call(
          binding,
          current,
          'Select',
          [pairLambda(binding, names, [names], (b) => bindExpression(b, value), clause.span)],
          clause.span,
        );
        names = { kind: 'pair', left: names, right: name };
        break;
      }
      case 'from': {
        const inner = lambda(binding, [names], clause.source, clause.type);
        if (isLast && end.kind === 'select') {
          const result = lambda(binding, [names, { kind: 'one', name: clause.name }], end.value);
          current = call(binding, current, 'SelectMany', [inner, result], clause.span);
          return continued(binding, current, end.into, span);
        }
        const pair = pairLambda(binding, names, [names, { kind: 'one', name: clause.name }], undefined, clause.span);
        current = call(binding, current, 'SelectMany', [inner, pair], clause.span);
        names = { kind: 'pair', left: names, right: clause.name };
        break;
      }
      case 'join': {
        const other = typed(binding, bindExpression(binding, clause.source), clause.type, clause.source.span);
        const own: Range = { kind: 'one', name: clause.name };
        const bound: Range = clause.into === undefined ? own : { kind: 'one', name: clause.into };
        const keys = [lambda(binding, [names], clause.left), lambda(binding, [own], clause.right)];
        const method = clause.into === undefined ? 'Join' : 'GroupJoin';
        if (isLast && end.kind === 'select') {
          const result = lambda(binding, [names, bound], end.value);
          current = call(binding, current, method, [plain(other), ...keys, result], clause.span);
          return continued(binding, current, end.into, span);
        }
        current = call(
          binding,
          current,
          method,
          [plain(other), ...keys, pairLambda(binding, names, [names, bound], undefined, clause.span)],
          clause.span,
        );
        names = { kind: 'pair', left: names, right: clause.into ?? clause.name };
        break;
      }
    }
    if (isBroken(current)) return errorValue(span);
  }
  return continued(binding, finish(binding, current, names, end, clauses.length === 0), end.into, span);
}

function finish(binding: Binding, source: Bound, names: Range, end: QueryEnd, isBare: boolean): Bound {
  if (end.kind === 'group') {
    const by = lambda(binding, [names], end.by);
    const isItself = names.kind === 'one' && isName(end.value, names.name.text);
    return call(binding, source, 'GroupBy', isItself ? [by] : [by, lambda(binding, [names], end.value)], end.span);
  }
  const isItself = names.kind === 'one' && isName(end.value, names.name.text);
  // A query that only filters or orders hands its items on; one that does nothing still makes a new sequence.
  if (isItself && !isBare) return source;
  return call(binding, source, 'Select', [lambda(binding, [names], end.value)], end.span);
}

const isName = (node: Expression, name: string): boolean => node.kind === 'identifier' && node.name.text === name;

function continued(binding: Binding, source: Bound, into: QueryContinuation | undefined, span: Span): Bound {
  if (into === undefined || isBroken(source)) return source;
  return translate(binding, source, { kind: 'one', name: into.name }, into.clauses, into.end, span);
}

const plain = (value: Bound): BoundArgument => ({ name: undefined, nameSpan: value.span, mode: 'value', value, span: value.span });

function call(binding: Binding, source: Bound, method: string, args: readonly BoundArgument[], span: Span): Bound {
  if (isBroken(source) || args.some((arg) => arg.value.kind === 'error')) return errorValue(span);
  if (isOpen(source.type)) return { kind: 'error', span, type: source.type };
  const probe = speculative(binding);
  const member = memberOf(probe, source, { text: method, span: source.span }, undefined, span);
  if (member.kind === 'method-group') {
    const tried = callGroup(probe, member, args, span);
    const isSequence = tried.kind !== 'error' || elementTypeOf(binding.library, source.type) !== undefined;
    if (isSequence) {
      probe.sink.replay(binding.sink);
      return tried;
    }
  }
  binding.sink.report(noQuery, source.span, { type: typeText(source.type), method }, { cs: 'CS1936' });
  return errorValue(span);
}

/** A clause's expression as a lambda over the range variables. */
function lambda(binding: Binding, ranges: readonly Range[], body: Expression, cast?: TypeSyntax): BoundArgument {
  return lambdaOf(binding, ranges, body.span, (inner) => typed(inner, bindExpression(inner, body), cast, body.span));
}

/** `(x, y) => new { x, y }`, or `x => new { x, y = value }`. */
function pairLambda(
  binding: Binding,
  left: Range,
  ranges: readonly Range[],
  value: ((inner: Binding) => Bound) | undefined,
  span: Span,
): BoundArgument {
  return lambdaOf(binding, ranges, span, (inner, params) => {
    const [a, b] = params;
    if (a === undefined) return errorValue(span);
    const second = value === undefined ? (b === undefined ? errorValue(span) : readLocal(b, span)) : value(inner);
    if (isBroken(second)) return errorValue(span);
    const members = [
      { name: left.kind === 'one' ? left.name.text : 'left', type: a.type },
      { name: 'right', type: second.type },
    ];
    return { kind: 'anonymous', span, type: { kind: 'anonymous', members }, values: [readLocal(a, span), second] };
  });
}

function lambdaOf(
  binding: Binding,
  ranges: readonly Range[],
  span: Span,
  bind: (inner: Binding, params: readonly Local[]) => Bound,
): BoundArgument {
  const syntax: LambdaSyntax = {
    span,
    // Parameters that no text can name; the range variables are declared over them.
    params: ranges.map((_, i) => ({ span, name: { span, text: `<${i}>` }, mode: 'value' })),
    body: { kind: 'error', span },
    bindBody: (inner, params) => {
      const scope = new Scope(inner.scope);
      const scoped = { ...inner, scope };
      for (const [i, range] of ranges.entries()) {
        const param = params[i];
        if (param !== undefined) declareRange(scoped, range, readLocal(param, span), param.type);
      }
      return bind(scoped, params);
    },
  };
  const value: Bound = { kind: 'unbound-lambda', span, type: { kind: 'none', what: 'lambda' }, syntax, binding, readings: new Map() };
  return { name: undefined, nameSpan: span, mode: 'value', value, span };
}

/** Declares the names of a range; reading one reads it out of the item. */
function declareRange(binding: Binding, range: Range, item: Bound, type: Type): void {
  if (range.kind === 'one') {
    const local: Local = { ...newLocal(range.name.text, type, range.name.span, 'range'), stands: item };
    declareLocal(binding, local);
    return;
  }
  if (type.kind !== 'anonymous') return;
  const [left, right] = type.members;
  if (left === undefined || right === undefined) return;
  const { span } = item;
  declareRange(binding, range.left, { kind: 'anonymous-member', span, type: left.type, target: item, index: 0 }, left.type);
  const local: Local = {
    ...newLocal(range.right.text, right.type, range.right.span, 'range'),
    stands: { kind: 'anonymous-member', span, type: right.type, target: item, index: 1 },
  };
  declareLocal(binding, local);
}

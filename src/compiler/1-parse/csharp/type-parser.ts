import { cover } from '../../../diagnostics/span.ts';
import type { Expression, Name, NamedType, TypeSyntax } from './ast.ts';
import { areTypeArguments, isPossibleExpression, startsOperand } from './disambiguation.ts';
import { expression } from './expression-parser.ts';
import type { TypePlace } from './lookahead.ts';
import { features } from './newer-syntax.ts';
import type { Parser } from './parser.ts';
import { openGenericType, pointer, refLocal } from './refused-syntax.ts';
import {
  expectedType,
  loneTupleElement,
  missingIndex,
  newWithoutArguments,
  openGeneric,
  sizeInType,
  unknownAlias,
  voidHere,
} from './syntax-messages.ts';
import { isPredefinedType, isQueryWord } from './tokens.ts';

/** `unbound`: the operand of `typeof`, where C# allows `List<>`. */
export type TypeUse = TypePlace | 'unbound';

/** Parses a type. `[` and `]` with sizes between them belong to `new` and are left to {@link newType}. */
export function type(p: Parser, use: TypeUse = 'normal'): TypeSyntax {
  if (!p.enter()) return missingType(p);
  const result = suffixes(p, core(p, use), use);
  p.leave();
  return result;
}

/** A type, or `void` where nothing is returned. */
export function returnType(p: Parser): TypeSyntax {
  if (p.at('void') && p.peek(1).kind !== '*') {
    const token = p.next();
    return { kind: 'predefined-type', keyword: 'void', span: p.spanOf(token) };
  }
  return type(p);
}

/** Takes `ref` or `ref readonly` before the type of a variable or a result. */
export function refModifier(p: Parser): { readonly ref?: 'ref' | 'ref readonly' } {
  const word = p.tryNext('ref');
  if (word === undefined) return {};
  const ref = p.tryNext('readonly') === undefined ? 'ref' : 'ref readonly';
  p.complain(refLocal, p.from(word.start), {});
  return { ref };
}

/** A type that may be `var`, where a variable is declared. */
export function variableType(p: Parser, use: TypeUse = 'normal'): TypeSyntax {
  const token = p.token;
  const follows = p.peek(1).kind;
  if (p.atContextual('var') && (follows === 'identifier' || follows === '(')) {
    p.next();
    return { kind: 'var-type', span: p.spanOf(token) };
  }
  return type(p, use);
}

function missingType(p: Parser): NamedType {
  const name = p.noName();
  return { kind: 'named-type', parts: [{ name, args: [] }], span: name.span };
}

function core(p: Parser, use: TypeUse): TypeSyntax {
  const token = p.token;
  if (isPredefinedType(token.kind)) {
    p.next();
    if (token.kind === 'void' && !p.at('*')) p.complain(voidHere, p.spanOf(token), {}, { cs: use === 'parameter' ? 'CS1536' : 'CS1547' });
    return { kind: 'predefined-type', keyword: token.kind, span: p.spanOf(token) };
  }
  if (token.kind === '(') return tupleType(p);
  if (p.isName(token) || token.kind === '::') return namedType(p, use);
  if (use === 'new') p.missing(newWithoutArguments, {}, { cs: 'CS1526' });
  else p.missing(expectedType, { found: p.found }, { cs: token.kind === 'identifier' && isQueryWord(token) ? 'CS1525' : 'CS1031' });
  return missingType(p);
}

function namedType(p: Parser, use: TypeUse): TypeSyntax {
  const start = p.token.start;
  if (p.atContextual('dynamic') && p.peek(1).kind !== '.' && p.peek(1).kind !== '::' && p.peek(1).kind !== '<') {
    const token = p.next();
    return { kind: 'predefined-type', keyword: 'dynamic', span: p.spanOf(token) };
  }
  skipAlias(p);
  const first = namePart(p, use);
  const parts = [first];
  while (p.at('.') || p.at('::')) {
    p.next();
    parts.push(namePart(p, use));
  }
  return { kind: 'named-type', parts, span: cover(p.from(start), first.name.span) };
}

/** Takes `global::`, which changes nothing here: no name of an expression hides a namespace. */
export function skipAlias(p: Parser): void {
  if (p.peek(1).kind !== '::' || !p.at('identifier')) return;
  const alias = p.next();
  p.next();
  if (alias.contextual !== 'global') p.complain(unknownAlias, p.spanOf(alias), { alias: alias.text }, { cs: 'CS0432' });
}

function namePart(p: Parser, use: TypeUse): { readonly name: Name; readonly args: readonly TypeSyntax[] } {
  const name = p.name();
  const inExpression = use === 'after-is' || use === 'case' || use === 'after-out' || use === 'tuple-first' || use === 'tuple-rest';
  if (name.text === '' || !p.at('<') || (inExpression && !areTypeArguments(p, use))) return { name, args: [] };
  return { name, args: typeArguments(p, use) };
}

/** Parses `<A, B>`; the `<` is here. */
export function typeArguments(p: Parser, use: TypeUse = 'normal'): TypeSyntax[] {
  const start = p.token.start;
  p.next();
  const args: TypeSyntax[] = [];
  if (p.at(',') || p.at('>')) {
    while (p.at(',')) p.next();
    p.expect('>');
    if (use === 'unbound') p.complain(openGenericType, p.from(start), {});
    else p.complain(openGeneric, p.from(start), {}, { cs: 'CS7003' });
    return [missingType(p)];
  }
  const closing = p.closing;
  p.closing = ',';
  do args.push(type(p));
  while (p.tryNext(',') !== undefined);
  p.closing = closing;
  p.expect('>');
  return args;
}

function tupleType(p: Parser): TypeSyntax {
  const start = p.next().start;
  const elements: { type: TypeSyntax; name?: Name }[] = [];
  if (!p.at(')')) {
    do {
      const element = type(p);
      elements.push(p.isName(p.token) ? { type: element, name: p.name() } : { type: element });
    } while (p.tryNext(',') !== undefined);
  }
  if (elements.length < 2) p.missing(loneTupleElement, {}, { cs: 'CS8124' });
  p.expect(')');
  return { kind: 'tuple-type', elements, span: p.from(start) };
}

/** Arrays of arrays, so many in one type. */
export const mostArrays = 32;

function suffixes(p: Parser, first: TypeSyntax, use: TypeUse): TypeSyntax {
  let result = first;
  let arrays = 0;
  for (;;) {
    if (p.at('?') && result.kind !== 'nullable-type' && ownsQuestionMark(p, use)) {
      const question = p.next();
      if (isReference(result)) p.newer(features.nullableReference, p.spanOf(question));
      else result = { kind: 'nullable-type', inner: result, span: p.after(result.span) };
    } else if (p.at('*') && result.kind !== 'array-type' && ownsStar(p, use)) {
      while (p.at('*')) p.next();
      p.complain(pointer, p.after(result.span), {}, { cs: 'CS0214' });
    } else if (p.at('[') && use !== 'new') {
      const brackets = ranks(p);
      for (const size of brackets.flatMap((bracket) => bracket.sizes)) p.complain(sizeInType, size.span, {}, { cs: 'CS0270' });
      arrays += brackets.length;
      if (arrays > mostArrays) {
        p.giveUp();
        return result;
      }
      result = arrayOf(p, result, brackets);
    } else return result;
  }
}

/** Keyword types and arrays of which the parser knows that they can be null; for names the binder has to look. */
function isReference(type: TypeSyntax): boolean {
  if (type.kind === 'predefined-type') return type.keyword === 'string' || type.keyword === 'object' || type.keyword === 'dynamic';
  return type.kind === 'array-type';
}

/** Is the `?` here part of the type, or the beginning of `? :`? */
function ownsQuestionMark(p: Parser, use: TypeUse): boolean {
  const follows = p.peek(1).kind;
  if (use === 'new') return follows === '(' || follows === '[' || follows === '{';
  if (use !== 'after-is' && use !== 'case' && use !== 'after-as') return true;
  return !startsOperand(p, 1);
}

function ownsStar(p: Parser, use: TypeUse): boolean {
  if (use !== 'after-is' && use !== 'case' && use !== 'tuple-first' && use !== 'tuple-rest') return true;
  let ahead = 0;
  while (p.peek(ahead).kind === '*') ahead++;
  return p.peek(ahead).kind === '[';
}

/** One pair of brackets: how many dimensions, and for `new` their sizes. */
export interface Rank {
  readonly rank: number;
  readonly sizes: readonly Expression[];
}

/** Parses brackets one behind the other: `[]`, `[,]`, and for `new` also `[3, 4]`. */
export function ranks(p: Parser): Rank[] {
  const found: Rank[] = [];
  const closing = p.closing;
  p.closing = ',';
  while (p.at('[')) found.push(rank(p));
  p.closing = closing;
  return found;
}

/** One pair of brackets; the `[` is here. */
export function rank(p: Parser): Rank {
  p.next();
  const sizes: Expression[] = [];
  let dimensions = 1;
  let omitted = false;
  let wanted = true;
  while (p.at(',') || (wanted && isPossibleExpression(p))) {
    if (p.at(',')) {
      omitted ||= wanted;
      if (wanted && sizes.length > 0) sizeMissing(p);
      p.next();
      dimensions++;
      wanted = true;
    } else {
      if (omitted) sizeMissing(p);
      sizes.push(expression(p));
      wanted = false;
    }
  }
  if (wanted && sizes.length > 0) sizeMissing(p);
  p.expect(']');
  return { rank: dimensions, sizes };
}

function sizeMissing(p: Parser): void {
  p.missing(missingIndex, { found: p.found }, { cs: 'CS0443' });
}

/** `element` with brackets behind it: those written first are the outermost. */
export function arrayOf(p: Parser, element: TypeSyntax, brackets: readonly Rank[]): TypeSyntax {
  const span = p.after(element.span);
  return brackets.reduceRight<TypeSyntax>((inner, bracket) => ({ kind: 'array-type', element: inner, rank: bracket.rank, span }), element);
}

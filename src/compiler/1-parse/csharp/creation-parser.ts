import type { Span } from '../../../diagnostics/span.ts';
import { argumentList, indexArguments } from './argument-parser.ts';
import type { ArrayElement, ArrayType, Expression, Initializer, MemberInitializer, Name, TypeSyntax } from './ast.ts';
import { isPossibleExpression } from './disambiguation.ts';
import { absent, expression } from './expression-parser.ts';
import { separated } from './list-parser.ts';
import { features } from './newer-syntax.ts';
import type { Parser } from './parser.ts';
import { pointer } from './refused-syntax.ts';
import { arrayWithoutSize, expectedToken, initializerMember, innerArraySize, newWithoutArguments } from './syntax-messages.ts';
import { kinds } from './tokens.ts';
import { arrayOf, mostArrays, rank, ranks, type } from './type-parser.ts';

const ends = kinds('}');

/** Parses what begins with `new`. */
export function creation(p: Parser): Expression {
  const start = p.token.start;
  const follows = p.peek(1).kind;
  if (follows === '{') return anonymousObject(p, start);
  if (follows === '[') return implicitArray(p, start);
  p.next();
  if (p.at('(') && !isTupleCreation(p)) return targetTyped(p, start);
  const named = type(p, 'new');
  if (p.at('[')) return array(p, start, named);
  return object(p, start, named);
}

/** `new (int, int)[2]` makes an array of tuples; other parentheses behind `new` are arguments without a type. */
function isTupleCreation(p: Parser): boolean {
  let open = 0;
  for (let ahead = 0; ahead < 200; ahead++) {
    const { kind } = p.peek(ahead);
    if (kind === '(') open++;
    else if (kind === ')' && --open === 0) return p.peek(ahead + 1).kind === '[';
    else if (kind === ';' || kind === 'end') return false;
  }
  return false;
}

function targetTyped(p: Parser, start: number): Expression {
  const parenthesis = p.token;
  argumentList(p);
  if (p.at('{')) initializer(p);
  p.newer(features.targetTypedNew, p.span(parenthesis.start, p.lastEnd));
  return { kind: 'error', span: p.from(start) };
}

// ---------------------------------------------------------------------------------------------------------------- arrays

function array(p: Parser, start: number, element: TypeSyntax): Expression {
  const brackets = ranks(p).slice(0, mostArrays);
  const made = arrayOf(p, element, brackets);
  const [outer, ...inner] = brackets;
  for (const size of inner.flatMap((bracket) => bracket.sizes)) p.complain(innerArraySize, size.span, {}, { cs: 'CS0178' });
  const sizes = outer?.sizes ?? [];
  const elements = p.at('{') ? arrayElements(p) : undefined;
  if (elements === undefined && sizes.length === 0) p.complain(arrayWithoutSize, made.span, {}, { cs: 'CS1586' });
  return {
    kind: 'new-array',
    type: made as ArrayType,
    sizes,
    ...(elements === undefined ? {} : { elements }),
    span: p.from(start),
  };
}

function implicitArray(p: Parser, start: number): Expression {
  p.next();
  for (const size of rank(p).sizes) {
    p.complain(expectedToken, size.span, { expected: ']', found: 'a size' }, { cs: 'CS0178', help: 'name the type, as in `new int[3]`' });
  }
  if (!p.at('{')) p.expect('{');
  const elements = p.at('{') ? arrayElements(p) : [];
  return { kind: 'new-array', type: undefined, sizes: [], elements, span: p.from(start) };
}

/** Parses `{ 1, 2 }` or `{ { 1, 2 }, { 3, 4 } }`. The `{` is here. */
function arrayElements(p: Parser): ArrayElement[] {
  if (!p.enter()) return [];
  p.next();
  const elements = separated<ArrayElement>(p, {
    starts: (q) => q.at('{') || isPossibleExpression(q),
    item: (q) => (q.at('{') ? nestedElements(q) : expression(q)),
    ends,
    lastComma: 'optional',
  });
  p.expect('}');
  p.leave();
  return elements;
}

/** Elements in braces of their own: of an array of rank 2, or of a declared array. */
export function nestedElements(p: Parser): Extract<ArrayElement, { kind: 'nested-elements' }> {
  const start = p.token.start;
  const elements = arrayElements(p);
  return { kind: 'nested-elements', elements, span: p.from(start) };
}

/** `stackalloc` is unsafe in all that C# 7.3 can do with it; it is parsed so that what follows can be. */
export function stackAllocation(p: Parser): Expression {
  const word = p.next();
  p.complain(pointer, p.spanOf(word), {}, { cs: 'CS0214' });
  if (!p.at('[')) type(p, 'new');
  ranks(p);
  if (p.at('{')) arrayElements(p);
  return { kind: 'error', span: p.from(word.start) };
}

// --------------------------------------------------------------------------------------------------------------- objects

function object(p: Parser, start: number, named: TypeSyntax): Expression {
  const hasArgs = p.at('(');
  const args = hasArgs ? argumentList(p) : [];
  const filled = p.at('{') ? initializer(p) : undefined;
  if (!hasArgs && filled === undefined) p.missing(newWithoutArguments, {}, { cs: 'CS1526' });
  return { kind: 'new', type: named, args, hasArgs, ...(filled === undefined ? {} : { initializer: filled }), span: p.from(start) };
}

function anonymousObject(p: Parser, start: number): Expression {
  p.next();
  p.next();
  const members = separated(p, { starts: isPossibleExpression, item: anonymousMember, ends, lastComma: 'optional' });
  p.expect('}');
  return { kind: 'new-anonymous', members, span: p.from(start) };
}

type AnonymousMember = Extract<Expression, { kind: 'new-anonymous' }>['members'][number];

function anonymousMember(p: Parser): AnonymousMember {
  if (p.isName(p.token) && p.peek(1).kind === '=') {
    const name = p.name();
    p.next();
    const value = expression(p);
    return { name, value, span: p.after(name.span) };
  }
  const value = expression(p);
  return { value, span: value.span };
}

// ---------------------------------------------------------------------------------------------------------- initializers

/** One item of an initializer before it is known which kind the whole is. */
type Item =
  | { readonly kind: 'member'; readonly member: MemberInitializer }
  | { readonly kind: 'element'; readonly values: readonly Expression[]; readonly span: Span };

/** Parses `{ … }` behind a new object. One member makes it an object initializer, values make it a collection initializer. */
export function initializer(p: Parser): Initializer {
  const start = p.token.start;
  if (!p.enter()) return { kind: 'object-initializer', members: [], span: absent(p).span };
  p.next();
  const items = separated(p, { starts: startsItem, item: initializerItem, ends, lastComma: 'optional' });
  p.expect('}');
  p.leave();
  const span = p.from(start);
  const members = items.flatMap((item) => (item.kind === 'member' ? [item.member] : []));
  const elements = items.flatMap((item) => (item.kind === 'element' ? [item] : []));
  for (const element of elements) {
    const misfit = members.length > 0 || element.values.some((value) => value.kind === 'assign');
    if (misfit) p.complain(initializerMember, element.span, {}, { cs: 'CS0747' });
  }
  if (members.length > 0 || elements.length === 0) return { kind: 'object-initializer', members, span };
  return { kind: 'collection-initializer', elements: elements.map((element) => element.values), span };
}

function startsItem(p: Parser): boolean {
  return p.at('{') || p.at('[') || isPossibleExpression(p);
}

function initializerItem(p: Parser): Item {
  const start = p.token.start;
  if (p.at('{')) {
    const values = complexElement(p);
    return { kind: 'element', values, span: p.from(start) };
  }
  if (p.at('[')) {
    const args = indexArguments(p);
    return { kind: 'member', member: assigned(p, start, { kind: 'index', args }) };
  }
  if (p.isName(p.token) && p.peek(1).kind === '=') {
    const name: Name = p.name();
    return { kind: 'member', member: assigned(p, start, { kind: 'name', name }) };
  }
  const value = expression(p);
  return { kind: 'element', values: [value], span: value.span };
}

function assigned(p: Parser, start: number, target: MemberInitializer['target']): MemberInitializer {
  p.expect('=');
  const value = p.at('{') ? initializer(p) : expression(p);
  return { target, value, span: p.from(start) };
}

/** `{ "k", 2 }`: the arguments of one call of `Add`. */
function complexElement(p: Parser): Expression[] {
  p.next();
  const values = separated(p, { starts: isPossibleExpression, item: expression, ends, lastComma: 'error' });
  p.expect('}');
  return values;
}

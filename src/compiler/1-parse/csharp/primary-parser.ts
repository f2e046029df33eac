import { argumentList, indexArguments } from './argument-parser.ts';
import type { Argument, Expression, LiteralValue, Name, PredefinedType, TypeSyntax } from './ast.ts';
import { creation, stackAllocation } from './creation-parser.ts';
import { declarationExpression } from './declaration-parser.ts';
import { areTypeArguments, isAnonymousMethod, isCast, isDeclarationExpression, isLambda } from './disambiguation.ts';
import { absent, expression, missingExpression, operand } from './expression-parser.ts';
import { interpolatedString } from './interpolation-parser.ts';
import { anonymousMethod, lambda } from './lambda-parser.ts';
import { features } from './newer-syntax.ts';
import type { Parser } from './parser.ts';
import { Precedence } from './precedence.ts';
import { pointer, sizeOfType, thisHere, undocumentedKeyword } from './refused-syntax.ts';
import { expectedExpression, loneTupleElement } from './syntax-messages.ts';
import { isPredefinedType, type Keyword, type Token } from './tokens.ts';
import { returnType, skipAlias, type, typeArguments } from './type-parser.ts';

/** Parses a primary expression with everything behind it: members, calls, indexers, `++`. */
export function primary(p: Parser, precedence: number): Expression {
  return postfix(p, primaryStart(p, precedence));
}

function primaryStart(p: Parser, precedence: number): Expression {
  const { kind } = p.token;
  switch (kind) {
    case 'number':
    case 'string-literal':
    case 'char-literal':
      return literal(p);
    case 'interpolated':
      return interpolatedString(p);
    case 'true':
    case 'false':
      return keywordLiteral(p, { type: 'bool', value: kind === 'true' });
    case 'null':
      return keywordLiteral(p, { type: 'null' });
    case 'named-value': {
      const token = p.next();
      return { kind: 'named-value', name: token.text, span: p.spanOf(token) };
    }
    case '(':
      if (isLambda(p, precedence)) return lambda(p);
      return isCast(p) ? cast(p) : parenthesized(p);
    case 'identifier':
      return name(p, precedence);
    case '::':
      return simpleName(p);
    case 'new':
      return creation(p);
    case 'typeof':
      return typeOf(p);
    case 'default':
      return defaultValue(p);
    case 'checked':
    case 'unchecked':
      return checkedValue(p);
    case 'sizeof':
      return sizeOf(p);
    case 'delegate':
      return anonymousMethod(p);
    case 'stackalloc':
      return stackAllocation(p);
    case 'this':
    case 'base': {
      const token = p.next();
      p.complain(thisHere, p.spanOf(token), { keyword: kind }, { cs: kind === 'this' ? 'CS0026' : 'CS1511' });
      return { kind: 'error', span: p.spanOf(token) };
    }
    case 'ref':
      return strayRef(p);
    case '__arglist':
    case '__makeref':
    case '__reftype':
    case '__refvalue':
      return undocumented(p, kind);
    case 'static':
      return staticWord(p, precedence);
    case '[':
      return bracketed(p);
    case '=>':
      return lambda(p);
    default:
      return isPredefinedType(kind) ? predefined(p, kind as Keyword) : missingExpression(p);
  }
}

// ------------------------------------------------------------------------------------------------------------- literals

function literal(p: Parser): Expression {
  const token = p.next();
  const value: LiteralValue = token.value ?? { type: 'null' };
  if (token.raw) p.newer(features.rawString, p.spanOf(token), p.missingCode);
  else if (token.kind === 'string-literal') refuseUtf8(p, token);
  return { kind: 'literal', value, span: p.spanOf(token) };
}

function refuseUtf8(p: Parser, token: Token): void {
  if (p.token.start === token.end && p.token.contextual.toLowerCase() === 'u8') {
    p.newer(features.utf8String, p.spanOf(p.next()), p.missingCode);
  }
}

function keywordLiteral(p: Parser, value: LiteralValue): Expression {
  const token = p.next();
  return { kind: 'literal', value, span: p.spanOf(token) };
}

// ---------------------------------------------------------------------------------------------------------------- names

function name(p: Parser, precedence: number): Expression {
  if (!p.isName(p.token)) return missingExpression(p);
  if (isAnonymousMethod(p)) return anonymousMethod(p);
  if (isLambda(p, precedence)) return lambda(p);
  if (p.atContextual('nameof') && p.peek(1).kind === '(') return nameOf(p);
  return simpleName(p);
}

/** A name with its type arguments, `global::` before it ignored. */
function simpleName(p: Parser): Expression {
  const start = p.token.start;
  skipAlias(p);
  if (p.at('::')) p.expect('.');
  const { name: text, typeArgs } = genericName(p);
  if (text.text === '') return { kind: 'error', span: p.from(Math.min(start, p.lastEnd)) };
  return { kind: 'identifier', name: text, ...(typeArgs === undefined ? {} : { typeArgs }), span: p.from(start) };
}

/** A name, and the type arguments behind it where C#'s rule takes the `<` for their beginning. */
function genericName(p: Parser): { readonly name: Name; readonly typeArgs: readonly TypeSyntax[] | undefined } {
  const text = p.name();
  const generic = text.text !== '' && p.at('<') && areTypeArguments(p, 'expression');
  return { name: text, typeArgs: generic ? typeArguments(p) : undefined };
}

/** `nameof(x)`; with anything but one plain argument it is the call of a method of that name. */
function nameOf(p: Parser): Expression {
  const start = p.token.start;
  const word = p.next();
  const callee: Expression = { kind: 'identifier', name: { text: 'nameof', span: p.spanOf(word) }, span: p.spanOf(word) };
  const args = argumentList(p);
  const [only] = args;
  if (args.length !== 1 || only === undefined || only.mode !== 'value' || only.name !== undefined) {
    return { kind: 'call', target: callee, args, span: p.from(start) };
  }
  return { kind: 'nameof', operand: only.value, span: p.from(start) };
}

function predefined(p: Parser, keyword: Keyword): Expression {
  const token = p.token;
  const span = p.spanOf(token);
  const named: PredefinedType = { kind: 'predefined-type', keyword, span };
  p.next();
  if (p.at('.') && keyword !== 'void') return { kind: 'type-expression', type: named, span };
  p.complain(
    expectedExpression,
    span,
    { found: `the type \`${keyword}\`` },
    { cs: 'CS1525', help: 'a type by itself is no value; a cast is written `(int)x`, a declaration needs `@{ … }`' },
  );
  return { kind: 'error', span };
}

// ---------------------------------------------------------------------------------------------------------- parentheses

function cast(p: Parser): Expression {
  const start = p.next().start;
  const target = type(p);
  p.expect(')');
  const inner = operand(p, Precedence.cast);
  return { kind: 'cast', type: target, operand: inner, span: p.from(start) };
}

/** Parses `( … )`: one expression, or a tuple. The `(` is here. */
function parenthesized(p: Parser): Expression {
  const start = p.next().start;
  return parenthesizedRest(p, start, () => p.expect(')'));
}

/** What follows a `(` that began at `start`; `close` takes the `)`. Shared with `@( )`, whose parentheses are C#'s. */
export function parenthesizedRest(p: Parser, start: number, close: () => unknown): Expression {
  const closing = p.closing;
  p.closing = ')';
  const first = tupleElement(p, 'tuple-first');
  const elements = [first];
  while (p.at(',')) {
    p.next();
    elements.push(tupleElement(p, 'tuple-rest'));
  }
  p.closing = closing;
  if (elements.length === 1 && first.name !== undefined) p.missing(loneTupleElement, {}, { cs: 'CS8124' });
  close();
  if (elements.length === 1 && first.name === undefined) return { kind: 'parenthesized', inner: first.value, span: p.from(start) };
  return { kind: 'tuple', elements, span: p.from(start) };
}

function tupleElement(p: Parser, place: 'tuple-first' | 'tuple-rest'): { readonly name?: Name; readonly value: Expression } {
  if (p.isName(p.token) && p.peek(1).kind === ':') {
    const label = p.name();
    p.next();
    return { name: label, value: expressionOrDeclaration(p, place, true) };
  }
  return { value: expressionOrDeclaration(p, place, true) };
}

/** An expression, or `int x`, `var (a, b)` where a variable may be declared inside one. */
export function expressionOrDeclaration(p: Parser, place: 'normal' | 'tuple-first' | 'tuple-rest', several: boolean): Expression {
  return isDeclarationExpression(p, place, several) ? declarationExpression(p, place) : expression(p);
}

// ------------------------------------------------------------------------------------------------------------- keywords

function typeOf(p: Parser): Expression {
  const start = p.next().start;
  p.expect('(');
  const operandType = p.at('void') ? returnType(p) : type(p, 'unbound');
  p.expect(')');
  return { kind: 'typeof', type: operandType, span: p.from(start) };
}

function defaultValue(p: Parser): Expression {
  const start = p.next().start;
  if (!p.at('(')) return { kind: 'default', span: p.from(start) };
  p.next();
  const of = type(p);
  p.expect(')');
  return { kind: 'default', type: of, span: p.from(start) };
}

function checkedValue(p: Parser): Expression {
  const word = p.next();
  p.expect('(');
  const inner = expression(p);
  p.expect(')');
  return { kind: 'checked', checked: word.kind === 'checked', operand: inner, span: p.from(word.start) };
}

const sizes: Readonly<Record<string, bigint>> = {
  bool: 1n,
  byte: 1n,
  sbyte: 1n,
  short: 2n,
  ushort: 2n,
  char: 2n,
  int: 4n,
  uint: 4n,
  float: 4n,
  long: 8n,
  ulong: 8n,
  double: 8n,
  decimal: 16n,
};

/** `sizeof(int)` is a constant, so the tree holds its value. */
function sizeOf(p: Parser): Expression {
  const start = p.next().start;
  p.expect('(');
  const of = type(p);
  p.expect(')');
  const size = of.kind === 'predefined-type' && Object.hasOwn(sizes, of.keyword) ? sizes[of.keyword] : undefined;
  if (size === undefined) {
    p.complain(sizeOfType, p.from(start), {}, { cs: 'CS0233' });
    return { kind: 'error', span: p.from(start) };
  }
  return { kind: 'literal', value: { type: 'integer', value: size, suffix: '' }, span: p.from(start) };
}

/** `static` before a lambda is C# 9; before anything else it is a slip, and what follows is read without it. */
function staticWord(p: Parser, precedence: number): Expression {
  const span = p.spanOf(p.next());
  if (isLambda(p, precedence) || isAnonymousMethod(p)) p.newer(features.staticLambda, span);
  else p.complain(expectedExpression, span, { found: '`static`' }, { cs: 'CS1525' });
  return operand(p, precedence);
}

function strayRef(p: Parser): Expression {
  const word = p.next();
  p.complain(
    expectedExpression,
    p.spanOf(word),
    { found: '`ref`' },
    { cs: 'CS1525', help: '`ref` stands before an argument, as in `f(ref x)`' },
  );
  return expression(p);
}

function undocumented(p: Parser, keyword: string): Expression {
  const start = p.token.start;
  p.complain(undocumentedKeyword, p.spanOf(p.next()), { keyword });
  if (p.at('(')) argumentList(p);
  return { kind: 'error', span: p.from(start) };
}

/** A `[` where a value should begin: most likely a collection expression. */
function bracketed(p: Parser): Expression {
  const start = p.token.start;
  skipBrackets(p);
  p.newer(features.collectionExpression, p.from(start));
  return { kind: 'error', span: p.from(start) };
}

function skipBrackets(p: Parser): void {
  let open = 0;
  do {
    if (p.at('[')) open++;
    else if (p.at(']')) open--;
    else if (p.at(';')) return;
    p.next();
  } while (open > 0 && !p.at('end'));
}

// -------------------------------------------------------------------------------------------------------------- postfix

function postfix(p: Parser, first: Expression): Expression {
  let left = first;
  for (;;) {
    const { kind } = p.token;
    if (kind === '.' || kind === '(' || kind === '[') left = chainLink(p, left);
    else if (kind === '?' && isConditionalAccess(p)) left = conditionalAccess(p, left);
    else if (kind === '++' || kind === '--') {
      p.next();
      left = { kind: 'increment', operator: kind, prefix: false, operand: left, span: p.after(left.span) };
    } else if (kind === '!' && !isNotEqual(p)) p.newer(features.nullForgiving, p.spanOf(p.next()));
    else if (kind === '->') {
      p.complain(pointer, p.spanOf(p.next()), {}, { cs: 'CS0193' });
      left = member(p, left);
    } else if (kind === '::') {
      p.expect('.', 'CS7000', 'write `.` here; `::` stands only behind `global`');
      p.next();
      left = member(p, left);
    } else return left;
    p.grow();
  }
}

/** `! =` written apart can only be a slip in `!=`; it is left to the operator that is then missing. */
function isNotEqual(p: Parser): boolean {
  return p.peek(1).kind === '=';
}

const isConditionalAccess = (p: Parser): boolean => p.peek(1).kind === '.' || p.peek(1).kind === '[';

/** One `.name`, `(…)` or `[…]`. */
function chainLink(p: Parser, left: Expression): Expression {
  const { kind } = p.token;
  if (kind === '.') {
    p.next();
    return member(p, left);
  }
  const args: readonly Argument[] = kind === '(' ? argumentList(p) : indexArguments(p);
  return { kind: kind === '(' ? 'call' : 'index', target: left, args, span: p.after(left.span) };
}

function member(p: Parser, left: Expression): Expression {
  const { name: text, typeArgs } = genericName(p);
  return { kind: 'member', target: left, name: text, ...(typeArgs === undefined ? {} : { typeArgs }), span: p.after(left.span) };
}

/**
 * Parses `?` and all that hangs on it. When the target is null nothing of that runs, however long it is, so it is one subtree; a second
 * `?` inside it begins a chain of its own.
 */
function conditionalAccess(p: Parser, target: Expression): Expression {
  if (!p.enter()) return absent(p);
  p.next();
  let rest: Expression = { kind: 'conditional-receiver', span: p.span(p.lastEnd, p.lastEnd) };
  rest = chainLink(p, rest);
  for (;;) {
    const { kind } = p.token;
    if (kind === '.' || kind === '(' || kind === '[') rest = chainLink(p, rest);
    else if (kind === '!' && !isNotEqual(p) && goesOnBehindMarks(p)) p.newer(features.nullForgiving, p.spanOf(p.next()));
    else break;
    p.grow();
  }
  if (p.at('?') && isConditionalAccess(p)) rest = conditionalAccess(p, rest);
  p.leave();
  return { kind: 'conditional-access', target, rest, span: p.after(target.span) };
}

function goesOnBehindMarks(p: Parser): boolean {
  let ahead = 1;
  while (p.peek(ahead).kind === '!') ahead++;
  return ['(', '[', '.', '?'].includes(p.peek(ahead).kind);
}

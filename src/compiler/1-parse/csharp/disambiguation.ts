import { canStartOperand, Lookahead, type TypePlace } from './lookahead.ts';
import type { Parser } from './parser.ts';
import { Precedence } from './precedence.ts';
import { isPredefinedType, isQueryWord, kinds, type TokenKind } from './tokens.ts';

/**
 * The questions that C#'s grammar leaves to look-ahead (ECMA-334: grammar ambiguities, cast expressions, and what the reference compiler
 * adds to them). None of them takes a token.
 */

const ahead = (p: Parser, by = 0): Lookahead => new Lookahead(p.tokens, p.index + by, p.queries > 0);

/** Behind these a `(A)` was no cast: they cannot begin an operand, or would rather be binary operators. */
const endsCast = kinds(
  'as is ; ) ] { } , = += -= *= /= %= &= ^= |= <<= ? : || && | ^ & == != < <= > >= ??=',
  '<< + - * / % ++ -- [ . -> ?? end switch => ..',
);

/** At `(`: does a cast begin here? */
export function isCast(p: Parser): boolean {
  const look = ahead(p, 1);
  const shape = look.type('normal');
  if (shape === 'none' || !look.at(')')) return false;
  look.skip();
  const token = look.token;
  // In a query, `(x) select …` is no cast of `select`.
  if (token !== undefined && p.queries > 0 && isQueryWord(token)) return false;
  if (shape === 'must' || shape === 'nullable' || shape === 'pointer' || shape === 'alias') return true;
  return !endsCast.has(look.kind());
}

const confirmsTypeArguments = kinds('( ) ] } : ; , . ? == != | ^ && || & [ < <= >= is as { end =>');

/** At the `<` behind a name in an expression: do type arguments begin here, rather than a comparison? */
export function areTypeArguments(p: Parser, place: TypePlace | 'expression'): boolean {
  const look = ahead(p);
  const { shape, definite } = look.typeArguments();
  if (shape === 'none') return false;
  if (definite || confirmsTypeArguments.has(look.kind())) return true;
  if (look.at('>')) return place === 'after-is' && look.peek(1) !== '>';
  if (!look.at('identifier')) return false;
  if (place === 'after-is' || place === 'case' || place === 'after-out') return true;
  if (place === 'tuple-rest') return look.peek(1) === ',' || look.peek(1) === ')';
  return place === 'tuple-first' && look.peek(1) === ',';
}

/** Does a lambda begin here? `x =>`, `async x =>`, or parentheses with an arrow behind them. */
export function isLambda(p: Parser, precedence: number): boolean {
  if (precedence > Precedence.lambda) return false;
  const kind = p.token.kind;
  if (kind === 'identifier') {
    if (p.peek(1).kind === '=>') return true;
    if (!p.atContextual('async')) return false;
    if (p.peek(1).kind === 'identifier') return p.peek(2).kind === '=>';
    return p.peek(1).kind === '(' && isParameterList(p, 1);
  }
  return kind === '(' && isParameterList(p, 0);
}

/** With `(` so many tokens ahead: do the parentheses hold parameters, with an arrow behind them? */
function isParameterList(p: Parser, by: number): boolean {
  const look = ahead(p, by);
  if (look.peek(1) === ')') return look.peek(2) === '=>';
  if (look.peek(1) === 'params') return true;
  do {
    look.skip();
    if (look.at('ref') || look.at('out') || look.at('in')) look.skip();
    const alone = look.at('identifier') && (look.peek(1) === ',' || look.peek(1) === ')');
    if (!alone && look.type('parameter') === 'none') return false;
    if (!look.at('identifier')) return false;
    look.skip();
  } while (look.at(','));
  return look.at(')') && look.peek(1) === '=>';
}

/** Does `delegate` begin here, `async` or `static` before it or not? */
export function isAnonymousMethod(p: Parser): boolean {
  let by = 0;
  while (by < 2 && (p.peek(by).kind === 'static' || p.peek(by).contextual === 'async')) by++;
  return p.peek(by).kind === 'delegate';
}

/** Does `var (a, b) =` begin here? */
export function isDeconstruction(p: Parser, precedence: number): boolean {
  if (precedence > Precedence.assignment || !(p.atContextual('var') || isPredefinedType(p.token.kind)) || p.peek(1).kind !== '(')
    return false;
  const look = ahead(p, 1);
  return look.designation(true) && look.at('=');
}

/** Where a declaration may stand for an expression: does one begin here? */
export function isDeclarationExpression(p: Parser, place: 'normal' | 'tuple-first' | 'tuple-rest', several: boolean): boolean {
  const look = ahead(p);
  const isVar = p.atContextual('var') && !['.', '::', '[', '*', '?', '<'].includes(look.peek(1));
  const startsPredefined = isPredefinedType(look.kind());
  if (look.type(place) === 'none') return false;
  if (!look.designation(several && (isVar || startsPredefined))) return false;
  if (place === 'tuple-first') return look.at(',');
  return place === 'normal' || look.at(',') || look.at(')');
}

/** Does `from x in …` begin here? `declaration`: a variable of a type called `from` could stand here as well. */
export function isQuery(p: Parser, declaration: boolean): boolean {
  if (!p.atContextual('from')) return false;
  const first = p.peek(1).kind;
  const second = p.peek(2).kind;
  if (isPredefinedType(first)) return true;
  if (first === 'identifier') return second === 'in' || !(declaration && (second === ';' || second === ',' || second === '='));
  const look = ahead(p, 1);
  return look.type('normal') !== 'none' && (look.at('identifier') || look.at('in'));
}

const continuesType = kinds('. * ? [ < ::');

/** Does a local variable or a local function begin here, rather than an expression? */
export function isLocalDeclaration(p: Parser): boolean {
  const kind = p.token.kind;
  const after = p.peek(1).kind;
  if (kind === 'ref' || kind === 'const' || kind === 'static' || kind === 'readonly' || kind === 'volatile') return true;
  if (kind === 'unsafe' || kind === 'extern' || isAccessModifier(kind)) return true;
  if (isPredefinedType(kind)) return after !== '.' && after !== '(';
  if (p.atContextual('async') && isAsyncModifier(p)) return true;
  if (p.isName(p.token) && !continuesType.has(after) && !(after === '(' && p.atContextual('var'))) {
    return after === 'identifier' && p.isName(p.peek(1));
  }
  const look = ahead(p);
  const shape = look.type('normal');
  if (shape === 'must' && !look.at('.') && !look.at('(')) return true;
  return shape !== 'none' && look.at('identifier');
}

export const isAccessModifier = (kind: TokenKind): boolean =>
  kind === 'public' || kind === 'private' || kind === 'protected' || kind === 'internal';

/** At `async`: does a type and a name follow, so that it modifies a local function? */
export function isAsyncModifier(p: Parser): boolean {
  const look = ahead(p, 1);
  return look.type('normal') !== 'none' && look.at('identifier');
}

/** At the start of a `for`: does it declare its variable? */
export function isForDeclaration(p: Parser): boolean {
  if (p.at('ref')) return true;
  if (isQuery(p, true)) return false;
  const look = ahead(p);
  return look.type('normal') !== 'none' && look.atName;
}

/** Behind `using (`: is it a declaration? */
export function isUsingDeclaration(p: Parser): boolean {
  if (isQuery(p, true)) return false;
  const look = ahead(p);
  const shape = look.type('normal');
  if (shape === 'none') return false;
  const assigned = look.peek(1) === '=';
  if (shape === 'nullable') return look.at('identifier') && (assigned || look.peek(1) === ',' || look.peek(1) === ')');
  if (shape === 'must' && !look.at('.')) return true;
  return look.at('identifier') && (shape === 'name' || assigned);
}

/** Is the word `await` here an operator? Outside of `async` functions only where it cannot be a name. */
export function isAwait(p: Parser): boolean {
  if (!p.atContextual('await')) return false;
  return p.inAsync || startsAwaited.has(p.peek(1).kind);
}

const startsAwaited = kinds(
  'identifier new this base delegate typeof checked unchecked default true false null string-literal interpolated number char-literal',
);

const binaryOperators = kinds('?? || && | ^ & == != < <= > >= is as << + - * / % = += -= *= /= %= &= |= ^= <<= ??=');

/** Can the token here, or so many ahead, begin an expression? */
export function startsOperand(p: Parser, by = 0): boolean {
  return canStartOperand(p.peek(by), p.queries > 0);
}

/** Can the token here be in an expression, at its beginning or as an operator whose left side is missing? */
export function isPossibleExpression(p: Parser): boolean {
  return startsOperand(p) || binaryOperators.has(p.token.kind);
}

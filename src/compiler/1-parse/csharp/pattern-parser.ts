import type { Pattern, TypeSyntax } from './ast.ts';
import { designation } from './declaration-parser.ts';
import { startsOperand } from './disambiguation.ts';
import { absent, operand } from './expression-parser.ts';
import { Lookahead } from './lookahead.ts';
import { features } from './newer-syntax.ts';
import type { Parser } from './parser.ts';
import { binaryPrecedence, Precedence } from './precedence.ts';
import { discardCase, expectedPattern } from './syntax-messages.ts';
import { isPredefinedType, kinds, type TokenKind } from './tokens.ts';
import { type } from './type-parser.ts';

/** `after-is`: a lone name is a type. `case`: it is a constant, and `when` ends the pattern. */
export type PatternPlace = 'after-is' | 'case';

const nothing = kinds(', ; } ) ] => end');
const relational = kinds('< <= > >= == !=');

/** Parses what `is` or `case` compares with: a constant, a type, or a type with a name for the value. */
export function pattern(p: Parser, place: PatternPlace): Pattern {
  const start = p.token.start;
  const result = simplePattern(p, place);
  if (!combines(p, 0)) return result;
  p.newer(features.patternCombinator, p.spanOf(p.token), place === 'case' ? 'CS1003' : p.missingCode);
  while (combines(p, 0)) {
    p.next();
    simplePattern(p, place);
  }
  return constant({ kind: 'error', span: p.from(start) });
}

/** Does `and` or `or` stand there as the operator of C# 9, with a pattern behind it? It may be a name as well. */
function combines(p: Parser, by: number): boolean {
  const word = p.peek(by).contextual;
  return (word === 'and' || word === 'or') && startsPattern(p, by + 1);
}

function startsPattern(p: Parser, by: number): boolean {
  const { kind } = p.peek(by);
  return startsOperand(p, by) || relational.has(kind) || kind === '{';
}

function simplePattern(p: Parser, place: PatternPlace): Pattern {
  const start = p.token.start;
  const { kind } = p.token;
  if (nothing.has(kind)) {
    p.missing(expectedPattern, { found: p.found }, { cs: 'CS8504' });
    return constant(absent(p));
  }
  if (p.atContextual('not') && startsPattern(p, 1)) {
    p.next();
    if (p.enter()) {
      simplePattern(p, place);
      p.leave();
    }
    p.newer(features.notPattern, p.from(start), place === 'case' ? 'CS0103' : undefined);
    return constant({ kind: 'error', span: p.from(start) });
  }
  if (relational.has(kind)) {
    p.next();
    operand(p, Precedence.shift);
    p.newer(features.relationalPattern, p.from(start));
    return constant({ kind: 'error', span: p.from(start) });
  }
  if (kind === '[' || kind === '{' || (kind === '(' && isPositional(p))) return refused(p, start);
  if (place === 'case' && p.atContextual('_') && p.peek(1).kind !== '.') {
    p.complain(discardCase, p.spanOf(p.token), {}, { cs: 'CS8523' });
    p.next();
    return constant({ kind: 'error', span: p.from(start) });
  }
  const behind = behindType(p, place);
  if (behind !== undefined) {
    if (behind.at('{') || behind.at('(')) {
      type(p, place);
      return refused(p, start);
    }
    if (names(p, behind.index - p.index, place)) return declarationPattern(p, place);
    if (place === 'after-is') return { kind: 'type-pattern', type: type(p, place), span: p.from(start) };
  }
  return constant(operand(p, place === 'case' ? Precedence.conditional : Precedence.relational));
}

function constant(value: Extract<Pattern, { kind: 'constant-pattern' }>['value']): Pattern {
  return { kind: 'constant-pattern', value, span: value.span };
}

/** If a type stands here, rather than a constant expression: what follows it. */
function behindType(p: Parser, place: PatternPlace): Lookahead | undefined {
  const { kind } = p.token;
  if (p.atContextual('nameof') && p.peek(1).kind === '(') return undefined;
  if (kind !== 'identifier' && !isPredefinedType(kind) && kind !== '(') return undefined;
  const look = new Lookahead(p.tokens, p.index, p.queries > 0);
  if (look.type(kind === '(' ? 'case' : place) === 'none') return undefined;
  if (look.at('.') || look.at('->') || look.at('!')) return undefined;
  const strength = binaryPrecedence(look.kind());
  const loosest = place === 'case' ? Precedence.conditional : Precedence.relational;
  return strength === undefined || strength <= loosest ? look : undefined;
}

/** Is the token so many ahead the name of what the pattern matched? */
function names(p: Parser, by: number, place: PatternPlace): boolean {
  const token = p.peek(by);
  return p.isName(token) && !(place === 'case' && token.contextual === 'when') && !combines(p, by);
}

function declarationPattern(p: Parser, place: PatternPlace): Pattern {
  const start = p.token.start;
  let tested: TypeSyntax;
  if (p.atContextual('var') && p.peek(1).kind === 'identifier') {
    tested = { kind: 'var-type', span: p.spanOf(p.next()) };
  } else tested = type(p, place);
  const name = designation(p, 'single');
  return { kind: 'declaration-pattern', type: tested, designation: name, span: p.from(start) };
}

/** Skips brackets of a pattern that C# 7.3 has not, with the name behind them. */
function refused(p: Parser, start: number): Pattern {
  const list = p.at('[');
  const open: TokenKind[] = [];
  do {
    const { kind } = p.token;
    if (kind === '(' || kind === '[' || kind === '{') open.push(kind);
    else if (kind === ')' || kind === ']' || kind === '}') open.pop();
    p.next();
  } while ((open.length > 0 || p.at('{')) && !p.at('end') && !p.at(';'));
  if (names(p, 0, 'case')) p.next();
  p.newer(list ? features.listPattern : features.recursivePattern, p.from(start));
  return constant({ kind: 'error', span: p.from(start) });
}

/** `(a, b)` or `()` in a pattern is positional; `(a)` is a constant in parentheses, and a lambda is neither. */
function isPositional(p: Parser): boolean {
  if (p.peek(1).kind === ')') return p.peek(2).kind !== '=>';
  const array = new Lookahead(p.tokens, p.index, p.queries > 0);
  if (array.type('case') !== 'none') return false;
  let open = 0;
  for (let ahead = 0; ahead < 200; ahead++) {
    const { kind } = p.peek(ahead);
    if (kind === '(' || kind === '[' || kind === '{') open++;
    else if (kind === ')' || kind === ']' || kind === '}') open--;
    else if (kind === ',' && open === 1) return true;
    else if (kind === ';' || kind === 'end') return false;
    if (open === 0) return false;
  }
  return false;
}

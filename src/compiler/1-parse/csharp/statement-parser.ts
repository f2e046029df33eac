import type { Block, Expression, Statement } from './ast.ts';
import { guardStatement, switchStatement, tryStatement } from './control-parser.ts';
import { localDeclaration } from './declaration-parser.ts';
import { isAccessModifier, isLocalDeclaration, isPossibleExpression, isQuery } from './disambiguation.ts';
import { absent, expression, refValue } from './expression-parser.ts';
import { doStatement, forEachStatement, forStatement, whileStatement } from './loop-parser.ts';
import { features } from './newer-syntax.ts';
import type { Parser } from './parser.ts';
import { unsafeCode, yieldHere } from './refused-syntax.ts';
import { declarationInBody, embeddedDeclaration, loneElse, notAStatement } from './syntax-messages.ts';
import { isPredefinedType, kinds } from './tokens.ts';

/** Parses `{ … }`. Where the `{` is missing, which is reported, the one statement there is the block. */
export function block(p: Parser): Block {
  if (!p.enter()) return { kind: 'block', statements: [], span: absent(p).span };
  const brace = p.expect('{');
  let parsed: Block;
  if (brace !== undefined) {
    const body = statements(p);
    p.expect('}');
    parsed = { kind: 'block', statements: body, span: p.from(brace.start) };
  } else if (isPossibleStatement(p) && !p.at('catch') && !p.at('finally')) {
    const only = statement(p);
    parsed = { kind: 'block', statements: [only], span: only.span };
  } else parsed = { kind: 'block', statements: [], span: absent(p).span };
  p.leave();
  return parsed;
}

const startsStatement = kinds(
  'fixed break continue try catch finally checked unchecked const do for foreach goto if else lock return switch throw unsafe using',
  'while { ; static readonly volatile ref extern named-value',
);

const declares = kinds('class struct interface enum namespace event operator abstract sealed override virtual implicit explicit');

/** Parses statements up to a `}` or the end, or, in a `switch`, up to the next label. */
export function statements(p: Parser, stopsAt: 'brace' | 'label' = 'brace'): Statement[] {
  const found: Statement[] = [];
  const closing = p.closing;
  p.closing = ';';
  const ended = endOf(stopsAt);
  while (!ended(p)) {
    const index = p.index;
    if (isPossibleStatement(p)) found.push(statement(p));
    else if (!skipStray(p, stopsAt)) break;
    if (p.index === index) p.next();
  }
  p.closing = closing;
  return found;
}

const endOf =
  (stopsAt: 'brace' | 'label') =>
  (p: Parser): boolean =>
    p.at('}') || p.at('end') || (stopsAt === 'label' && isLabel(p));

/** `case …:` or `default:`, which begins the next section of a `switch`. */
export function isLabel(p: Parser): boolean {
  return p.at('case') || (p.at('default') && p.peek(1).kind !== '(');
}

function isPossibleStatement(p: Parser): boolean {
  const { kind } = p.token;
  return startsStatement.has(kind) || isAccessModifier(kind) || isPredefinedType(kind) || isPossibleExpression(p) || kind === '[';
}

/** Skips what no statement begins with; false when it declares a type, behind which nothing makes sense any more. */
function skipStray(p: Parser, stopsAt: 'brace' | 'label'): boolean {
  const { kind } = p.token;
  if (declares.has(kind)) {
    p.complain(declarationInBody, p.spanOf(p.token), { keyword: kind }, { cs: 'CS1513' });
    skipRest(p);
    return false;
  }
  p.missing(notAStatement, { found: p.found }, { cs: 'CS1513' });
  const ended = endOf(stopsAt);
  while (!ended(p) && !isPossibleStatement(p)) p.next();
  return true;
}

function skipRest(p: Parser): void {
  let open = 0;
  while (!p.at('end') && (open > 0 || !p.at('}'))) {
    if (p.at('{')) open++;
    else if (p.at('}')) open--;
    p.next();
  }
}

/** The statement that is the whole body of an `if`, a loop or the like: no declaration, which nothing could use. */
export function embedded(p: Parser): Statement {
  const parsed = statement(p);
  if (parsed.kind === 'local' || parsed.kind === 'local-function' || parsed.kind === 'labeled') {
    p.complain(embeddedDeclaration, parsed.span, {}, { cs: 'CS1023' });
  }
  return parsed;
}

/** Takes the `;` that ends a statement. Where it is missing, the rest of the line is skipped unless a statement begins there. */
export function endStatement(p: Parser): void {
  if (p.expect(';') !== undefined) return;
  while (!p.token.newlineBefore && !p.at('}') && !p.at('{') && !p.at('end') && !startsStatement.has(p.token.kind)) p.next();
  p.tryNext(';');
}

export function statement(p: Parser): Statement {
  const start = p.token.start;
  if (!p.enter()) return { kind: 'empty', span: absent(p).span };
  const index = p.index;
  const parsed = statementHere(p, start);
  p.leave();
  // Where nothing was taken the span must not reach into what follows.
  return p.index === index ? { kind: 'empty', span: absent(p).span } : parsed;
}

function statementHere(p: Parser, start: number): Statement {
  switch (p.token.kind) {
    case '{':
      return block(p);
    case ';':
      p.next();
      return { kind: 'empty', span: p.from(start) };
    case 'if':
      return ifStatement(p, start);
    case 'else':
      return elseWithoutIf(p, start);
    case 'return':
      return returnStatement(p, start);
    case 'throw':
      return throwStatement(p, start);
    case 'break':
    case 'continue':
      return jump(p, start);
    case 'goto':
      return gotoStatement(p, start);
    case 'while':
      return whileStatement(p);
    case 'do':
      return doStatement(p);
    case 'for':
      return forStatement(p);
    case 'foreach':
      return forEachStatement(p);
    case 'switch':
      return switchStatement(p);
    case 'try':
    case 'catch':
    case 'finally':
      return tryStatement(p);
    case 'using':
    case 'lock':
    case 'fixed':
      return guardStatement(p);
    case 'checked':
    case 'unchecked':
      if (p.peek(1).kind !== '(') return checkedBlock(p, start);
      break;
    case 'unsafe':
      if (p.peek(1).kind === '{') {
        p.complain(unsafeCode, p.spanOf(p.next()), { keyword: 'unsafe' }, { cs: 'CS0227' });
        return block(p);
      }
      break;
    case 'identifier': {
      const special = identifierStatement(p, start);
      if (special !== undefined) return special;
      break;
    }
    default:
  }
  return isLocalDeclaration(p) ? localDeclaration(p) : expressionStatement(p);
}

/** Labels, `yield`, `await foreach` and `await using`. */
function identifierStatement(p: Parser, start: number): Statement | undefined {
  const follows = p.peek(1).kind;
  if (follows === ':' && p.isName(p.token)) {
    const name = p.name();
    p.next();
    const body: Statement = p.at('}') ? { kind: 'empty', span: absent(p).span } : statement(p);
    return { kind: 'labeled', name, body, span: p.from(start) };
  }
  if (p.atContextual('yield') && (follows === 'return' || follows === 'break')) {
    return yieldStatement(p, start);
  }
  if (p.atContextual('await') && (follows === 'foreach' || follows === 'using')) {
    const word = p.next();
    p.newer(features.asyncStream, p.span(word.start, p.token.end));
    return follows === 'foreach' ? forEachStatement(p) : guardStatement(p);
  }
  return isQuery(p, true) || isAwaitStatement(p) ? expressionStatement(p) : undefined;
}

/** Outside of `async` functions `await x;` declares a variable of a type `await`, and `await x.Y();` awaits. */
function isAwaitStatement(p: Parser): boolean {
  if (!p.atContextual('await')) return false;
  const behindName = p.peek(2).kind;
  return p.inAsync || (p.peek(1).kind === 'identifier' && behindName !== ';' && behindName !== '=' && behindName !== ',');
}

/** `yield` in a local function, whose result decides whether it is legal; elsewhere nobody could iterate. */
function yieldStatement(p: Parser, start: number): Statement {
  const word = p.next();
  if (p.inside !== 'local-function') p.complain(yieldHere, p.spanOf(word), {}, { cs: p.inside === 'lambda' ? 'CS1621' : 'CS1624' });
  const value = p.next().kind === 'return' ? expression(p) : undefined;
  endStatement(p);
  return { kind: 'yield', ...(value === undefined ? {} : { value }), span: p.from(start) };
}

function expressionStatement(p: Parser): Statement {
  const value = expression(p);
  // A named value may stand for whole statements.
  if (value.kind !== 'named-value' || p.at(';')) endStatement(p);
  return { kind: 'expression-statement', value, span: p.after(value.span) };
}

function ifStatement(p: Parser, start: number): Statement {
  p.next();
  const test = condition(p);
  const then = embedded(p);
  const otherwise = p.tryNext('else') === undefined ? undefined : embedded(p);
  return branch(p, start, test, then, otherwise);
}

function branch(p: Parser, start: number, test: Expression, then: Statement, otherwise: Statement | undefined): Statement {
  // oxlint-disable-next-line unicorn/no-thenable -- a node of the tree, which nobody awaits
  return { kind: 'if', test, then, ...(otherwise === undefined ? {} : { otherwise }), span: p.from(start) };
}

/** Parses `( … )` around a condition or a value. */
export function condition(p: Parser): Expression {
  const closing = p.closing;
  p.closing = ')';
  p.expect('(');
  const value = expression(p);
  p.closing = closing;
  p.expect(')');
  return value;
}

/** An `else` without an `if`: read as one whose condition is missing, so that both branches are looked at. */
function elseWithoutIf(p: Parser, start: number): Statement {
  const word = p.next();
  p.complain(loneElse, p.spanOf(word), {}, { cs: 'CS8641' });
  const test: Expression = { kind: 'error', span: p.spanOf(word) };
  const otherwise = embedded(p);
  return branch(p, start, test, { kind: 'empty', span: p.spanOf(word) }, otherwise);
}

function returnStatement(p: Parser, start: number): Statement {
  p.next();
  const ref = refValue(p);
  const value = p.at(';') ? undefined : expression(p);
  endStatement(p);
  return { kind: 'return', ...(value === undefined ? {} : { value }), ...ref, span: p.from(start) };
}

function throwStatement(p: Parser, start: number): Statement {
  p.next();
  const value = p.at(';') ? undefined : expression(p);
  endStatement(p);
  return { kind: 'throw', ...(value === undefined ? {} : { value }), span: p.from(start) };
}

function jump(p: Parser, start: number): Statement {
  const word = p.next();
  endStatement(p);
  return { kind: word.kind === 'break' ? 'break' : 'continue', span: p.from(start) };
}

function gotoStatement(p: Parser, start: number): Statement {
  p.next();
  let target: Extract<Statement, { kind: 'goto' }>['target'];
  if (p.tryNext('case') !== undefined) target = { kind: 'case', value: expression(p) };
  else if (p.tryNext('default') !== undefined) target = { kind: 'default' };
  else target = { kind: 'label', name: p.name() };
  endStatement(p);
  return { kind: 'goto', target, span: p.from(start) };
}

function checkedBlock(p: Parser, start: number): Statement {
  const word = p.next();
  const body = block(p);
  return { kind: 'checked-block', checked: word.kind === 'checked', body, span: p.from(start) };
}

import { cover } from '../../../diagnostics/span.ts';
import type { Block, Expression, Parameter } from './ast.ts';
import { isAccessModifier } from './disambiguation.ts';
import { expression, expressionOrThrow, refValue } from './expression-parser.ts';
import { separated } from './list-parser.ts';
import type { Parser } from './parser.ts';
import { asyncFunction, paramsInLambda } from './refused-syntax.ts';
import { block } from './statement-parser.ts';
import { defaultInLambda, mixedParameters, modifierHere } from './syntax-messages.ts';
import { isPredefinedType, kinds, type TokenKind } from './tokens.ts';
import { type } from './type-parser.ts';

const ends = kinds(')');

/** Parses `x => …`, `(x, y) => …` or `(int x) => …`, `async` before it or not. */
export function lambda(p: Parser): Expression {
  const start = p.token.start;
  const isAsync = p.atContextual('async') && p.peek(1).kind !== '=>' ? asyncWord(p) : false;
  const params = p.at('(') ? lambdaParameters(p) : [bareParameter(p)];
  p.expect('=>');
  const { body, ref } = functionBody(p, isAsync, 'lambda');
  // A missing parameter is placed before the arrow that shows it missing.
  const span = cover(p.from(start), params[0]?.span ?? p.from(start));
  return { kind: 'lambda', params, async: isAsync, body, ...ref, span };
}

function asyncWord(p: Parser): true {
  p.complain(asyncFunction, p.spanOf(p.next()), {});
  return true;
}

function bareParameter(p: Parser): Parameter {
  const name = p.name();
  return { name, mode: 'value', span: name.span };
}

/** The body of a lambda or local function, whose context differs from the one around it. */
export function functionBody(
  p: Parser,
  isAsync: boolean,
  inside: Parser['inside'],
): { readonly body: Expression | Block; readonly ref: { readonly ref?: true } } {
  const saved = { inAsync: p.inAsync, inside: p.inside };
  p.inAsync = isAsync;
  p.inside = inside;
  const ref = p.at('{') ? {} : refValue(p);
  const body = p.at('{') ? block(p) : expressionOrThrow(p);
  p.inAsync = saved.inAsync;
  p.inside = saved.inside;
  return { body, ref };
}

function lambdaParameters(p: Parser): Parameter[] {
  const params = parameters(p, 'lambda');
  const typed = params.filter((parameter) => parameter.type !== undefined);
  const [odd] = typed.length > 0 && typed.length < params.length ? params.filter((parameter) => parameter.type === undefined) : [];
  if (odd !== undefined) p.complain(mixedParameters, odd.span, {}, { cs: 'CS0748' });
  return params;
}

/** Parses `( … )` of a lambda or of a function with a name; in the latter every parameter has a type. */
export function parameters(p: Parser, of: 'lambda' | 'function'): Parameter[] {
  p.expect('(');
  const params = separated(p, { starts: startsParameter, item: (q) => parameter(q, of), ends, lastComma: 'error' });
  p.expect(')');
  return params;
}

function startsParameter(p: Parser): boolean {
  const { kind } = p.token;
  if (kind === 'identifier') return p.isName(p.token);
  return isMode(kind) || kind === 'params' || kind === 'this' || kind === '(' || isPredefinedType(kind);
}

const isMode = (kind: TokenKind): kind is 'ref' | 'out' | 'in' => kind === 'ref' || kind === 'out' || kind === 'in';

function parameter(p: Parser, of: 'lambda' | 'function'): Parameter {
  const { index } = p;
  const { start } = p.token;
  let mode: Parameter['mode'] = 'value';
  while (isMode(p.token.kind) || p.at('params') || p.at('this') || isAccessModifier(p.token.kind)) {
    const word = p.next();
    if (isMode(word.kind)) mode = word.kind;
    else if (word.kind === 'params' && of === 'function') mode = 'params';
    else if (word.kind === 'params') p.complain(paramsInLambda, p.spanOf(word), {}, { cs: 'CS1670' });
    else p.complain(modifierHere, p.spanOf(word), { modifier: word.text }, { cs: word.kind === 'this' ? 'CS1100' : 'CS0106' });
  }
  const modified = p.index > index;
  const untyped = of === 'lambda' && mode === 'value' && p.isName(p.token) && [',', ')', '=', '=>'].includes(p.peek(1).kind);
  const typed = untyped ? undefined : type(p, 'parameter');
  const name = p.name();
  const defaultValue = p.tryNext('=') === undefined ? undefined : expression(p);
  const span = modified ? p.from(start) : p.after((typed ?? name).span);
  if (defaultValue !== undefined && of === 'lambda') p.complain(defaultInLambda, defaultValue.span, {}, { cs: 'CS1065' });
  return {
    name,
    ...(typed === undefined ? {} : { type: typed }),
    mode,
    ...(defaultValue === undefined ? {} : { defaultValue }),
    span,
  };
}

/** Parses `delegate (int x) { … }`, which is a lambda written the old way. */
export function anonymousMethod(p: Parser): Expression {
  const start = p.token.start;
  let isAsync = false;
  while (!p.at('delegate')) {
    if (p.at('static')) p.complain(modifierHere, p.spanOf(p.next()), { modifier: 'static' }, { cs: 'CS1525' });
    else isAsync = asyncWord(p);
  }
  p.next();
  const listed = p.at('(');
  const params = listed ? parameters(p, 'lambda') : [];
  if (!p.at('{')) {
    p.expect('{');
    return { kind: 'error', span: p.from(start) };
  }
  const { body } = functionBody(p, isAsync, 'lambda');
  return { kind: 'lambda', params, async: isAsync, body, ...(listed ? {} : { anyParams: true }), span: p.from(start) };
}

import { indexArguments } from './argument-parser.ts';
import type { Designation, Expression, LocalDeclaration, Name, Statement, TypeConstraint, TypeSyntax, VariableDeclarator } from './ast.ts';
import { nestedElements } from './creation-parser.ts';
import { isAccessModifier, isAsyncModifier } from './disambiguation.ts';
import { absent, expression, refValue } from './expression-parser.ts';
import { functionBody, parameters } from './lambda-parser.ts';
import { features } from './newer-syntax.ts';
import type { Parser } from './parser.ts';
import { asyncFunction, unsafeCode } from './refused-syntax.ts';
import { endStatement } from './statement-parser.ts';
import {
  argumentsInDeclaration,
  arrayBehindName,
  constantWithoutValue,
  deconstructionType,
  functionWithoutBody,
  modifierHere,
  secondType,
  voidHere,
} from './syntax-messages.ts';
import { isPredefinedType } from './tokens.ts';
import { rank, refModifier, returnType, type, variableType } from './type-parser.ts';

// --------------------------------------------------------------------------------------------------- inside expressions

/** Parses `int x` or `var (a, b)` where an expression could stand. */
export function declarationExpression(p: Parser, place: 'normal' | 'tuple-first' | 'tuple-rest'): Expression {
  const declared = variableType(p, place);
  if (p.at('(') && declared.kind !== 'var-type') p.complain(deconstructionType, declared.span, {}, { cs: 'CS8136' });
  const named = designation(p, 'several');
  return { kind: 'declaration-expression', type: declared, designation: named, span: p.after(declared.span) };
}

/** Parses the name of a declared variable, `_` for none, or several names in parentheses. */
export function designation(p: Parser, allowed: 'single' | 'several'): Designation {
  const start = p.token.start;
  if (p.at('(') && allowed === 'several') {
    if (!p.enter()) return { kind: 'discard', span: absent(p).span };
    const items: Designation[] = [];
    do {
      p.next();
      items.push(designation(p, 'several'));
    } while (p.at(','));
    p.expect(')');
    p.leave();
    return { kind: 'several', items, span: p.from(start) };
  }
  if (p.atContextual('_')) return { kind: 'discard', span: p.spanOf(p.next()) };
  const name = p.name();
  return { kind: 'single', name, span: name.span };
}

// ------------------------------------------------------------------------------------------------------------ statements

interface Modifiers {
  readonly constant: boolean;
  readonly async: boolean;
}

/** Parses a local variable or a local function with its modifiers, and the `;` behind it. */
export function localDeclaration(p: Parser): Statement {
  const start = p.token.start;
  const found = modifiers(p);
  const ref = refModifier(p);
  const declared = p.at('void') ? returnType(p) : variableType(p);
  const follows = p.peek(1).kind;
  if (p.isName(p.token) && (follows === '(' || follows === '<')) return { ...localFunction(p, start, declared, found), ...ref };
  if (declared.kind === 'predefined-type' && declared.keyword === 'void') p.complain(voidHere, declared.span, {}, { cs: 'CS1547' });
  const statement = variables(p, start, declared, found.constant);
  endStatement(p);
  return { ...statement, ...ref, span: p.from(start) };
}

/** Parses `T a = 1, b` without a semicolon, as in `for` and `using`. */
export function variableDeclaration(p: Parser): LocalDeclaration {
  const start = p.token.start;
  const { constant } = modifiers(p);
  const ref = refModifier(p);
  return { ...variables(p, start, variableType(p), constant), ...ref };
}

function modifiers(p: Parser): Modifiers {
  let constant = false;
  let isAsync = false;
  for (;;) {
    const { kind } = p.token;
    if (kind === 'const') {
      p.next();
      constant = true;
    } else if (kind === 'static') p.newer(features.staticLocalFunction, p.spanOf(p.next()));
    else if (kind === 'unsafe') p.complain(unsafeCode, p.spanOf(p.next()), { keyword: kind }, { cs: 'CS0227' });
    else if (kind === 'readonly' || kind === 'volatile' || kind === 'extern' || isAccessModifier(kind)) {
      p.complain(modifierHere, p.spanOf(p.next()), { modifier: kind }, { cs: 'CS0106' });
    } else if (p.atContextual('async') && isAsyncModifier(p)) {
      p.complain(asyncFunction, p.spanOf(p.next()), {});
      isAsync = true;
    } else return { constant, async: isAsync };
  }
}

function variables(p: Parser, start: number, declared: TypeSyntax, constant: boolean): LocalDeclaration {
  const found = [variable(p, constant, 'first')];
  while (p.at(',')) {
    p.next();
    found.push(variable(p, constant, 'later'));
  }
  return { kind: 'local', constant, type: declared, variables: found, span: p.from(start) };
}

function variable(p: Parser, constant: boolean, position: 'first' | 'later'): VariableDeclarator {
  if (position === 'later' && isPredefinedType(p.token.kind) && p.peek(1).kind === 'identifier') {
    p.complain(secondType, p.spanOf(p.next()), {}, { cs: 'CS1001' });
  }
  let name = p.name();
  if (position === 'later' && p.isName(p.token)) {
    p.complain(secondType, name.span, {}, { cs: 'CS1044' });
    name = p.name();
  }
  if (p.at('(')) argumentsBehind(p, name);
  else if (p.at('[')) bracketsBehind(p, name);
  if (p.at('=')) {
    p.next();
    const ref = refValue(p);
    const value = p.at('{') ? nestedElements(p) : expression(p);
    return { name, value, ...ref, span: p.after(name.span) };
  }
  if (constant && name.text !== '') p.complain(constantWithoutValue, name.span, {}, { cs: 'CS0145' });
  return { name, span: p.after(name.span) };
}

/** `T name(…)`, a slip for `T name = new T(…)`. */
function argumentsBehind(p: Parser, name: Name): void {
  const start = p.token.start;
  let open = 0;
  do {
    if (p.at('(')) open++;
    else if (p.at(')')) open--;
    else if (p.at(';') || p.at('}')) break;
    p.next();
  } while (open > 0 && !p.at('end'));
  if (name.text !== '') p.complain(argumentsInDeclaration, p.from(start), {}, { cs: 'CS1528' });
}

/** `T name[…]`, as C and JavaScript's older cousins have it. */
function bracketsBehind(p: Parser, name: Name): void {
  const start = p.token.start;
  if (p.peek(1).kind === ']' || p.peek(1).kind === ',') rank(p);
  else indexArguments(p);
  if (name.text !== '') p.complain(arrayBehindName, p.from(start), {}, { cs: 'CS0650' });
}

const isRecord = (type: TypeSyntax): boolean =>
  type.kind === 'named-type' && type.parts.length === 1 && type.parts[0]?.name.text === 'record';

type LocalFunction = Extract<Statement, { kind: 'local-function' }>;

function localFunction(p: Parser, start: number, declared: TypeSyntax, found: Modifiers): LocalFunction {
  const name = p.name();
  const typeParams = p.at('<') ? typeParameters(p) : [];
  const params = parameters(p, 'function');
  const constraints: TypeConstraint[] = [];
  while (p.atContextual('where')) constraints.push(constraint(p));
  if (p.tryNext('=>') !== undefined || p.at('{')) {
    const isBlock = p.at('{');
    const { body, ref } = functionBody(p, found.async, 'local-function');
    if (!isBlock) endStatement(p);
    const refBody = ref.ref === undefined ? {} : { refBody: ref.ref };
    const traits = { ...refBody, ...(found.async ? { async: true as const } : {}) };
    return { kind: 'local-function', returnType: declared, name, typeParams, constraints, params, body, ...traits, span: p.from(start) };
  }
  const body = absent(p);
  endStatement(p);
  if (isRecord(declared)) p.newer(features.record, declared.span);
  else p.complain(functionWithoutBody, name.span, {}, { cs: 'CS8112' });
  return { kind: 'local-function', returnType: declared, name, typeParams, constraints, params, body, span: p.from(start) };
}

function typeParameters(p: Parser): Name[] {
  p.next();
  const names: Name[] = [];
  do names.push(p.name());
  while (p.tryNext(',') !== undefined);
  p.expect('>');
  return names;
}

/** `where T : class, IComparable<T>, new()`. */
function constraint(p: Parser): TypeConstraint {
  p.next();
  const name = p.name();
  const bounds: TypeSyntax[] = [];
  let form: TypeConstraint['form'];
  p.expect(':');
  do {
    if (p.at('class') || p.at('struct')) form = p.next().kind === 'class' ? 'class' : 'struct';
    // `unmanaged` is `struct` and more, which only unsafe code could tell.
    else if (p.at('identifier') && p.token.text === 'unmanaged') form = p.next() && 'struct';
    else if (p.at('new')) {
      p.next();
      p.expect('(');
      p.expect(')');
    } else bounds.push(type(p));
  } while (p.tryNext(',') !== undefined);
  return { name, form, bounds };
}

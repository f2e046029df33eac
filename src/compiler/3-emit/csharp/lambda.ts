import type { Bound, BoundBody, BoundLambda, Local } from '../../2-check/types/bound.ts';
import { at, braces, type Code, code, type Js, level, text, typeOnly } from './code.ts';
import { emit, emitEffect } from './expression.ts';
import { localsOf } from './locals.ts';
import type { EmitScope } from './scope.ts';
import { blockLines } from './statement.ts';

/** A lambda: an arrow function. Each call spends a step, so that recursion ends. */
export function emitLambda(scope: EmitScope, node: BoundLambda): Js {
  const inner = scope.inside();
  const params = node.params.map((param) => parameter(inner, param));
  const invokeReturns = node.body.kind === 'value' ? node.body.value.type : undefined;
  const body = functionBody(inner, node.body, invokeReturns?.kind === 'void');
  const head = code`(${params.flatMap((param, i) => (i === 0 ? param : [{ text: ', ' }, ...param]))}) => `;
  return { code: [...head, ...body], level: level.assign };
}

/** A parameter. One that the body hands on by reference moves into a Ref first thing. */
export function parameter(scope: EmitScope, local: Local): Code {
  const type = scope.type(local.type);
  const ref = (): string => scope.output.importType('dotnet/values', 'Ref');
  const name = scope.name(local);
  if (local.kind === 'ref-parameter' || local.kind === 'out-parameter') return [...text(name), ...typeOnly(`: ${ref()}<${type}>`)];
  if (!scope.isShared(local)) return [...text(name), ...typeOnly(`: ${type}`)];
  const given = scope.fresh('given');
  scope.prologue.push([...text(`const ${name}`), ...typeOnly(`: ${ref()}<${type}>`), ...text(` = { value: ${given} };`)]);
  return [...text(given), ...typeOnly(`: ${type}`)];
}

/** The budget's step, for the start of a function or loop. */
export const step = (scope: EmitScope): Code => text(`${scope.host()}.budget.step()`);

/** The body of an arrow function: one expression, or statements where temporaries or locals need a place. */
function functionBody(scope: EmitScope, body: BoundBody, isVoid: boolean): Code {
  if (body.kind === 'block') {
    const lines = blockLines(scope, body.block);
    return braces([...declarations(scope), [...step(scope), { text: ';' }], ...lines]);
  }
  const declared = hoistedLocals(scope, body.value);
  const value = isVoid ? emitEffect(scope, body.value) : emit(scope, body.value);
  const temporaries = declarations(scope);
  if (declared.length === 0 && temporaries.length === 0) return code`(${step(scope)}, ${at(value, level.assign)})`;
  const result = isVoid ? code`${value.code};` : code`return ${value.code};`;
  return braces([...temporaries, ...declared, [...step(scope), { text: ';' }], result]);
}

/** `let t: T, t2: U;` for the temporaries that a body turned out to need. Call it when the body is written. */
export function declarations(scope: EmitScope): Code[] {
  if (scope.temporaries.length === 0) return scope.prologue;
  const names = scope.temporaries.map(({ name, type }) => [...text(name), ...typeOnly(`!: ${type}`)]);
  return [code`let ${names.flatMap((each, i) => (i === 0 ? each : [{ text: ', ' }, ...each]))};`, ...scope.prologue];
}

/** Declarations for the pattern and `out` variables of an expression that is a whole body. */
export function hoistedLocals(scope: EmitScope, value: Bound): Code[] {
  return localsOf(value).map((local) => declareLocal(scope, local));
}

/** `let $x: T;`, or the Ref of a variable that is handed on by reference. */
export function declareLocal(scope: EmitScope, local: Local): Code {
  const name = scope.name(local);
  const type = scope.type(local.type);
  if (!scope.isShared(local)) return [...text(`let ${name}`), ...typeOnly(`!: ${type}`), { text: ';' }];
  const ref = scope.output.importType('dotnet/values', 'Ref');
  return [
    ...text(`const ${name}`),
    ...typeOnly(`: ${ref}<${type}>`),
    ...text(' = { value: '),
    ...text('null'),
    ...typeOnly('!'),
    ...text(' };'),
  ];
}

import type { Bound, Local } from '../../2-check/types/bound.ts';
import type { BoundStatement } from '../../2-check/types/bound-statement.ts';
import { at, braces, type Code, code, type Js, level, mapped, text, typeOnly } from './code.ts';
import { emitResult } from './conversion.ts';
import { emit, emitEffect } from './expression.ts';
import { declareLocal } from './lambda.ts';
import { emitLocalFunction } from './local-function.ts';
import { localsOf } from './locals.ts';
import { emitDo, emitFor, emitForeach, emitWhile, jumpCode } from './loop.ts';
import { emitMachine, hasLabels } from './machine.ts';
import { emitReceiver, neverNull } from './null-check.ts';
import type { EmitScope } from './scope.ts';
import { emitGotoSection, emitSwitch } from './switch.ts';
import { emitTry, emitUsing } from './try.ts';
import { Unsupported } from './unsupported.ts';

type Block = BoundStatement & { readonly kind: 'block' };

/** The lines of a block, without its braces. Variables that expressions declare come before the statement that uses them. */
export function blockLines(scope: EmitScope, block: Block): Code[] {
  return hasLabels(block) ? emitMachine(scope, block) : statementLines(scope, block.statements);
}

export function statementLines(scope: EmitScope, statements: readonly BoundStatement[]): Code[] {
  return statements.flatMap((statement) => [...declared(scope, statement), ...emitStatement(scope, statement)]);
}

/** Declarations of the variables in a statement's own expressions, which belong to the block around it. */
export const declared = (scope: EmitScope, statement: BoundStatement): Code[] =>
  ownLocals(statement).map((local) => declareLocal(scope, local));

export function ownLocals(statement: BoundStatement): Local[] {
  return expressionsOf(statement).flatMap((value) => localsOf(value));
}

function expressionsOf(statement: BoundStatement): readonly Bound[] {
  switch (statement.kind) {
    case 'declare':
    case 'expression':
    case 'return':
    case 'throw':
    case 'yield':
      return statement.value === undefined ? [] : [statement.value];
    case 'if':
    case 'do':
      return [statement.test];
    case 'switch':
      return [statement.value];
    case 'label':
      return expressionsOf(statement.body);
    default:
      return [];
  }
}

/** The body of a loop or branch, in braces, after some first lines. */
export function bodyOf(scope: EmitScope, statement: BoundStatement, first: readonly Code[] = []): Code {
  const lines = statement.kind === 'block' ? blockLines(scope, statement) : statementLines(scope, [statement]);
  return braces([...first, ...lines]);
}

/** One statement, as lines. */
export function emitStatement(scope: EmitScope, statement: BoundStatement): Code[] {
  const { span } = statement;
  switch (statement.kind) {
    case 'block':
      return [bodyOf(scope, statement)];
    case 'declare':
      return emitDeclared(scope, statement.local, statement.value);
    case 'expression':
      return [code`${emitEffect(scope, statement.value).code};`];
    case 'return':
      return [statement.value === undefined ? text('return;') : mapped(code`return ${returned(scope, statement.value).code};`, span)];
    case 'if':
      return [emitIf(scope, statement)];
    case 'while':
      return emitWhile(scope, statement);
    case 'do':
      return emitDo(scope, statement);
    case 'for':
      return emitFor(scope, statement);
    case 'foreach':
      return emitForeach(scope, statement);
    case 'switch':
      return emitSwitch(scope, statement);
    case 'break':
    case 'continue':
      return [jumpCode(scope, statement.kind)];
    case 'goto-section':
      return emitGotoSection(scope, statement.target);
    case 'goto': {
      const machine = scope.machine(statement.label);
      if (machine === undefined) throw new Unsupported('this goto');
      machine.jump.named = true;
      return [text(`${machine.state} = ${machine.at};`), text(`continue ${machine.jump.name};`)];
    }
    case 'label':
      return emitStatement(scope, statement.body);
    case 'throw':
      if (statement.value === undefined) return [text(`throw ${scope.caughtName() ?? 'undefined'};`)];
      return [code`throw ${emitReceiver(scope, statement.value)};`];
    case 'try':
      return emitTry(scope, statement);
    case 'using':
      return emitUsing(scope, statement);
    case 'yield':
      return [statement.value === undefined ? text('return;') : code`yield ${at(emit(scope, statement.value), level.assign)};`];
    case 'function':
      return [emitLocalFunction(scope, statement)];
    case 'empty':
      return [];
    case 'error':
      throw new Unsupported('a statement that is wrong');
  }
}

/** A declaration. What an initializer does with a new object stands in lines of its own. */
function emitDeclared(scope: EmitScope, local: Local, value: Bound | undefined): Code[] {
  if (value?.kind !== 'initialized' || value.result !== undefined || scope.isShared(local)) return [emitDeclaration(scope, local, value)];
  const first = emitDeclaration(scope, local, value.object);
  scope.alias(value.value, scope.read(local) ?? emit(scope, value.object));
  scope.proven.add(value.value);
  return [first, ...value.steps.map((each) => code`${emitEffect(scope, each).code};`)];
}

/** `const $x: T = value;`, `let` where it is written again, a Ref where it is handed on by reference. */
export function emitDeclaration(scope: EmitScope, local: Local, value: Bound | undefined): Code {
  if (value === undefined) return declareLocal(scope, local);
  // A lambda may call itself by the variable's name, so the name comes first.
  const name = scope.name(local);
  const js = emit(scope, value);
  const type = scope.type(local.type);
  if (scope.isShared(local)) {
    const ref = scope.output.importType('dotnet/values', 'Ref');
    return [text(`const ${name}`), typeOnly(`: ${ref}<${type}>`), code` = { value: ${js} };`];
  }
  const keyword = scope.usage.written.has(local) ? 'let' : 'const';
  // A constant that is not null now is never null.
  if (keyword === 'const' && neverNull(value)) scope.proven.add(local);
  return [text(`${keyword} ${name}`), typeOnly(`: ${type}`), code` = ${at(js, level.assign)};`];
}

const returned = (scope: EmitScope, value: Bound): Js => (scope.parent === undefined ? emitResult(scope, value) : emit(scope, value));

function emitIf(scope: EmitScope, statement: BoundStatement & { readonly kind: 'if' }): Code {
  const test = emit(scope, statement.test);
  const head = code`if (${test.code}) ${bodyOf(scope, statement.whenTrue)}`;
  const { whenFalse } = statement;
  if (whenFalse === undefined) return head;
  const isChain = whenFalse.kind === 'if' && ownLocals(whenFalse).length === 0;
  return isChain ? code`${head} else ${emitIf(scope, whenFalse)}` : code`${head} else ${bodyOf(scope, whenFalse)}`;
}

import type { BoundCatch, BoundStatement } from '../../2-check/types/bound-statement.ts';
import { quote } from '../document/quote.ts';
import { at, braces, type Code, code, type Js, level, operator, primary, text } from './code.ts';
import { emit, emitEffect } from './expression.ts';
import { declareLocal } from './lambda.ts';
import { neverNull } from './null-check.ts';
import type { EmitScope } from './scope.ts';
import { blockLines, bodyOf, emitStatement } from './statement.ts';

type Node<K extends BoundStatement['kind']> = Extract<BoundStatement, { readonly kind: K }>;

/** `try`: JavaScript has one `catch`, so the clauses become a chain inside it. What is no .NET exception passes through. */
export function emitTry(scope: EmitScope, node: Node<'try'>): Code[] {
  const body = bodyOf(scope, node.body);
  const caught = node.catches.length === 0 ? [] : emitCatches(scope, node.catches);
  const last = node.finally === undefined ? [] : code` finally ${bodyOf(scope, node.finally)}`;
  return [code`try ${body}${caught}${last}`];
}

function emitCatches(scope: EmitScope, catches: readonly BoundCatch[]): Code {
  const thrown = scope.fresh('thrown');
  const error = scope.fresh('error');
  const outer = scope.caught;
  scope.caught = error;
  const lines: Code[] = [code`const ${error} = ${scope.output.import('dotnet/support/throwing', 'caught')}(${thrown});`];
  let chain: Code = [];
  let takesAll = false;
  for (const each of catches) {
    const test = catchTest(scope, each, error);
    for (const local of each.locals) lines.push(declareLocal(scope, local));
    if (each.local !== undefined) scope.alias(each.local, { code: text(error), level: level.primary });
    const condition =
      each.when === undefined
        ? test
        : test === undefined
          ? emit(scope, each.when)
          : operator(test, '&&', emit(scope, each.when), level.and);
    const body = each.body.kind === 'block' ? blockLines(scope, each.body) : emitStatement(scope, each.body);
    if (condition === undefined) {
      chain = chain.length === 0 ? [] : code`${chain} else ${braces(body)}`;
      if (chain.length === 0) lines.push(...body);
      takesAll = true;
      break;
    }
    chain = chain.length === 0 ? code`if (${condition.code}) ${braces(body)}` : code`${chain} else if (${condition.code}) ${braces(body)}`;
  }
  if (chain.length > 0) lines.push(takesAll ? chain : code`${chain} else throw ${error};`);
  scope.caught = outer;
  return code` catch (${thrown}) ${braces(lines)}`;
}

/** Whether a clause takes the exception; undefined when it takes all. */
function catchTest(scope: EmitScope, clause: BoundCatch, error: string): Js | undefined {
  const { type } = clause;
  if (type === undefined || type.kind !== 'named' || type.definition.fullName === 'System.Exception') return undefined;
  return primary(code`${scope.output.import('dotnet/exceptions', 'isException')}(${error}.typeName, ${quote(type.definition.fullName)})`);
}

/** `using`: the body in a `try` whose `finally` gives the resource back. */
export function emitUsing(scope: EmitScope, node: Node<'using'>): Code[] {
  const lines: Code[] = [];
  const names = new Set(node.resources.flatMap((each) => (each.kind === 'declare' ? [each.local] : [])));
  for (const local of node.locals) if (!names.has(local)) lines.push(declareLocal(scope, local));
  for (const each of node.resources) lines.push(...emitStatement(scope, each));
  if (node.disposals.length === 0) return [braces([...lines, ...bodyLines(scope, node.body)])];
  const disposals = node.disposals.map((dispose) => {
    const receiver = dispose.kind === 'call' ? dispose.receiver : undefined;
    const held = receiver?.kind === 'local' ? receiver : undefined;
    if (held !== undefined) scope.proven.add(held.local);
    const called = code`${emitEffect(scope, dispose).code};`;
    if (held === undefined || neverNull(held)) return called;
    return code`if (${at(emit(scope, held), level.equality)} !== null) ${called}`;
  });
  // Inside the body the resource may be null as anything may.
  for (const local of names) scope.proven.delete(local);
  return [braces([...lines, code`try ${braces(bodyLines(scope, node.body))} finally ${braces(disposals)}`])];
}

const bodyLines = (scope: EmitScope, body: BoundStatement): Code[] =>
  body.kind === 'block' ? blockLines(scope, body) : emitStatement(scope, body);

import type { Local } from '../../2-check/types/bound.ts';
import type { BoundStatement } from '../../2-check/types/bound-statement.ts';
import { specialOf } from '../../2-check/types/type.ts';
import { at, braces, type Code, code, type Js, level, list, primary, text, typeOnly } from './code.ts';
import { emit, emitEffect } from './expression.ts';
import { declareLocal, step } from './lambda.ts';
import { localsOf } from './locals.ts';
import { emitReceiver } from './null-check.ts';
import type { EmitScope, Jump } from './scope.ts';
import { blockLines, bodyOf, emitDeclaration, statementLines } from './statement.ts';
import { Unsupported } from './unsupported.ts';

type Node<K extends BoundStatement['kind']> = Extract<BoundStatement, { readonly kind: K }>;

/** `break` or `continue`, with a label where a switch or another loop of ours stands in between. */
export function jumpCode(scope: EmitScope, kind: 'break' | 'continue'): Code {
  const { jumps } = scope;
  const index = jumps.findLastIndex((jump) => (kind === 'break' ? jump.kind !== 'machine' : jump.kind === 'loop'));
  const target = jumps[index];
  if (target === undefined) throw new Unsupported(`a ${kind} here`);
  // `continue` passes switches by itself; `break` does not, and neither passes a loop.
  const between = jumps.slice(index + 1);
  const isPlain = kind === 'break' ? between.length === 0 : between.every((jump) => jump.kind === 'switch');
  if (isPlain) return text(`${kind};`);
  target.named = true;
  return text(`${kind} ${target.name};`);
}

/** Writes something that jumps can name; the label stands only where one does. */
export function labelled(scope: EmitScope, kind: Jump['kind'], write: (jump: Jump) => Code): Code {
  const jump: Jump = { kind, name: scope.fresh(kind === 'switch' ? 'choice' : kind), named: false };
  scope.jumps.push(jump);
  const written = write(jump);
  scope.jumps.pop();
  return jump.named ? code`${jump.name}: ${written}` : written;
}

/** Every turn spends a step. */
const turn = (scope: EmitScope): Code => [...step(scope), { text: ';' }];

const inBraces = (declared: readonly Code[], loop: Code): Code[] => (declared.length === 0 ? [loop] : [braces([...declared, loop])]);

export function emitWhile(scope: EmitScope, node: Node<'while'>): Code[] {
  const declared = node.locals.map((local) => declareLocal(scope, local));
  return inBraces(
    declared,
    labelled(scope, 'loop', () => {
      const test = emit(scope, node.test);
      return code`while (${test.code}) ${bodyOf(scope, node.body, [turn(scope)])}`;
    }),
  );
}

export function emitDo(scope: EmitScope, node: Node<'do'>): Code[] {
  return [
    labelled(scope, 'loop', () => {
      const body = bodyOf(scope, node.body, [turn(scope)]);
      return code`do ${body} while (${emit(scope, node.test).code});`;
    }),
  ];
}

export function emitFor(scope: EmitScope, node: Node<'for'>): Code[] {
  const { init, test, update } = node;
  const declares = init.filter((each) => each.kind === 'declare');
  const others = init.filter((each) => each.kind !== 'declare');
  const inHead = new Set<Local>(declares.map((each) => each.local));
  const hoisted = node.locals.filter((local) => !inHead.has(local) && local.kind !== 'constant');
  // One variable for all turns, as in C#: where a lambda holds it, or a Ref, it stands before the loop.
  const isPlain = declares.every(({ local }) => !scope.usage.captured.has(local) && !scope.isShared(local)) && hoisted.length === 0;
  const before: Code[] = hoisted.map((local) => declareLocal(scope, local));
  let head: Code = [];
  if (isPlain && declares.length > 0) {
    const parts = declares.map(({ local, value }) => {
      const name = scope.name(local);
      const type = typeOnly(`${value === undefined ? '!' : ''}: ${scope.type(local.type)}`);
      return value === undefined ? [text(name), type] : [text(name), type, code` = ${at(emit(scope, value), level.assign)}`];
    });
    head = code`let ${list(parts)}`;
  } else {
    before.push(...declares.map(({ local, value }) => emitDeclaration(scope, local, value)));
    head = list(others.flatMap((each) => (each.kind === 'expression' ? [emitEffect(scope, each.value)] : [])));
  }
  const loop = labelled(scope, 'loop', () => {
    const condition = test === undefined ? text('') : emit(scope, test).code;
    const body = bodyOf(scope, node.body, [turn(scope)]);
    const steps = list(update.map((each) => emitEffect(scope, each)));
    return code`for (${head}; ${condition}; ${steps}) ${body}`;
  });
  return inBraces(before, loop);
}

export function emitForeach(scope: EmitScope, node: Node<'foreach'>): Code[] {
  const { local, value, item, parts } = node;
  const source = sourceOf(scope, node);
  const isDirect = local !== undefined && value.kind === 'local' && value.local === item && !scope.isShared(local);
  const loop = labelled(scope, 'loop', () => {
    const first: Code[] = [turn(scope)];
    let name: string;
    if (isDirect && local !== undefined) name = scope.name(local);
    else {
      name = scope.fresh('item');
      scope.alias(item, { code: text(name), level: level.primary });
      if (local !== undefined) first.push(emitDeclaration(scope, local, value));
      if (parts !== undefined) {
        first.push(...localsOf(parts).map((each) => declareLocal(scope, each)));
        first.push(code`${emit(scope, parts).code};`);
      }
    }
    const lines = node.body.kind === 'block' ? blockLines(scope, node.body) : statementLines(scope, [node.body]);
    return code`for (const ${name} of ${at(source, level.assign)}) ${braces([...first, ...lines])}`;
  });
  return [loop];
}

/** What `for (… of …)` goes through. A string counts by UTF-16 units, also where only its interface is known. */
function sourceOf(scope: EmitScope, node: Node<'foreach'>): Js {
  const source = emitReceiver(scope, node.source);
  if (node.over === 'string') return primary(code`${scope.output.import('dotnet/iterate', 'chars')}(${source})`);
  if (node.over === 'enumerator') return primary(code`${scope.output.import('dotnet/support/steps', 'steps')}(${source})`);
  const mayBeString = node.over === 'enumerable' && ['char', 'object'].includes(specialOf(node.item.type) ?? '');
  return mayBeString ? primary(code`${scope.output.import('dotnet/iterate', 'iterate')}(${source})`) : source;
}

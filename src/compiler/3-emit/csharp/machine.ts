import type { Local } from '../../2-check/types/bound.ts';
import type { BoundStatement, Label } from '../../2-check/types/bound-statement.ts';
import { endReachable } from '../../2-check/types/flow.ts';
import { at, braces, type Code, code, level, text } from './code.ts';
import { emit } from './expression.ts';
import { declareLocal, step } from './lambda.ts';
import { labelled } from './loop.ts';
import type { EmitScope } from './scope.ts';
import { emitStatement, ownLocals } from './statement.ts';

type Block = BoundStatement & { readonly kind: 'block' };

export const hasLabels = (block: Block): boolean => block.statements.some((statement) => statement.kind === 'label');

/**
 * A block with labels: JavaScript has no goto, so its statements become the cases of a switch inside a loop. A jump sets the state and
 * starts the loop again. All variables stand before it, since they outlive a turn.
 */
export function emitMachine(scope: EmitScope, block: Block): Code[] {
  const state = scope.fresh('state');
  const declares = block.statements
    .map(unlabelled)
    .flatMap((statement) => [...(statement.kind === 'declare' ? [statement.local] : []), ...ownLocals(statement)]);
  const before = [...new Set<Local>(declares)].map((local) => declareLocal(scope, local));
  const functions = block.statements
    .filter((statement) => statement.kind === 'function')
    .flatMap((statement) => emitStatement(scope, statement));
  const machine = labelled(scope, 'machine', (jump) => {
    for (const [i, { labels }] of segments(block).entries()) for (const label of labels) scope.machines.set(label, { jump, state, at: i });
    jump.named = true;
    const all = segments(block);
    const cases = all.map(({ statements }, i) => {
      const lines = statements.flatMap((statement) => segmentStatement(scope, statement));
      // Running on into the next segment is a jump like any other.
      const end = i === all.length - 1 ? [text(`break ${jump.name};`)] : [text(`${state} = ${i + 1};`), text(`continue ${jump.name};`)];
      const runsOn = endReachable({ kind: 'block', span: block.span, locals: [], statements });
      return code`case ${String(i)}: ${braces(runsOn ? [...lines, ...end] : lines)}`;
    });
    return code`for (;;) ${braces([[...step(scope), { text: ';' } as const], code`switch (${state}) ${braces(cases)}`])}`;
  });
  return [...before, ...functions, text(`let ${state} = 0;`), machine];
}

function unlabelled(statement: BoundStatement): BoundStatement {
  return statement.kind === 'label' ? unlabelled(statement.body) : statement;
}

/** Statements between labels, with the labels that lead to them. */
function segments(block: Block): { readonly labels: Label[]; readonly statements: BoundStatement[] }[] {
  const found: { labels: Label[]; statements: BoundStatement[] }[] = [{ labels: [], statements: [] }];
  for (const statement of block.statements) {
    let inner = statement;
    if (inner.kind === 'label') {
      const labels: Label[] = [];
      while (inner.kind === 'label') {
        labels.push(inner.label);
        inner = inner.body;
      }
      found.push({ labels, statements: [] });
    }
    found.at(-1)?.statements.push(inner);
  }
  return found;
}

/** A declaration became an assignment; functions stand before the machine. */
function segmentStatement(scope: EmitScope, statement: BoundStatement): Code[] {
  if (statement.kind === 'function') return [];
  if (statement.kind !== 'declare') return emitStatement(scope, statement);
  const target = scope.read(statement.local);
  if (statement.value === undefined || target === undefined) return [];
  return [code`${target} = ${at(emit(scope, statement.value), level.assign)};`];
}

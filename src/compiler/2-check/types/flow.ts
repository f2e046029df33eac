import type { Bound, Local, LocalFunction } from './bound.ts';
import type { BoundStatement, Label } from './bound-statement.ts';
import { flowExpression, flowTest } from './flow-expression.ts';
import { assignedIn, outerReads } from './flow-locals.ts';
import { fallsOut, fallsThrough, unassigned } from './flow-messages.ts';
import { assign, dead, isAssigned, join, type State, withAssigned } from './flow-state.ts';
import { isExhaustive, mayMatch } from './flow-switch.ts';
import { Sink } from './sink.ts';

/**
 * Walks a finished tree the way the code would run: finds what can be reached and which variables surely have values (C# standard
 * §9.4, §13.2). Loops need no second round, since a way back can only have assigned more.
 */
export class Flow {
  readonly #sink: Sink;
  readonly #told = new Set<Local>();
  readonly #ends = new Map<'break' | 'continue', State[]>();
  readonly #labels = new Map<Label, State>();
  readonly #assignedBy = new Map<LocalFunction, ReadonlySet<Local>>();

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  read(state: State, local: Local, span: Bound['span']): void {
    if (local.kind !== 'variable' && local.kind !== 'out-parameter') return;
    if (isAssigned(state, local) || this.#told.has(local)) return;
    this.#told.add(local);
    this.#sink.report(unassigned, span, { name: local.name }, { cs: 'CS0165' });
  }

  /** The body of a lambda: it may run at any time after this, and what it assigns is not known to have happened. */
  lambda(
    state: State,
    body: { readonly kind: 'value'; readonly value: Bound } | { readonly kind: 'block'; readonly block: BoundStatement },
  ): void {
    const inside = new Map(this.#ends);
    this.#ends.clear();
    if (body.kind === 'value') flowExpression(this, body.value, state);
    else this.statement(body.block, state);
    this.#ends.clear();
    for (const [kind, states] of inside) this.#ends.set(kind, states);
  }

  /** What a call of a local function assigns in the variables around it. */
  called(state: State, target: LocalFunction): State {
    let after = state;
    for (const local of this.#assignedBy.get(target) ?? []) after = assign(after, local);
    return after;
  }

  statements(all: readonly BoundStatement[], start: State): State {
    let state = start;
    for (const each of all) if (each.kind === 'function') this.#assignedBy.set(each.target, assignedIn(each.body));
    for (const each of all) state = this.statement(each, state);
    return state;
  }

  statement(node: BoundStatement, state: State): State {
    switch (node.kind) {
      case 'block':
        return this.statements(node.statements, state);
      case 'declare': {
        const after = node.value === undefined ? state : flowExpression(this, node.value, state);
        return node.value === undefined ? after : assign(after, node.local);
      }
      case 'expression':
        return flowExpression(this, node.value, state);
      case 'return':
      case 'throw':
        if (node.value !== undefined) flowExpression(this, node.value, state);
        return dead;
      case 'if': {
        const { yes, no } = flowTest(this, node.test, state);
        const then = this.statement(node.whenTrue, yes);
        return join(then, node.whenFalse === undefined ? no : this.statement(node.whenFalse, no));
      }
      case 'while': {
        const { yes, no } = flowTest(this, node.test, state);
        return this.#loop((breaks) => {
          this.statement(node.body, yes);
          return breaks.reduce(join, no);
        });
      }
      case 'do':
        return this.#loop((breaks, continues) => {
          const end = continues.reduce(join, this.statement(node.body, state));
          return breaks.reduce(join, flowTest(this, node.test, continues.reduce(join, end)).no);
        });
      case 'for': {
        const start = this.statements(node.init, state);
        const { yes, no } = node.test === undefined ? { yes: start, no: dead } : flowTest(this, node.test, start);
        return this.#loop((breaks, continues) => {
          let end = this.statement(node.body, yes);
          end = continues.reduce(join, end);
          for (const update of node.update) end = flowExpression(this, update, end);
          return breaks.reduce(join, no);
        });
      }
      case 'foreach': {
        let inside = assign(flowExpression(this, node.source, state), node.item);
        const after = inside;
        if (node.local !== undefined) inside = assign(inside, node.local);
        if (node.parts !== undefined) inside = flowExpression(this, node.parts, inside);
        return this.#loop((breaks) => {
          this.statement(node.body, inside);
          return breaks.reduce(join, after);
        });
      }
      case 'switch':
        return this.#switch(node, state);
      case 'break':
      case 'continue':
        this.#ends.get(node.kind)?.push(state);
        return dead;
      case 'goto': {
        const known = this.#labels.get(node.label);
        this.#labels.set(node.label, known === undefined ? state : join(known, state));
        return dead;
      }
      case 'goto-section':
        return dead;
      case 'label':
        return this.statement(node.body, join(state, this.#labels.get(node.label) ?? dead));
      case 'try':
        return this.#try(node, state);
      case 'using': {
        const start = this.statements(node.resources, state);
        return this.statement(node.body, start);
      }
      case 'yield':
        return node.value === undefined ? dead : flowExpression(this, node.value, state);
      case 'function': {
        // Its variables from outside are looked at where it is called; here they count as assigned.
        const around = { live: true, assigned: new Set([...state.assigned, ...outerReads(node.body)]) };
        this.lambda(around, node.body);
        return state;
      }
      case 'empty':
      case 'error':
        return state;
    }
  }

  #loop(run: (breaks: State[], continues: State[]) => State): State {
    const [breaks, continues]: [State[], State[]] = [[], []];
    const before = new Map(this.#ends);
    this.#ends.set('break', breaks).set('continue', continues);
    const end = run(breaks, continues);
    this.#restore(before);
    return end;
  }

  #restore(before: ReadonlyMap<'break' | 'continue', State[]>): void {
    this.#ends.clear();
    for (const [kind, states] of before) this.#ends.set(kind, states);
  }

  #switch(node: BoundStatement & { readonly kind: 'switch' }, state: State): State {
    const start = assign(flowExpression(this, node.value, state), node.subject);
    const breaks: State[] = [];
    const before = new Map(this.#ends);
    this.#ends.set('break', breaks);
    for (const [i, section] of node.sections.entries()) {
      let entry: State = dead;
      for (const label of section.labels) {
        if (!mayMatch(node, label)) continue;
        if (label.kind === 'default') {
          entry = join(entry, start);
          continue;
        }
        let matched = start;
        if ('local' in label.pattern && label.pattern.local !== undefined) matched = assign(matched, label.pattern.local);
        entry = join(entry, label.when === undefined ? matched : flowTest(this, label.when, matched).yes);
      }
      const end = this.statements(section.statements, entry);
      if (!end.live) continue;
      const isLast = i === node.sections.length - 1;
      this.#sink.report(isLast ? fallsOut : fallsThrough, section.span, {}, { cs: isLast ? 'CS8070' : 'CS0163' });
    }
    this.#restore(before);
    return breaks.reduce(join, isExhaustive(node) ? dead : start);
  }

  #try(node: BoundStatement & { readonly kind: 'try' }, state: State): State {
    let after = this.statement(node.body, state);
    for (const each of node.catches) {
      let start = state;
      if (each.local !== undefined) start = assign(start, each.local);
      if (each.when !== undefined) start = flowTest(this, each.when, start).yes;
      after = join(after, this.statement(each.body, start));
    }
    if (node.finally === undefined) return after;
    const end = this.statement(node.finally, state.live ? state : dead);
    return end.live ? withAssigned(after, end) : dead;
  }
}

const start: State = { live: true, assigned: new Set() };

/** Whether the end of a block can be reached; nothing is reported. */
export const endReachable = (block: BoundStatement): boolean => new Flow(Sink.silent()).statement(block, start).live;

/** Checks a whole body and reports what is read without a value. Returns whether its end can be reached. */
export function checkFlow(
  sink: Sink,
  body: { readonly kind: 'value'; readonly value: Bound } | { readonly kind: 'block'; readonly block: BoundStatement },
): boolean {
  const flow = new Flow(sink);
  return body.kind === 'value' ? flowExpression(flow, body.value, start).live : flow.statement(body.block, start).live;
}

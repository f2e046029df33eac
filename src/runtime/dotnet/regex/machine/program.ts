import { firstOf, leadingAnchor, minLength } from '../analysis.ts';
import type { CharSet } from '../characters/char-set.ts';
import { endless, type Node, type Pattern } from '../pattern.ts';
import * as op from './instructions.ts';

/** What the matcher runs. */
export interface Program {
  readonly code: Int32Array;
  readonly sets: readonly CharSet[];
  /** For each set 128 places that say whether an ASCII unit is in it. */
  readonly ascii: Uint8Array;
  readonly groups: number;
  /** Groups have the first registers. */
  readonly registers: number;
  readonly rightToLeft: boolean;
  /** The set that every match begins with, when it is known and reading goes to the right. */
  readonly first: number | undefined;
  readonly anchor: 'beginning' | 'start' | undefined;
  readonly minLength: number;
}

/** The Pattern as a program. */
export function compileProgram(pattern: Pattern): Program {
  const { body, rightToLeft } = pattern;
  const writer = new Writer(pattern.groups.length);
  writer.node(body, rightToLeft ? -1 : 1);
  writer.emit(op.SUCCEED);
  const first = firstOf(body);
  return {
    first: rightToLeft || first.nullable ? undefined : writer.set(first.set),
    anchor: rightToLeft ? undefined : leadingAnchor(body),
    code: Int32Array.from(writer.code),
    sets: writer.sets,
    ascii: asciiTable(writer.sets),
    groups: pattern.groups.length,
    registers: writer.registers,
    rightToLeft,
    minLength: minLength(body),
  };
}

function asciiTable(sets: readonly CharSet[]): Uint8Array {
  const table = new Uint8Array(sets.length * 128);
  for (const [i, { ranges }] of sets.entries())
    for (let r = 0; r < ranges.length && (ranges[r] ?? 0) < 128; r += 2)
      table.fill(1, i * 128 + (ranges[r] ?? 0), i * 128 + Math.min(ranges[r + 1] ?? 0, 127) + 1);
  return table;
}

class Writer {
  readonly code: number[] = [];
  readonly sets: CharSet[] = [];
  registers: number;

  constructor(groups: number) {
    this.registers = groups;
  }

  /** Writes an instruction and tells where it stands. */
  emit(operation: number, a = 0, b = 0, c = 0, d = 0): number {
    const at = this.code.length;
    this.code.push(operation, a, b, c, d);
    return at;
  }

  set(set: CharSet): number {
    this.sets.push(set);
    return this.sets.length - 1;
  }

  /** Sets operand `place` (1 is a) of an instruction to the place of the next one. */
  #here(at: number, place: number): void {
    this.code[at + place] = this.code.length;
  }

  #pair(): number {
    this.registers += 2;
    return this.registers - 2;
  }

  node(node: Node, direction: number): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'set': {
        const { single } = node.set;
        if (single === undefined) this.emit(op.SET, this.set(node.set), direction);
        else this.emit(op.UNIT, single, direction);
        return;
      }
      case 'sequence':
        for (const item of direction > 0 ? node.items : [...node.items].reverse()) this.node(item, direction);
        return;
      case 'choice':
        this.#choice(node.branches, direction);
        return;
      case 'loop':
        this.#loop(node, direction);
        return;
      case 'capture': {
        const mark = this.registers++;
        this.emit(op.MARK, mark);
        this.node(node.body, direction);
        this.emit(op.CAPTURE, node.group ?? -1, node.released ?? -1, mark);
        return;
      }
      case 'atomic': {
        const pair = this.#pair();
        this.emit(op.ONCE, pair, -1);
        this.node(node.body, direction);
        this.emit(op.ATOMIC_END, pair);
        return;
      }
      case 'look':
        this.#look(node.body, node.behind ? -1 : 1, node.negative);
        return;
      case 'reference':
        this.emit(op.REFERENCE, node.group, direction, node.ignoreCase ? 1 : 0, node.emptyIfUnset ? 1 : 0);
        return;
      case 'ifGroup':
        this.#twoWays(this.emit(op.IF_SET, node.group), node, direction);
        return;
      case 'ifMatch': {
        const pair = this.#pair();
        const test = this.emit(op.ONCE, pair);
        this.node(node.condition, direction);
        this.emit(op.LOOK_END, pair);
        this.#twoWays(test, node, direction);
        return;
      }
      case 'anchor':
        this.emit(op.ANCHOR, op.anchors.indexOf(node.at));
    }
  }

  /** Both branches of a condition; operand b of the instruction at `test` leads to the second. */
  #twoWays(test: number, { yes, no }: { readonly yes: Node; readonly no: Node }, direction: number): void {
    this.node(yes, direction);
    const end = this.emit(op.JUMP);
    this.#here(test, 2);
    this.node(no, direction);
    this.#here(end, 1);
  }

  #choice(branches: readonly Node[], direction: number): void {
    const ends: number[] = [];
    for (const [i, branch] of branches.entries()) {
      if (i === branches.length - 1) this.node(branch, direction);
      else {
        const split = this.emit(op.SPLIT);
        this.node(branch, direction);
        ends.push(this.emit(op.JUMP));
        this.#here(split, 1);
      }
    }
    for (const end of ends) this.#here(end, 1);
  }

  #look(body: Node, direction: number, negative: boolean): void {
    const pair = this.#pair();
    const start = this.emit(op.ONCE, pair, -1);
    this.node(body, direction);
    this.emit(negative ? op.NEGATIVE_END : op.LOOK_END, pair);
    if (negative) this.#here(start, 2);
  }

  #loop(node: Extract<Node, { kind: 'loop' }>, direction: number): void {
    const { body, min, lazy } = node;
    const max = node.max === endless ? -1 : node.max;
    if (body.kind === 'set') {
      this.emit(lazy ? op.LAZY_RUN : op.RUN, this.set(body.set), direction, min, max);
      return;
    }
    // Turns that are never empty need no counting when there is no limit but "none" or "one".
    const uncounted = minLength(body) > 0 && min <= 1 && (max === -1 || (min === 0 && max === 1));
    if (!uncounted) this.#counted(node, max, direction);
    else if (min === 1) this.#atLeastOnce(body, lazy, direction);
    else this.#optional(body, lazy, max === -1, direction);
  }

  #counted({ body, min, lazy }: Extract<Node, { kind: 'loop' }>, max: number, direction: number): void {
    const pair = this.#pair();
    this.emit(op.LOOP_START, pair);
    const head = this.emit(lazy ? op.LAZY_LOOP : op.LOOP, pair, min, max);
    this.node(body, direction);
    this.emit(op.JUMP, head);
    this.#here(head, 4);
  }

  #atLeastOnce(body: Node, lazy: boolean, direction: number): void {
    const head = this.code.length;
    this.node(body, direction);
    if (lazy) this.emit(op.SPLIT, head);
    else {
      const split = this.emit(op.SPLIT);
      this.emit(op.JUMP, head);
      this.#here(split, 1);
    }
  }

  #optional(body: Node, lazy: boolean, repeats: boolean, direction: number): void {
    const head = this.emit(op.SPLIT);
    const skip = lazy ? this.emit(op.JUMP) : undefined;
    if (skip !== undefined) this.#here(head, 1);
    this.node(body, direction);
    if (repeats) this.emit(op.JUMP, head);
    this.#here(skip ?? head, 1);
  }
}

import type { Budget } from '../../../budget.ts';
import { lowerUnit } from '../characters/case.ts';
import { holds } from './anchor.ts';
import * as op from './instructions.ts';
import type { Program } from './program.ts';
import { Stack } from './stack.ts';

/** Numbers of a choice: instruction, position, sizes of trail and captures, and what the instruction keeps for itself. */
const choiceSize = 5;
/** What a choice keeps that only leads to an instruction. */
const plain = -2;

/** One capture of a group, and the one before it. */
interface CaptureLink {
  readonly start: number;
  readonly end: number;
  readonly before: number;
}

/**
 * A backtracking matcher with the semantics of .NET: captures of one group pile up, look-behinds read to the left, an empty turn
 * ends a loop. It has stacks of its own instead of recursion and pays the budget for every instruction, so that no pattern and no
 * input can stop the process.
 *
 * Registers change in place; the trail keeps what they were, and a choice keeps how long the trail was.
 */
export class Matcher {
  readonly #program: Program;
  readonly #text: string;
  readonly #origin: number;
  readonly #budget: Budget;
  readonly #registers: Int32Array;
  readonly #choices: Stack;
  readonly #trail: Stack;
  #captures: CaptureLink[] = [];
  #steps = 0;

  constructor(program: Program, text: string, origin: number, budget: Budget) {
    this.#program = program;
    this.#text = text;
    this.#origin = origin;
    this.#budget = budget;
    this.#registers = new Int32Array(program.registers).fill(-1);
    this.#choices = new Stack(budget);
    this.#trail = new Stack(budget);
  }

  /** Finds the first match at `from` or further on in reading direction; undefined when there is none. */
  find(from: number): Captures | undefined {
    const { rightToLeft, anchor } = this.#program;
    if (rightToLeft) {
      for (let at = from; at >= 0; at--) {
        const found = this.at(at);
        if (found !== undefined) return found;
      }
      return this.#pay(undefined);
    }
    const last = this.#text.length - this.#program.minLength;
    for (let at = this.#skip(from); at <= last; at = this.#skip(at + 1)) {
      const found = this.at(at);
      if (found !== undefined) return found;
      if (anchor !== undefined && at >= (anchor === 'beginning' ? 0 : this.#origin)) break;
    }
    return this.#pay(undefined);
  }

  /** Matches at one position only. */
  at(start: number): Captures | undefined {
    const registers = this.#registers.fill(-1);
    this.#choices.size = 0;
    this.#trail.size = 0;
    this.#captures = [];
    const end = this.#run(start);
    if (end < 0) return undefined;
    const groups = Array.from({ length: this.#program.groups }, (_, group) => this.#listOf(registers[group] ?? -1));
    groups[0] = [Math.min(start, end), Math.max(start, end)];
    return this.#pay(groups);
  }

  #pay<T>(result: T): T {
    this.#budget.step(this.#steps);
    this.#steps = 0;
    return result;
  }

  /** The first position from `at` on where the first unit fits. */
  #skip(at: number): number {
    const { first } = this.#program;
    if (first === undefined) return at;
    const text = this.#text;
    let i = at;
    while (i < text.length && !this.#inSet(first, text.charCodeAt(i))) i++;
    this.#steps += (i - at) >> 3;
    return i;
  }

  #inSet(set: number, unit: number): boolean {
    if (unit < 128) return this.#program.ascii[set * 128 + unit] === 1;
    return this.#program.sets[set]?.has(unit) ?? false;
  }

  /** The captures behind a link, oldest first, as starts and ends one after the other. */
  #listOf(link: number): number[] {
    const list: number[] = [];
    for (let capture = this.#captures[link]; capture !== undefined; capture = this.#captures[capture.before])
      list.push(capture.end, capture.start);
    return list.reverse();
  }

  #setRegister(register: number, value: number): void {
    const trail = this.#trail;
    trail.reserve(2);
    trail.items[trail.size++] = register;
    trail.items[trail.size++] = this.#registers[register] ?? -1;
    this.#registers[register] = value;
  }

  #choose(instruction: number, at: number, kept: number): void {
    const choices = this.#choices;
    choices.reserve(choiceSize);
    const { items } = choices;
    items[choices.size++] = instruction;
    items[choices.size++] = at;
    items[choices.size++] = this.#trail.size;
    items[choices.size++] = this.#captures.length;
    items[choices.size++] = kept;
  }

  #undo(trailSize: number, captures: number): void {
    const trail = this.#trail;
    while (trail.size > trailSize) {
      trail.size -= 2;
      this.#registers[trail.items[trail.size] ?? 0] = trail.items[trail.size + 1] ?? -1;
    }
    this.#captures.length = captures;
  }

  /** How many units of a set stand next to each other, up to a limit; -1 is none. */
  #count(set: number, at: number, direction: number, limit: number): number {
    const text = this.#text;
    const room = direction > 0 ? text.length - at : at;
    const most = limit < 0 ? room : Math.min(limit, room);
    let i = direction > 0 ? at : at - 1;
    let count = 0;
    while (count < most && this.#inSet(set, text.charCodeAt(i))) {
      count++;
      i += direction;
    }
    this.#steps += count >> 2;
    return count;
  }

  /** Takes back the last choice. What it leads to is the instruction and position of the result; undefined when there is none. */
  #retry(): { readonly pc: number; readonly at: number } | undefined {
    const choices = this.#choices;
    const { code } = this.#program;
    while (choices.size > 0) {
      this.#steps++;
      choices.size -= choiceSize;
      const { items, size } = choices;
      const pc = items[size] ?? 0;
      const at = items[size + 1] ?? 0;
      const kept = items[size + 4] ?? plain;
      this.#undo(items[size + 2] ?? 0, items[size + 3] ?? 0);
      if (kept === plain) return { pc, at };
      const a = code[pc + 1] ?? 0;
      if (code[pc] === op.LAZY_LOOP) {
        this.#turn(a, at);
        return { pc: pc + op.width, at };
      }
      const direction = code[pc + 2] ?? 1;
      if (code[pc] === op.RUN) {
        const shorter = at - direction;
        if (shorter !== kept) this.#choose(pc, shorter, kept);
        return { pc: pc + op.width, at: shorter };
      }
      if (this.#count(a, at, direction, 1) === 1) {
        if (kept !== 1) this.#choose(pc, at + direction, kept < 0 ? kept : kept - 1);
        return { pc: pc + op.width, at: at + direction };
      }
    }
    return undefined;
  }

  /** Begins a turn of a counted loop. */
  #turn(pair: number, at: number): void {
    this.#setRegister(pair, (this.#registers[pair] ?? 0) + 1);
    this.#setRegister(pair + 1, at);
  }

  /** Ends a group; false when it has nothing to release. */
  #capture(group: number, released: number, start: number, end: number): boolean {
    let [from, to] = start <= end ? [start, end] : [end, start];
    if (released >= 0) {
      const other = this.#captures[this.#registers[released] ?? -1];
      if (other === undefined) return false;
      // The capture of a balancing group is what lies between the two; where they overlap, what they share.
      if (from >= other.end) [from, to] = [other.end, from];
      else if (to <= other.start) from = other.start;
      else [from, to] = [Math.max(from, other.start), Math.min(to, other.end)];
      this.#setRegister(released, other.before);
    }
    if (group < 0) return true;
    this.#captures.push({ start: from, end: Math.max(from, to), before: this.#registers[group] ?? -1 });
    this.#setRegister(group, this.#captures.length - 1);
    return true;
  }

  /** The position behind what a group captured; -1 when it does not stand here. */
  #reference(pc: number, at: number): number {
    const { code } = this.#program;
    const direction = code[pc + 2] ?? 1;
    const found = this.#captures[this.#registers[code[pc + 1] ?? 0] ?? -1];
    if (found === undefined) return code[pc + 4] === 1 ? at : -1;
    const length = found.end - found.start;
    const start = direction > 0 ? at : at - length;
    if (start < 0 || start + length > this.#text.length) return -1;
    this.#steps += length >> 2;
    const ignoreCase = code[pc + 3] === 1;
    for (let i = 0; i < length; i++) {
      const a = this.#text.charCodeAt(found.start + i);
      const b = this.#text.charCodeAt(start + i);
      if (a !== b && !(ignoreCase && lowerUnit(a) === lowerUnit(b))) return -1;
    }
    return at + direction * length;
  }

  /** Runs the program from a position. Returns where the match ends in reading direction, or -1. */
  #run(start: number): number {
    const { code } = this.#program;
    const registers = this.#registers;
    const text = this.#text;
    let pc = 0;
    let at = start;
    for (;;) {
      if (++this.#steps > 4096) this.#pay(undefined);
      const a = code[pc + 1] ?? 0;
      const b = code[pc + 2] ?? 0;
      let failed = false;
      switch (code[pc]) {
        case op.SUCCEED:
          return at;
        case op.UNIT: {
          failed = text.charCodeAt(b > 0 ? at : at - 1) !== a;
          at += b;
          break;
        }
        case op.SET: {
          const unit = text.charCodeAt(b > 0 ? at : at - 1);
          failed = Number.isNaN(unit) || !this.#inSet(a, unit);
          at += b;
          break;
        }
        case op.RUN: {
          const min = code[pc + 3] ?? 0;
          const count = this.#count(a, at, b, code[pc + 4] ?? -1);
          failed = count < min;
          if (count > min) this.#choose(pc, at + b * count, at + b * min);
          at += b * count;
          break;
        }
        case op.LAZY_RUN: {
          const min = code[pc + 3] ?? 0;
          const max = code[pc + 4] ?? -1;
          failed = this.#count(a, at, b, min) < min;
          at += b * min;
          if (!failed && max !== min) this.#choose(pc, at, max < 0 ? -1 : max - min);
          break;
        }
        case op.JUMP:
          pc = a - op.width;
          break;
        case op.SPLIT:
          this.#choose(a, at, plain);
          break;
        case op.ANCHOR:
          failed = !holds(a, text, at, this.#origin);
          break;
        case op.MARK:
          this.#setRegister(a, at);
          break;
        case op.CAPTURE:
          failed = !this.#capture(a, b, registers[code[pc + 3] ?? 0] ?? 0, at);
          break;
        case op.LOOP_START:
          this.#setRegister(a, 0);
          this.#setRegister(a + 1, -1);
          break;
        case op.LOOP: {
          const turns = registers[a] ?? 0;
          const max = code[pc + 3] ?? -1;
          if (turns < b) this.#turn(a, at);
          else if (turns === max || registers[a + 1] === at) pc = (code[pc + 4] ?? 0) - op.width;
          else {
            this.#choose(code[pc + 4] ?? 0, at, plain);
            this.#turn(a, at);
          }
          break;
        }
        case op.LAZY_LOOP: {
          const turns = registers[a] ?? 0;
          const max = code[pc + 3] ?? -1;
          if (turns < b) this.#turn(a, at);
          else {
            if (turns !== max && registers[a + 1] !== at) this.#choose(pc, at, 0);
            pc = (code[pc + 4] ?? 0) - op.width;
          }
          break;
        }
        case op.ONCE:
          this.#setRegister(a, this.#choices.size);
          this.#setRegister(a + 1, at);
          if (b >= 0) this.#choose(b, at, plain);
          break;
        case op.LOOK_END:
          this.#choices.size = registers[a] ?? 0;
          at = registers[a + 1] ?? 0;
          break;
        case op.ATOMIC_END:
          this.#choices.size = registers[a] ?? 0;
          break;
        case op.NEGATIVE_END:
          this.#choices.size = registers[a] ?? 0;
          failed = true;
          break;
        case op.REFERENCE: {
          const end = this.#reference(pc, at);
          failed = end < 0;
          at = end;
          break;
        }
        case op.IF_SET:
          if ((registers[a] ?? -1) < 0) pc = b - op.width;
          break;
      }
      if (!failed) pc += op.width;
      else {
        const next = this.#retry();
        if (next === undefined) return -1;
        ({ pc, at } = next);
      }
    }
  }
}

/** For each group its captures, oldest first: starts and ends one after the other. The first group is the whole match. */
export type Captures = readonly (readonly number[])[];

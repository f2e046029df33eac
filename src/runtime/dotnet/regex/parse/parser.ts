import { caseVariants } from '../characters/case.ts';
import { CharSet } from '../characters/char-set.ts';
import * as bits from '../options.ts';
import { type Anchor, choice, endless, type Node, repeat, sequence } from '../pattern.ts';
import { type ClassOptions, readClass, readProperty, shorthand } from './class.ts';
import { Cursor } from './cursor.ts';
import { readCharacterEscape } from './escape.ts';
import { faults, PatternRefused } from './faults.ts';
import { readGroup } from './group.ts';
import { GroupNotes, type GroupTable } from './groups.ts';
import { readReference } from './reference.ts';

const deepest = 200;
const quantifier = /[*+?]|\{\d+(?:,\d*)?\}/y;
const notNewline = CharSet.of(0x0a).complement();

/**
 * Reads a pattern. What a backreference or a condition means depends on all groups of the pattern, so patterns that have one, or
 * a named group, are read twice: the first time without a table, only to find the groups.
 */
export class Parser {
  readonly cursor: Cursor;
  /** The options in force here, as bits of RegexOptions. */
  options: number;
  readonly groups: GroupTable | undefined;
  readonly notes = new GroupNotes();
  /** Something was read that cannot be understood without the table of groups. */
  incomplete = false;
  #counted = 1;

  constructor(pattern: string, options: number, groups: GroupTable | undefined) {
    this.cursor = new Cursor(pattern);
    this.options = options;
    this.groups = groups;
  }

  has(option: number): boolean {
    return (this.options & option) !== 0;
  }

  get classOptions(): ClassOptions {
    return { ignoreCase: this.has(bits.ignoreCase), ecma: this.has(bits.ecmaScript) };
  }

  /** The number of the next group that has no name. */
  countGroup(at: number): number {
    this.notes.counted(at);
    return this.#counted++;
  }

  whole(): Node {
    const branches = this.branches(0);
    if (!this.cursor.done) {
      this.cursor.at++;
      this.cursor.fail(faults.tooManyParens);
    }
    return choice(branches);
  }

  /** Alternatives up to the end of the group or the pattern. */
  branches(depth: number): Node[] {
    if (depth > deepest) throw new PatternRefused(`its groups are nested more than ${deepest} deep`);
    const { cursor } = this;
    const branches: Node[] = [];
    let items: Node[] = [];
    let afterQuantifier = false;
    for (;;) {
      this.skipBlank();
      if (cursor.done || cursor.char === ')') break;
      if (cursor.char === '|') {
        cursor.at++;
        branches.push(sequence(items));
        items = [];
        afterQuantifier = false;
        continue;
      }
      this.#refuseQuantifier(afterQuantifier);
      const atom = this.#atom(depth);
      afterQuantifier = false;
      if (atom === undefined) continue;
      this.skipBlank();
      afterQuantifier = this.#atQuantifier();
      items.push(afterQuantifier ? this.#quantified(atom) : atom);
    }
    branches.push(sequence(items));
    return branches;
  }

  /** Comments, and white space where it does not count. */
  skipBlank(): void {
    const { cursor } = this;
    const extended = this.has(bits.ignorePatternWhitespace);
    for (;;) {
      if (extended) while (cursor.char !== '' && ' \t\n\f\r'.includes(cursor.char)) cursor.at++;
      if (extended && cursor.startsWith('#')) {
        while (!cursor.done && cursor.char !== '\n') cursor.at++;
      } else if (cursor.startsWith('(?#')) {
        while (!cursor.done && cursor.char !== ')') cursor.at++;
        if (cursor.done) cursor.fail(faults.unterminatedComment);
        cursor.at++;
      } else return;
    }
  }

  #atQuantifier(): boolean {
    quantifier.lastIndex = this.cursor.at;
    return quantifier.test(this.cursor.text);
  }

  #refuseQuantifier(afterQuantifier: boolean): void {
    if (!this.#atQuantifier()) return;
    const sign = this.cursor.next();
    this.cursor.fail(afterQuantifier ? faults.nestedQuantifier(sign) : faults.nothingToRepeat);
  }

  #quantified(body: Node): Node {
    const { cursor } = this;
    let [min, max] = [0, endless];
    switch (cursor.next()) {
      case '*':
        break;
      case '+':
        min = 1;
        break;
      case '?':
        max = 1;
        break;
      default:
        min = cursor.decimal();
        max = min;
        if (cursor.take(',')) max = cursor.char === '}' ? endless : cursor.decimal();
        cursor.at++;
    }
    this.skipBlank();
    const lazy = cursor.take('?');
    if (min > max) cursor.fail(faults.illegalRange);
    return repeat(body, min, max, lazy);
  }

  /** One thing that can be repeated; undefined for a group that only sets options. */
  #atom(depth: number): Node | undefined {
    const { cursor } = this;
    const c = cursor.next();
    switch (c) {
      case '(':
        return readGroup(this, depth);
      case '[':
        return { kind: 'set', set: readClass(cursor, this.classOptions) };
      case '\\':
        return this.#escape();
      case '^':
        return { kind: 'anchor', at: this.has(bits.multiline) ? 'bol' : 'beginning' };
      case '$':
        return { kind: 'anchor', at: this.has(bits.multiline) ? 'eol' : 'endZ' };
      case '.':
        return { kind: 'set', set: this.has(bits.singleline) ? CharSet.all : notNewline };
      default:
        return this.#unit(c.charCodeAt(0));
    }
  }

  #unit(unit: number): Node {
    return { kind: 'set', set: this.has(bits.ignoreCase) ? caseVariants(unit) : CharSet.of(unit) };
  }

  #escape(): Node {
    const { cursor, classOptions } = this;
    if (cursor.done) cursor.fail(faults.endEscape);
    const units = shorthand(cursor.char, classOptions.ecma);
    const at = anchorOf(cursor.char, classOptions.ecma);
    if (units !== undefined || at !== undefined) cursor.at++;
    if (units !== undefined) return { kind: 'set', set: units };
    if (at !== undefined) return { kind: 'anchor', at };
    if (cursor.char === 'p' || cursor.char === 'P')
      return { kind: 'set', set: readProperty(cursor, cursor.next() === 'P', classOptions.ignoreCase) };
    const start = cursor.at;
    const reference = readReference(this);
    if (reference !== undefined) return reference;
    cursor.at = start;
    return this.#unit(readCharacterEscape(cursor, classOptions.ecma));
  }
}

function anchorOf(letter: string, ecma: boolean): Anchor | undefined {
  switch (letter) {
    case 'b':
      return ecma ? 'ecmaBoundary' : 'boundary';
    case 'B':
      return ecma ? 'ecmaNonBoundary' : 'nonBoundary';
    case 'A':
      return 'beginning';
    case 'G':
      return 'start';
    case 'Z':
      return 'endZ';
    case 'z':
      return 'end';
    default:
      return undefined;
  }
}

import type { CharSet } from '../characters/char-set.ts';
import { boundaryUnits } from '../characters/unicode.ts';
import { type Anchor, endless, type Node } from '../pattern.ts';

/** Which engine a source is for, and whether the input is known to be ASCII, which makes it much shorter. */
export interface Dialect {
  readonly engine: 'javascript' | 're2';
  readonly ascii: boolean;
}

/** A pattern in another syntax. `groups[i]` is the place of the group that the engine counts as i + 1. */
export interface Source {
  readonly text: string;
  readonly groups: readonly number[];
}

/** Writes a pattern for another engine. It has passed the questions of shared-semantics.ts. */
export function writeSource(node: Node, dialect: Dialect): Source {
  const groups: number[] = [];
  return { text: write(node, dialect, groups), groups };
}

const isPlain = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39);

function unitText(unit: number, dialect: Dialect): string {
  if (isPlain(unit)) return String.fromCharCode(unit);
  const hex = unit.toString(16);
  if (dialect.engine === 're2') return `\\x{${hex}}`;
  return unit < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

const everything = (dialect: Dialect): string => (dialect.engine === 're2' ? '(?s:.)' : '[^]');
const nothing = (dialect: Dialect): string => (dialect.engine === 're2' ? '[^\\x{0}-\\x{10ffff}]' : '[]');

function setText(set: CharSet, dialect: Dialect): string {
  const { ranges } = set;
  const limit = dialect.ascii ? 0x7f : 0xffff;
  if (ranges[0] === 0 && (ranges[1] ?? 0) >= limit) return everything(dialect);
  let text = '';
  for (let i = 0; i < ranges.length && (ranges[i] ?? 0) <= limit; i += 2) {
    const first = ranges[i] ?? 0;
    const last = Math.min(ranges[i + 1] ?? 0, limit);
    text += unitText(first, dialect);
    if (last > first) text += `${last > first + 1 ? '-' : ''}${unitText(last, dialect)}`;
  }
  if (text === '') return nothing(dialect);
  return set.single === undefined ? `[${text}]` : text;
}

function anchorText(at: Anchor, dialect: Dialect): string {
  const isRe2 = dialect.engine === 're2';
  switch (at) {
    case 'beginning':
      return isRe2 ? '\\A' : '^';
    case 'end':
      return isRe2 ? '\\z' : '$';
    case 'endZ':
      // For the automaton only inputs that do not end in a line break come here.
      return isRe2 ? '\\z' : '(?=\\n?$)';
    case 'bol':
      return isRe2 ? '(?m:^)' : '(?<![^\\n])';
    case 'eol':
      return isRe2 ? '(?m:$)' : '(?![^\\n])';
    case 'nonBoundary':
      return dialect.ascii ? '\\B' : boundaryText(dialect, false);
    default:
      return dialect.ascii ? '\\b' : boundaryText(dialect, true);
  }
}

function boundaryText(dialect: Dialect, between: boolean): string {
  const word = setText(boundaryUnits, dialect);
  const [same, other] = between ? [`(?!${word})`, `(?=${word})`] : [`(?=${word})`, `(?!${word})`];
  return `(?:(?<=${word})${same}|(?<!${word})${other})`;
}

function repeatText(min: number, max: number, lazy: boolean): string {
  const sign =
    max === endless
      ? min === 0
        ? '*'
        : min === 1
          ? '+'
          : `{${min},}`
      : min === 0 && max === 1
        ? '?'
        : min === max
          ? `{${min}}`
          : `{${min},${max}}`;
  return lazy ? `${sign}?` : sign;
}

function write(node: Node, dialect: Dialect, groups: number[]): string {
  switch (node.kind) {
    case 'set':
      return setText(node.set, dialect);
    case 'sequence':
      return node.items.map((item) => write(item, dialect, groups)).join('');
    case 'choice':
      return `(?:${node.branches.map((branch) => write(branch, dialect, groups)).join('|')})`;
    case 'loop': {
      const body = write(node.body, dialect, groups);
      const repeat = repeatText(node.min, node.max, node.lazy);
      return node.body.kind === 'set' ? body + repeat : `(?:${body})${repeat}`;
    }
    case 'capture':
      if (node.group !== undefined) groups.push(node.group);
      return `(${write(node.body, dialect, groups)})`;
    case 'look':
      return `(?${node.behind ? '<' : ''}${node.negative ? '!' : '='}${write(node.body, dialect, groups)})`;
    case 'anchor':
      return anchorText(node.at, dialect);
    default:
      return '';
  }
}

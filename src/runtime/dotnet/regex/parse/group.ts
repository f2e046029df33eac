import * as bits from '../options.ts';
import { choice, empty, type Node } from '../pattern.ts';
import { isWordCharacter } from './cursor.ts';
import { faults } from './faults.ts';
import type { Parser } from './parser.ts';

const isDigit = (c: string): boolean => c >= '0' && c <= '9';

/** The rest of a group behind its bracket. Undefined when it only sets options for what follows. */
export function readGroup(parser: Parser, depth: number, captures = true): Node | undefined {
  const { cursor, options } = parser;
  if (cursor.char !== '?' || cursor.peek(1) === ')') {
    const counts = captures && !parser.has(bits.explicitCapture);
    const group = counts ? placeOf(parser, parser.countGroup(cursor.at - 1)) : undefined;
    const body = readBody(parser, depth, options);
    return counts ? { kind: 'capture', body, group, released: undefined } : body;
  }
  cursor.at++;
  if (cursor.done) cursor.fail(faults.unknownGrouping);
  switch (cursor.next()) {
    case ':':
      return readBody(parser, depth, options);
    case '=':
      return { kind: 'look', behind: false, negative: false, body: readBody(parser, depth, options) };
    case '!':
      return { kind: 'look', behind: false, negative: true, body: readBody(parser, depth, options) };
    case '>':
      return { kind: 'atomic', body: readBody(parser, depth, options) };
    case '<':
      if (cursor.take('=')) return { kind: 'look', behind: true, negative: false, body: readBody(parser, depth, options) };
      if (cursor.take('!')) return { kind: 'look', behind: true, negative: true, body: readBody(parser, depth, options) };
      return readNamed(parser, depth, '>');
    case "'":
      return readNamed(parser, depth, "'");
    case '(':
      return readCondition(parser, depth);
    default:
      cursor.at--;
      return readOptions(parser, depth);
  }
}

/** Alternatives and the closing bracket; the options from before the group hold again after it. */
function readBranches(parser: Parser, depth: number, outer: number): Node[] {
  const branches = parser.branches(depth + 1);
  if (!parser.cursor.take(')')) parser.cursor.fail(faults.notEnoughParens);
  parser.options = outer;
  return branches;
}

const readBody = (parser: Parser, depth: number, outer: number): Node => choice(readBranches(parser, depth, outer));

function readOptions(parser: Parser, depth: number): Node | undefined {
  const { cursor, options } = parser;
  const letters: Readonly<Record<string, number>> = {
    i: bits.ignoreCase,
    m: bits.multiline,
    n: bits.explicitCapture,
    s: bits.singleline,
    x: bits.ignorePatternWhitespace,
  };
  for (let on = true; !cursor.done; cursor.at++) {
    const letter = cursor.char.toLowerCase();
    const bit = letters[letter];
    if (letter === '-') on = false;
    else if (letter === '+') on = true;
    else if (bit === undefined) break;
    else parser.options = on ? parser.options | bit : parser.options & ~bit;
  }
  const end = cursor.done ? '' : cursor.next();
  if (end === ')') return undefined;
  return end === ':' ? readBody(parser, depth, options) : cursor.fail(faults.unknownGrouping);
}

/** The place of a group by number, while the table is known. */
function placeOf(parser: Parser, number: number): number | undefined {
  return parser.groups === undefined ? number : parser.groups.byNumber(number);
}

/** A number or name in the head of a group. */
type Head = { readonly kind: 'number'; readonly number: number } | { readonly kind: 'name'; readonly name: string };

function readHead(parser: Parser, ends: string): Head {
  const { cursor } = parser;
  if (!isWordCharacter(cursor.char)) cursor.fail(faults.groupName);
  const head: Head = isDigit(cursor.char) ? { kind: 'number', number: cursor.decimal() } : { kind: 'name', name: cursor.name() };
  if (!cursor.done && !ends.includes(cursor.char)) cursor.fail(faults.groupName);
  return head;
}

const placeOfHead = (parser: Parser, head: Head): number | undefined =>
  head.kind === 'number' ? parser.groups?.byNumber(head.number) : parser.groups?.byName(head.name);

/** `(?<name>…)`, `(?<name-other>…)`, `(?<-other>…)`, and the same with quotes. */
function readNamed(parser: Parser, depth: number, close: string): Node {
  const { cursor, options } = parser;
  const opening = cursor.at;
  parser.incomplete = true;
  let group: number | undefined;
  let isNamed = false;
  if (cursor.done) cursor.fail(faults.unknownGrouping);
  if (cursor.char !== '-') {
    const head = readHead(parser, `${close}-`);
    if (head.kind === 'number' && head.number === 0) cursor.fail(faults.groupZero);
    if (head.kind === 'number') parser.notes.numbered(head.number, opening);
    else parser.notes.named(head.name, opening);
    group = placeOfHead(parser, head);
    isNamed = true;
  }
  let released: number | undefined;
  if (cursor.take('-')) {
    const head = readHead(parser, close);
    released = placeOfHead(parser, head);
    if (released === undefined && parser.groups !== undefined)
      cursor.fail(head.kind === 'number' ? faults.undefinedGroup(head.number) : faults.undefinedName(head.name));
  } else if (!isNamed) cursor.fail(faults.unknownGrouping);
  if (!cursor.take(close)) {
    cursor.at++;
    cursor.fail(faults.unknownGrouping);
  }
  return { kind: 'capture', body: readBody(parser, depth, options), group, released };
}

/** `(?(name)yes|no)` asks for a group, `(?(…)yes|no)` looks ahead. */
function readCondition(parser: Parser, depth: number): Node {
  const { cursor, options } = parser;
  const start = cursor.at - 1;
  parser.incomplete = true;
  if (isDigit(cursor.char)) {
    const number = cursor.decimal();
    if (!cursor.take(')')) cursor.fail(faults.malformedCondition(number));
    const group = parser.groups?.byNumber(number);
    if (parser.groups !== undefined && group === undefined) cursor.fail(faults.undefinedCondition(number));
    return ifGroup(parser, depth, group ?? 0, options);
  }
  if (isWordCharacter(cursor.char)) {
    const group = parser.groups?.byName(cursor.name());
    if (group !== undefined && cursor.take(')')) return ifGroup(parser, depth, group, options);
  }
  cursor.at = start;
  if (cursor.startsWith('(?#')) cursor.fail(faults.alternationCantHaveComment);
  if (cursor.startsWith("(?'") || (cursor.startsWith('(?<') && cursor.peek(3) !== '=' && cursor.peek(3) !== '!' && cursor.peek(3) !== ''))
    cursor.fail(faults.alternationCantCapture);
  cursor.at++;
  const condition = readGroup(parser, depth + 1, false) ?? cursor.fail(faults.illegalCondition);
  const [yes, no] = twoBranches(parser, depth, options);
  return { kind: 'ifMatch', condition, yes, no };
}

function ifGroup(parser: Parser, depth: number, group: number, outer: number): Node {
  const [yes, no] = twoBranches(parser, depth, outer);
  return { kind: 'ifGroup', group, yes, no };
}

function twoBranches(parser: Parser, depth: number, outer: number): readonly [yes: Node, no: Node] {
  const branches = readBranches(parser, depth, outer);
  const [yes = empty, no = empty] = branches;
  if (branches.length > 2) parser.cursor.fail(faults.tooManyAlternates);
  return [yes, no];
}

import { blockUnits } from '../characters/blocks.ts';
import { byLower, withLower } from '../characters/case.ts';
import { CharSet } from '../characters/char-set.ts';
import { categoryUnits, digits, ecma, spaces, wordUnits } from '../characters/unicode.ts';
import { type Cursor, isWordCharacter } from './cursor.ts';
import { readCharacterEscape } from './escape.ts';
import { faults } from './faults.ts';

/** The options that matter inside of a class. */
export interface ClassOptions {
  readonly ignoreCase: boolean;
  readonly ecma: boolean;
}

/** `\d \D \s \S \w \W`; undefined for other letters. */
export function shorthand(letter: string, isEcma: boolean): CharSet | undefined {
  switch (letter) {
    case 'd':
      return isEcma ? ecma.digits : digits;
    case 's':
      return isEcma ? ecma.spaces : spaces;
    case 'w':
      return isEcma ? ecma.words : wordUnits;
    case 'D':
    case 'S':
    case 'W':
      return shorthand(letter.toLowerCase(), isEcma)?.complement();
    default:
      return undefined;
  }
}

function propertyName(cursor: Cursor): string {
  if (cursor.text.length - cursor.at < 3) cursor.fail(faults.incompleteProperty);
  if (cursor.next() !== '{') cursor.fail(faults.malformedProperty);
  const start = cursor.at;
  while (!cursor.done && (isWordCharacter(cursor.char) || cursor.char === '-')) cursor.at++;
  const name = cursor.text.slice(start, cursor.at);
  return cursor.next() === '}' ? name : cursor.fail(faults.incompleteProperty);
}

/** The rest of `\p{…}` or `\P{…}`. The three categories of cased letters are one when case is ignored. */
export function readProperty(cursor: Cursor, negative: boolean, ignoreCase: boolean): CharSet {
  const name = propertyName(cursor);
  const cased = ignoreCase && (name === 'Lu' || name === 'Ll' || name === 'Lt');
  const category = cased ? CharSet.union(['Lu', 'Ll', 'Lt'].flatMap((each) => categoryUnits(each) ?? [])) : categoryUnits(name);
  const units = category ?? blockUnits(name) ?? cursor.fail(faults.unknownProperty(name));
  return negative ? units.complement() : units;
}

/** What one class collects while it is read. */
interface Parts {
  /** Characters and ranges as written, whose case may be ignored. */
  readonly pairs: number[];
  readonly sets: CharSet[];
  subtracted: CharSet;
}

/** An element that stands for one character and may begin or end a range; `escaped` ones never open a subtraction. */
type Element = { readonly kind: 'unit'; readonly unit: number; readonly escaped: boolean } | { readonly kind: 'done' };

const done: Element = { kind: 'done' };

function readEscape(cursor: Cursor, options: ClassOptions, parts: Parts, inRange: boolean): Element {
  const letter = cursor.next();
  const units = shorthand(letter, options.ecma);
  if (units !== undefined || letter === 'p' || letter === 'P') {
    if (inRange) cursor.fail(faults.classInRange(letter));
    parts.sets.push(units ?? readProperty(cursor, letter === 'P', options.ignoreCase));
    return done;
  }
  if (letter === '-') {
    parts.pairs.push(0x2d, 0x2d);
    return done;
  }
  cursor.at--;
  return { kind: 'unit', unit: readCharacterEscape(cursor, options.ecma), escaped: true };
}

/** `[:name:]` is skipped, as .NET does. */
function skipPosixName(cursor: Cursor): void {
  const start = cursor.at;
  cursor.at++;
  cursor.name();
  if (!cursor.take(':]')) cursor.at = start;
}

function subtract(cursor: Cursor, options: ClassOptions, parts: Parts): void {
  parts.subtracted = readMembers(cursor, options);
  if (!cursor.done && cursor.char !== ']') cursor.fail(faults.subtractionNotLast);
}

function readMembers(cursor: Cursor, options: ClassOptions): CharSet {
  const parts: Parts = { pairs: [], sets: [], subtracted: CharSet.none };
  const negative = cursor.take('^');
  let from: number | undefined;
  for (let isFirst = true; ; isFirst = false) {
    if (cursor.done) cursor.fail(faults.unterminatedClass);
    const c = cursor.next();
    if (c === ']' && !isFirst) break;
    let element: Element = { kind: 'unit', unit: c.charCodeAt(0), escaped: false };
    if (c === '\\' && !cursor.done) element = readEscape(cursor, options, parts, from !== undefined);
    else if (c === '[' && cursor.char === ':' && from === undefined) skipPosixName(cursor);
    if (element.kind === 'done') continue;
    const { unit, escaped } = element;
    if (from !== undefined) {
      if (c === '[' && !escaped && !isFirst) {
        parts.pairs.push(from, from);
        subtract(cursor, options, parts);
      } else {
        if (from > unit) cursor.fail(faults.reversedRange);
        parts.pairs.push(from, unit);
      }
      from = undefined;
    } else if (cursor.char === '-' && cursor.peek(1) !== '' && cursor.peek(1) !== ']') {
      from = unit;
      cursor.at++;
    } else if (c === '-' && !escaped && cursor.char === '[' && !isFirst) {
      cursor.at++;
      subtract(cursor, options, parts);
    } else parts.pairs.push(unit, unit);
  }
  const written = CharSet.from(parts.pairs);
  const units = CharSet.union([options.ignoreCase ? withLower(written) : written, ...parts.sets]);
  return (negative ? units.complement() : units).minus(parts.subtracted);
}

/** The rest of `[…]`, with ranges, classes, properties and a subtraction: `[a-z-[aeiou]]`. */
export function readClass(cursor: Cursor, options: ClassOptions): CharSet {
  const units = readMembers(cursor, options);
  return options.ignoreCase ? byLower(units) : units;
}

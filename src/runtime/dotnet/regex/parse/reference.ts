import { ecmaScript, ignoreCase } from '../options.ts';
import { empty, type Node } from '../pattern.ts';
import { isWordCharacter } from './cursor.ts';
import { faults } from './faults.ts';
import type { Parser } from './parser.ts';

const isDigit = (c: string): boolean => c >= '0' && c <= '9';

/** A reference to a group that was found; without a table it stands for nothing yet. */
function referTo(parser: Parser, place: number | undefined, fault: string): Node {
  if (parser.groups === undefined) {
    parser.incomplete = true;
    return empty;
  }
  if (place === undefined) return parser.cursor.fail(fault);
  return { kind: 'reference', group: place, ignoreCase: parser.has(ignoreCase), emptyIfUnset: parser.has(ecmaScript) };
}

/** `\1` under ECMAScript: as many digits as make the number of a group that opened before. */
function ecmaNumber(parser: Parser): Node | undefined {
  const { cursor, groups } = parser;
  parser.incomplete = true;
  if (groups === undefined) return undefined;
  const start = cursor.at;
  let found: { readonly place: number; readonly end: number } | undefined;
  for (let number = 0; isDigit(cursor.char); ) {
    number = number * 10 + Number(cursor.next());
    if (number > groups.highest) break;
    const place = groups.byNumber(number);
    if (place !== undefined && groups.opensBefore(number, start - 1)) found = { place, end: cursor.at };
  }
  if (found === undefined) return undefined;
  cursor.at = found.end;
  return referTo(parser, found.place, '');
}

/** `\1`: a group, or an octal number when there are more digits than one and no such group. */
function plainNumber(parser: Parser): Node | undefined {
  const { cursor, groups } = parser;
  const number = cursor.decimal();
  const place = groups?.byNumber(number);
  if (groups !== undefined && place === undefined && number > 9) return undefined;
  return referTo(parser, place, faults.undefinedGroup(number));
}

/** What stands between `<` and `>` or between quotes. */
function inBrackets(parser: Parser, close: string): Node | undefined {
  const { cursor, groups } = parser;
  if (isDigit(cursor.char)) {
    const number = cursor.decimal();
    return cursor.take(close) ? referTo(parser, groups?.byNumber(number), faults.undefinedGroup(number)) : undefined;
  }
  if (!isWordCharacter(cursor.char)) return undefined;
  const name = cursor.name();
  return cursor.take(close) ? referTo(parser, groups?.byName(name), faults.undefinedName(name)) : undefined;
}

/**
 * A backreference: `\1`, `\k<name>`, `\k'name'`, and `\<name>`, which .NET keeps from older versions. Undefined, with the cursor
 * anywhere, when it is none.
 */
export function readReference(parser: Parser): Node | undefined {
  const { cursor } = parser;
  const c = cursor.char;
  if (c === 'k') {
    cursor.at++;
    const open = cursor.done ? '' : cursor.next();
    if ((open !== '<' && open !== "'") || cursor.done) cursor.fail(faults.malformedReference);
    return inBrackets(parser, open === '<' ? '>' : "'");
  }
  if ((c === '<' || c === "'") && cursor.peek(1) !== '') {
    cursor.at++;
    return inBrackets(parser, c === '<' ? '>' : "'");
  }
  if (c >= '1' && c <= '9') return parser.has(ecmaScript) ? ecmaNumber(parser) : plainNumber(parser);
  return undefined;
}

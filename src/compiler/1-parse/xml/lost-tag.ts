import { lengthAt, matchesAt, skipBlanks } from './cursor.ts';

/** A start tag without its `<`: a name with the end of the tag or with a first attribute behind it. */
const startTag = /[A-Za-z_][\w.:-]*(?:[ \t\r\n]*\/>|[ \t]*>|[ \t\r\n]+[A-Za-z_][\w.:-]*[ \t]*=[ \t]*["'])/y;
const endTag = /\/[A-Za-z_][\w.:-]*[ \t]*>/y;
const name = /\/?[A-Za-z_][\w.:-]*/y;

export type LostTag = 'start-tag' | 'end-tag';

/** What tag the text at `at` is, if only its `<` is missing. A start tag has to be the first thing on its line. */
export function lostTagAt(text: string, at: number): LostTag | undefined {
  if (matchesAt(text, at, endTag)) return 'end-tag';
  return matchesAt(text, at, startTag) && startsLine(text, at) ? 'start-tag' : undefined;
}

function startsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  return before < 0 || text[before] === '\n' || text[before] === '\r' || text[before] === '\uFEFF';
}

/** The length of a lost tag's name, with the slash of an end tag. */
export const lostNameLength = (text: string, at: number): number => lengthAt(text, at, name);

/**
 * Where text between `from` and `to` turns out to be a tag whose `<` is missing: at its start, at the start of a line, or where it is the
 * end tag of the element around it.
 */
export function findLostTag(text: string, from: number, to: number, enclosing: string | undefined): number | undefined {
  const close = enclosing === undefined ? -1 : text.slice(from, to).indexOf(`/${enclosing}>`);
  const limit = close < 0 ? to : from + close;
  for (let line = from; line < limit; ) {
    const at = skipBlanks(text, line);
    if (at >= limit) break;
    if (lostTagAt(text, at) !== undefined) return at;
    const next = text.slice(at, limit).search(/[\r\n]/);
    if (next < 0) break;
    line = at + next;
  }
  return close < 0 ? undefined : limit;
}

import { matchesAt } from './cursor.ts';

/** What stands behind a value: the end of the tag, or another attribute. */
const tagEnds = /[ \t\r\n]*\/?>/y;
const attributeFollows = /[ \t\r\n]+[A-Za-z_][\w:.-]*[ \t\r\n]*=[ \t\r\n]*["']/y;

/** True when what stands at `at` can only stand behind the quote that ends a value. */
export const isBehindValue = (text: string, at: number): boolean => matchesAt(text, at, tagEnds) || matchesAt(text, at, attributeFollows);

/**
 * The first quote between `from` and `limit` that looks as if it ended a value: the tag ends behind it, or another attribute follows. A quote
 * behind a backslash belongs to a C# string, and so does the second of two, unless the tag ends there.
 */
export function quoteThatEnds(text: string, quote: string, from: number, limit: number): number | undefined {
  for (let at = text.indexOf(quote, from); at >= 0 && at < limit; at = text.indexOf(quote, at + 1)) {
    const before = text[at - 1];
    if (before === '\\') continue;
    if (matchesAt(text, at + 1, tagEnds)) return at;
    if (before !== quote && matchesAt(text, at + 1, attributeFollows)) return at;
  }
  return undefined;
}

const lineThatStartsWithTag = /[\r\n][ \t]*<(?:[A-Za-z_]|\/[A-Za-z_]|!--)/g;

/** Where the search for a lost end has to stop: the first line that starts with a tag, else the end of the text. */
export function nextTagLine(text: string, from: number): number {
  lineThatStartsWithTag.lastIndex = from;
  return lineThatStartsWithTag.exec(text)?.index ?? text.length;
}

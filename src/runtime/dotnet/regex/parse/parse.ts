import { rightToLeft } from '../options.ts';
import type { Pattern } from '../pattern.ts';
import { PatternRefused } from './faults.ts';
import { Parser } from './parser.ts';

const longest = 50_000;

/**
 * Reads a .NET regular expression. `options` are the bits of RegexOptions.
 *
 * Throws `InvalidPattern` (System.ArgumentException) for what .NET refuses, and `PatternRefused` for what is too large here.
 */
export function parsePattern(text: string, options: number): Pattern {
  if (text.length > longest) throw new PatternRefused(`a pattern may have ${longest} characters`);
  const first = new Parser(text, options, undefined);
  const body = first.whole();
  const groups = first.notes.table();
  return {
    body: first.incomplete ? new Parser(text, options, groups).whole() : body,
    groups: groups.list,
    rightToLeft: (options & rightToLeft) !== 0,
  };
}

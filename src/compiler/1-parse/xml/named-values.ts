import type { OffsetMap } from './offset-map.ts';
import type { NamedValue } from './tree.ts';

/** The characters that the display name of a named value may have. */
const pattern = /\{\{([A-Za-z0-9._-]+)\}\}/g;

/**
 * The named values in a decoded text. In an expression `{{{x}}}` is none: there it is a brace and a hole of an interpolated string, whereas in
 * a JSON body it is an object's brace and a named value.
 */
export function findNamedValues(text: string, map: OffsetMap, inside: 'literal' | 'expression'): NamedValue[] {
  if (!text.includes('{{')) return [];
  const found: NamedValue[] = [];
  for (const match of text.matchAll(pattern)) {
    const at = { start: match.index, end: match.index + match[0].length };
    if (inside === 'expression' && text[at.start - 1] === '{' && text[at.end] === '}') continue;
    found.push({ name: match[1] ?? '', span: map.span(at.start, at.end), at });
  }
  return found;
}

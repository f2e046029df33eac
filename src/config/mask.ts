import type { Span } from '../diagnostics/span.ts';
import type { Place } from './places.ts';
import { secretWord } from './scalars/secret-name.ts';

/** What follows a word that tells of a secret, up to the end of the line; and the user information of a URL. */
const afterWord = new RegExp(`(?:${secretWord.source})[\\w.-]*["']?(?:[ \\t]*[:=]|[ \\t])[ \\t]*(\\S.*)$`, 'gim');
const inUrl = /(?:rediss?:\/\/([^\s"']+)|\/\/([^/\s"']+))@/gi;
const comment = /(?:^|[ \t])#(.*)$/gm;
const anchor = /(?:^|[\s,[{:-])[&*]([^\s,[\]{}]+)/g;
const reference = /\$\{(?:env\.[A-Za-z_]\w*|file:[^}\s"']+)\}/g;

/**
 * The text of a configuration as findings may show it, of the same length: literal secrets are replaced by `*`, and so are comments and the names
 * of anchors, where one may be by a slip. References stay readable.
 */
export function mask(text: string, secrets: readonly Span[]): string {
  return cover(text, [...secrets, ...[comment, anchor, inUrl].flatMap((pattern) => groups(text, pattern))]);
}

/**
 * The same for a text that is no YAML, so that nothing tells what is a value: all words are covered but keys, references and the words of the
 * schema. What stays is what an error of syntax is about: indentation, marks and keys.
 */
export function maskBroken(text: string, schema: Place): string {
  const known = vocabulary(schema);
  const words = [...text.matchAll(/[^\s{}[\],:"'#&*!|>%@`]+/g)].flatMap((match): Span[] => {
    const end = match.index + match[0].length;
    const isKey = /^["']?[ \t]*:(?:\s|$)/.test(text.slice(end, end + 20));
    return isKey || known.has(match[0]) ? [] : [{ start: match.index, end }];
  });
  return cover(text, [...words, ...groups(text, afterWord), ...groups(text, inUrl)]);
}

function cover(text: string, hidden: readonly Span[]): string {
  if (hidden.length === 0) return text;
  const units = text.split('');
  const kept = new Uint8Array(text.length);
  for (const match of text.matchAll(reference)) kept.fill(1, match.index, match.index + match[0].length);
  for (const { start, end } of hidden) {
    for (let at = start; at < end; at++) if (kept[at] === 0 && !/\s/.test(units[at] ?? ' ')) units[at] = '*';
  }
  return units.join('');
}

/** The spans of what the one group of a pattern that took part has matched; it stands at the end of its match, or one mark before. */
function groups(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => {
    const inner = match.slice(1).find((group) => group !== undefined) ?? '';
    const start = match.index + match[0].lastIndexOf(inner);
    return { start, end: start + inner.length };
  });
}

/** All keys of a schema, at any depth. */
function vocabulary(place: Place, found = new Set(['true', 'false', 'null', 'all'])): ReadonlySet<string> {
  for (const key of place.keys ?? []) {
    found.add(key);
    const inside = place.child(key);
    if (inside !== undefined) vocabulary(inside, found);
  }
  const [any, item] = [place.keys === undefined ? place.child('') : undefined, place.child(0)];
  if (any !== undefined) vocabulary(any, found);
  if (item !== undefined && item !== any) vocabulary(item, found);
  return found;
}

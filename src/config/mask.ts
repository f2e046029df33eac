import type { Span } from '../diagnostics/span.ts';
import { secretWord } from './scalars/secret-name.ts';

/** What follows a key that tells of a secret, up to the end of the line; and the user information of a URL. */
const afterKey = new RegExp(`(?:${secretWord.source})[\\w.-]*["']?(?:[ \\t]*[:=]|[ \\t])[ \\t]*(\\S.*)$`, 'gim');
const inUrl = /(?:rediss?:\/\/([^\s"']+)|\/\/([^/\s"']+))@/gi;
const reference = /\$\{[^}\r\n]*\}/g;

/**
 * The text of a configuration as findings may show it: of the same length, literal secrets replaced by `*`, references left readable.
 * `secrets` are the exact places, known once the file could be read; before that, lines are judged by their keys.
 */
export function mask(text: string, secrets: readonly Span[] | undefined): string {
  const hidden: Span[] = [...(secrets ?? guess(text))];
  for (const match of text.matchAll(inUrl)) hidden.push(group(match));
  if (hidden.length === 0) return text;
  const units = text.split('');
  for (const span of hidden) {
    const kept = [...text.slice(span.start, span.end).matchAll(reference)].map((match) => ({
      start: span.start + match.index,
      end: span.start + match.index + match[0].length,
    }));
    for (let at = span.start; at < span.end; at++) {
      if (!/\s/.test(units[at] ?? ' ') && !kept.some((range) => at >= range.start && at < range.end)) units[at] = '*';
    }
  }
  return units.join('');
}

/** The span of the group that matched. It stands at the end of its match, or one mark before. */
function group(match: RegExpExecArray): Span {
  const inner = match[1] ?? match[2] ?? '';
  const start = match.index + match[0].lastIndexOf(inner);
  return { start, end: start + inner.length };
}

/** Values after telling keys; for `|` and `>` also the lines below that are indented further than the key. */
function guess(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(afterKey)) {
    const span = group(match);
    spans.push(span);
    if (!/^[|>]/.test(match[1] ?? '')) continue;
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    const depth = /^[ \t]*/.exec(text.slice(lineStart))?.[0].length ?? 0;
    const below = new RegExp(`^(?:\\r?\\n(?:[ \\t]{${depth + 1},}[^\\r\\n]*|[ \\t]*(?=\\r?\\n|$)))+`).exec(text.slice(span.end));
    if (below !== null) spans.push({ start: span.end, end: span.end + below[0].length });
  }
  return spans;
}

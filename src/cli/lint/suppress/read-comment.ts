import type { Span } from '../../../diagnostics/span.ts';

/** A comment taken apart: `fedpass-disable-next-line set-header/one, csharp/two: the reason`. */
export interface DirectiveText {
  readonly word: string;
  readonly wordSpan: Span;
  readonly codes: readonly { readonly code: string; readonly span: Span }[];
  /** Empty when there is none. */
  readonly reason: string;
}

/**
 * Reads what stands between `<!--` and `-->`; undefined when it is an ordinary comment. A colon parts the codes from the reason. ` -- ` is taken
 * for one, as people write it for other linters, though XML 1.0 (2.5) allows no two hyphens in a comment.
 */
export function readComment(text: string, inner: Span): DirectiveText | undefined {
  const comment = text.slice(inner.start, inner.end);
  const [head, word] = /^\s*(fedpass-[\w-]*)/.exec(comment) ?? [];
  if (head === undefined || word === undefined) return undefined;
  const rest = comment.slice(head.length);
  const mark = /:|(?<=\s)--(?=\s)/.exec(rest);
  const list = mark === null ? rest : rest.slice(0, mark.index);
  const start = inner.start + head.length;
  return {
    word,
    wordSpan: { start: start - word.length, end: start },
    codes: [...list.matchAll(/[^\s,]+/g)].map((match) => ({
      code: match[0],
      span: { start: start + match.index, end: start + match.index + match[0].length },
    })),
    reason:
      mark === null
        ? ''
        : rest
            .slice(mark.index + mark[0].length)
            .trim()
            .replace(/\s+/g, ' '),
  };
}

import { message } from '../../../diagnostics/message.ts';
import { also, type Cursor } from './cursor.ts';
import type { CommentToken } from './tokens.ts';

const unclosedComment = message('xml/unclosed-comment', 'error', 'comment without end: no `-->` closes it', 'end the comment with `-->`');

const nestedComment = message(
  'xml/nested-comment',
  'error',
  'a comment inside a comment',
  'comments cannot be nested: remove the inner `<!--` and `-->`, or change them',
);

const openingInComment = message(
  'xml/opening-in-comment',
  'warning',
  '`<!--` inside a comment: the first `-->` ends both',
  'end the first comment before the second starts',
);

const tag = /<\/?[A-Za-z_]/;
/** The ways in which the end of a comment is mistyped. */
const mistypedEnd = /--?\s*>|--$/;

/** Reads the comment at the cursor. Two hyphens inside it are let pass, as published documents hold them. */
export function readComment(cursor: Cursor): CommentToken {
  const { text } = cursor;
  const start = cursor.at;
  const inner = start + 4;
  const close = text.indexOf('-->', inner);
  if (close < 0) return unclosed(cursor, text.length);

  const second = text.slice(inner, close).indexOf('<!--');
  if (second < 0) return comment(cursor, close, close + 3);
  const at = { start: inner + second, end: inner + second + 4 };
  if (!tag.test(text.slice(inner, at.start))) {
    cursor.report(openingInComment, at, {}, { related: [also(cursor, { start, end: inner }, 'the comment starts here')] });
    return comment(cursor, close, close + 3);
  }
  // Tags stand before the inner comment: either they are commented out with their comments, or the outer one was not ended.
  const outer = text.indexOf('-->', close + 3);
  const next = text.indexOf('<!--', close + 3);
  if (outer >= 0 && (next < 0 || outer < next)) {
    cursor.report(nestedComment, at, {}, { related: [also(cursor, { start, end: inner }, 'the outer comment starts here')] });
    return comment(cursor, outer, outer + 3);
  }
  return unclosed(cursor, at.start);
}

/** A comment whose end is missing goes to what looks like its end on the same line, else to the end of the line. */
function unclosed(cursor: Cursor, limit: number): CommentToken {
  const { text } = cursor;
  const start = cursor.at;
  const inner = start + 4;
  const line = text.slice(inner, limit).search(/[\r\n]/);
  const end = line < 0 ? limit : inner + line;
  const mistyped = mistypedEnd.exec(text.slice(inner, end));
  const related =
    mistyped === null
      ? {}
      : { related: [also(cursor, { start: inner + mistyped.index, end: inner + mistyped.index + mistyped[0].length }, 'meant as `-->`?')] };
  cursor.report(unclosedComment, { start, end: inner }, {}, related);
  return mistyped === null
    ? comment(cursor, end, end)
    : comment(cursor, inner + mistyped.index, inner + mistyped.index + mistyped[0].length);
}

function comment(cursor: Cursor, innerEnd: number, end: number): CommentToken {
  const start = cursor.at;
  cursor.at = end;
  return { kind: 'comment', span: { start, end }, innerSpan: { start: start + 4, end: innerEnd } };
}

/** Lines that stay around a change. */
const context = 3;
/** Beyond this many lines the time to find the smallest difference is not worth it; the whole of what differs is shown then. */
const mostLines = 4000;

interface Line {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

/** The difference of two texts in the unified form that `git apply` and `patch` read; empty when they are the same. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const lines = compare(linesOf(before), linesOf(after));
  return `--- a/${file}\n+++ b/${file}\n${hunks(lines)}`;
}

/** Lines with their ends. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function compare(a: readonly string[], b: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const same = (text: string): Line => ({ kind: ' ', text });
  return [
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

/** The longest common run of lines, by the table of all pairs: what differs in the middle of a mended document is short. */
function middle(a: readonly string[], b: readonly string[]): readonly Line[] {
  if (a.length > mostLines || b.length > mostLines || a.length * b.length > mostLines ** 2 / 4)
    return [...a.map((text): Line => ({ kind: '-', text })), ...b.map((text): Line => ({ kind: '+', text }))];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: ' ', text: a[i] ?? '' });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) lines.push({ kind: '-', text: a[i++] ?? '' });
    else lines.push({ kind: '+', text: b[j++] ?? '' });
  }
  return lines;
}

function hunks(lines: readonly Line[]): string {
  const changed = lines.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
  const ranges: { from: number; to: number }[] = [];
  for (const index of changed) {
    const last = ranges.at(-1);
    if (last !== undefined && index - context <= last.to) last.to = Math.min(lines.length, index + context + 1);
    else ranges.push({ from: Math.max(0, index - context), to: Math.min(lines.length, index + context + 1) });
  }
  return ranges.map(({ from, to }) => hunk(lines, from, to)).join('');
}

function hunk(lines: readonly Line[], from: number, to: number): string {
  const count = (part: readonly Line[], not: '+' | '-'): number => part.filter(({ kind }) => kind !== not).length;
  const [before, inside] = [lines.slice(0, from), lines.slice(from, to)];
  // Where there are no lines, the number is that of the line before.
  const range = (not: '+' | '-'): string => `${count(before, not) + (count(inside, not) === 0 ? 0 : 1)},${count(inside, not)}`;
  const body = inside.map(({ kind, text }) => `${kind}${text}${text.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`).join('');
  return `@@ -${range('+')} +${range('-')} @@\n${body}`;
}

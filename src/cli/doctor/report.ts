import { visible } from '../../diagnostics/visible.ts';
import { type Ink, paint } from '../paint.ts';
import type { Verdict } from './check.ts';

/** A check and what it found. */
export interface Checked {
  readonly code: string;
  readonly title: string;
  readonly right: string;
  readonly verdict: Verdict;
}

const marks = { ok: 'ok', warning: 'warning', failed: 'failed', skipped: 'skipped' } as const;

/** For a person: what holds in one line each, and under what does not, what would be right. */
export function doctorText(checked: readonly Checked[], { color }: { readonly color: boolean }): string {
  const ink = paint(color);
  const width = Math.max(...checked.map(({ code }) => code.length));
  const lines = checked.flatMap(({ code, title, right, verdict: { kind, found } }) => [
    `${markOf(kind, ink)}  ${code.padEnd(width)}  ${title}: ${found}`,
    ...(kind === 'ok' || kind === 'skipped' ? [] : [`${' '.repeat(longest + width + 4)}${ink.cyan('right')}: ${right}`]),
  ]);
  return visible(`${[...lines, '', summary(checked, ink), ''].join('\n')}`);
}

const longest = Math.max(...Object.keys(marks).map((mark) => mark.length));

function markOf(kind: Verdict['kind'], ink: Ink): string {
  const text = marks[kind].padEnd(longest);
  const paints = { ok: ink.green, warning: ink.yellow, failed: ink.red, skipped: ink.dim } as const;
  return paints[kind](text);
}

function summary(checked: readonly Checked[], ink: Ink): string {
  const count = (kind: Verdict['kind']): number => checked.filter(({ verdict }) => verdict.kind === kind).length;
  const verdict = count('failed') > 0 ? ink.red('not fit for production') : ink.green('nothing failed');
  return `${verdict}: ${count('ok')} ok, ${count('warning')} warnings, ${count('failed')} failed, ${count('skipped')} skipped`;
}

/** The form that other programs read; its shape is part of the command's contract. */
export function doctorJson(checked: readonly Checked[]): string {
  const checks = checked.map(({ code, title, right, verdict }) => ({
    code,
    status: verdict.kind,
    title,
    found: verdict.found,
    ...(verdict.kind === 'ok' || verdict.kind === 'skipped' ? {} : { right }),
  }));
  return `${JSON.stringify({ healthy: checked.every(({ verdict }) => verdict.kind !== 'failed'), checks }, undefined, 2)}\n`;
}

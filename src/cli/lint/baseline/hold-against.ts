import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { type Diagnostic, Findings } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import type { Suppressed } from '../../reports/report.ts';
import { type Baseline, type BaselineEntry, entriesOf, entryOf, keyOf } from './baseline.ts';

const gone = message(
  'baseline/gone',
  'warning',
  '`{code}` is found {found} in `{file}`, and listed {listed}',
  'take it off the list with --update-baseline, so that it cannot come back',
);

/** What was looked at: findings, and the files that they may have come from, named from the working folder. */
export interface LookedAt {
  readonly findings: readonly Diagnostic[];
  readonly names: readonly string[];
  readonly cwd: string;
}

/** Findings that a baseline lists are set aside, the first ones of those that are alike. What it lists and nobody finds is a finding. */
export function holdAgainst(
  baseline: Baseline,
  looked: LookedAt,
): { readonly findings: readonly Diagnostic[]; readonly suppressed: readonly Suppressed[] } {
  const left = new Map(baseline.entries.map((entry) => [keyOf(entry), entry.count]));
  const suppressed: Suppressed[] = [];
  const fresh = looked.findings.filter((finding) => {
    const key = keyOf(entryOf(finding, baseline.folder, looked.cwd));
    const count = finding.severity === 'info' ? 0 : (left.get(key) ?? 0);
    if (count === 0) return true;
    left.set(key, count - 1);
    suppressed.push({ finding, by: { kind: 'baseline' } });
    return false;
  });
  const findings = new Findings();
  const report = findings.reporter(baseline.source);
  for (const entry of baseline.entries) {
    const missed = left.get(keyOf(entry)) ?? 0;
    if (missed === 0 || !wasLookedAt(entry, baseline, looked)) continue;
    const { file, code, count } = entry;
    report(gone, placeOf(entry, baseline), { code, file, found: times(count - missed), listed: times(count) });
  }
  return { findings: [...fresh, ...findings.all], suppressed };
}

/** What is left of a baseline: nothing is ever added to it, and what nobody finds any more is taken off. */
export function shrink(baseline: Baseline, looked: LookedAt): readonly BaselineEntry[] {
  const now = new Map(entriesOf(looked.findings, baseline.folder, looked.cwd).map((entry) => [keyOf(entry), entry.count]));
  return baseline.entries.flatMap((entry) => {
    const count = wasLookedAt(entry, baseline, looked) ? Math.min(entry.count, now.get(keyOf(entry)) ?? 0) : entry.count;
    return count === 0 ? [] : [{ ...entry, count }];
  });
}

/** A run over some of the files says nothing of the others, but that a file is gone it can tell. */
function wasLookedAt({ file }: BaselineEntry, { folder }: Baseline, { names, cwd }: LookedAt): boolean {
  const path = resolve(folder, file);
  return names.includes(relative(cwd, path).split(sep).join('/')) || !existsSync(path);
}

function placeOf({ line }: BaselineEntry, { source }: Baseline): { readonly start: number; readonly end: number } {
  const at = source.text.indexOf(`"${line}"`);
  return at < 0 ? { start: 0, end: 0 } : { start: at, end: at + line.length + 2 };
}

const times = (n: number): string => (n === 0 ? 'no more' : n === 1 ? 'once' : `${n} times`);

import { dirname, resolve } from 'node:path';
import type { Io } from '../io.ts';
import { count } from '../reports/count.ts';
import type { Results, Suppressed } from '../reports/report.ts';
import { entriesOf, readBaseline, writeBaseline } from './baseline/baseline.ts';
import { holdAgainst, type LookedAt, shrink } from './baseline/hold-against.ts';
import { type CacheChoice, openCache } from './cache/open-cache.ts';
import { fixAll } from './fix/fix-all.ts';
import { type Linted, LintSession, type Subject } from './session.ts';

export interface BaselineChoice {
  /** As the user named it. */
  readonly file: string;
  readonly update: boolean;
}

export interface LintRequest extends Subject {
  readonly cache: CacheChoice;
  readonly baseline: BaselineChoice | undefined;
  /** Whether documents are mended, or it is only shown how they would be. */
  readonly fix: 'no' | 'write' | 'show';
}

/** What there is to report. */
export interface LintOutcome extends Results {
  readonly suppressed: readonly Suppressed[];
  readonly brokenConfig: boolean;
  /** What fixes would change, where that was asked for. */
  readonly diff: string;
}

/** Checks documents. Throws a UsageError when the call itself is wrong; all else is a finding. */
export async function lint(request: LintRequest, io: Io): Promise<LintOutcome> {
  const cache = openCache(request.cache, io);
  const linted = await new LintSession(request, io, cache).run();
  const { diff, ...found } = request.fix === 'no' ? { ...linted, diff: '' } : await mended(linted, request.fix, io);
  cache.save();
  return { ...linted, ...found, ...withBaseline(found, linted, request.baseline, io), diff };
}

type Found = Pick<Linted, 'findings' | 'suppressed'>;

async function mended(linted: Linted, how: 'write' | 'show', io: Io): Promise<Found & { readonly diff: string }> {
  const { documents, diff } = await fixAll(linted, how, io);
  return {
    findings: [...linted.configFindings, ...documents.flatMap(({ findings }) => findings)],
    suppressed: documents.flatMap(({ suppressed }) => suppressed),
    diff,
  };
}

/** The findings that a baseline does not list. */
export function withBaseline(found: Found, { names, brokenConfig }: Linted, choice: BaselineChoice | undefined, io: Io): Found {
  if (choice === undefined) return found;
  const looked: LookedAt = { findings: found.findings, names, cwd: io.cwd };
  let baseline = readBaseline(choice.file, io.cwd);
  // With a broken configuration much is not found that is there.
  if (choice.update && !brokenConfig) {
    const entries =
      baseline === undefined ? entriesOf(found.findings, dirname(resolve(io.cwd, choice.file)), io.cwd) : shrink(baseline, looked);
    writeBaseline(choice.file, io.cwd, entries);
    const total = entries.reduce((sum, entry) => sum + entry.count, 0);
    io.err(`fedpass: ${count(total, 'finding')} in the baseline \`${choice.file}\`\n`);
    baseline = readBaseline(choice.file, io.cwd);
  }
  if (baseline === undefined) {
    io.err(`fedpass: there is no baseline \`${choice.file}\` yet: --update-baseline writes it\n`);
    return found;
  }
  const { findings, suppressed } = holdAgainst(baseline, looked);
  return { findings, suppressed: [...found.suppressed, ...suppressed] };
}

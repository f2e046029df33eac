import { auditHead, auditPrefix } from '../store/keys.ts';
import { VaultError } from '../vault/vault-error.ts';
import { type ChainEnd, type ChainTools, type Lying, readEnd, readSlot } from './chain.ts';
import { type AuditEntry, BEGINNING } from './entry.ts';

export interface Verified {
  /** The oldest entry that is kept, and the newest; 0 when there is none. */
  readonly first: number;
  readonly last: number;
  /** Of the newest entry. Noted elsewhere, it proves later that nothing up to it was changed or taken away. */
  readonly digest: string;
  /** What is wrong, each in one sentence; none: the log is whole. */
  readonly problems: readonly string[];
}

/**
 * Goes through the whole audit log. `noted`: an end that was written down elsewhere; without one, a store that was put back as a whole, log and
 * all, cannot be told from one that never went on. Rejects with StoreError.
 */
export async function verifyChain(tools: ChainTools, noted?: ChainEnd): Promise<Verified> {
  const problems: string[] = [];
  const end = await endOf(tools, problems);
  if (end === undefined) return { first: 0, last: 0, digest: BEGINNING, problems: [...problems, ...lostSince(noted, 0)] };
  const first = Math.max(1, end.last - tools.capacity + 1);
  const anchors = new Map<string, number>();
  let before: string | undefined = first === 1 ? BEGINNING : undefined;
  for (let n = first; n <= end.last; n++) {
    const found = await lookAt(tools, n);
    if (found.kind === 'passed') continue;
    if (found.kind === 'problem') {
      problems.push(found.text);
      before = undefined;
      continue;
    }
    const { entry, digest } = found.lying;
    if (before !== undefined && entry.before !== before) problems.push(`entry ${n} does not follow the one before it`);
    if (noted?.last === n && noted.digest !== digest) problems.push(`entry ${n} is not the one that was noted`);
    if (entry.anchor !== undefined) anchors.set(entry.anchor.key, entry.anchor.version);
    before = digest;
  }
  if (before !== undefined && before !== end.digest) problems.push('the end of the log is not its last entry');
  problems.push(...lostSince(noted, end.last), ...(await goneBack(tools, anchors)));
  return { first, last: end.last, digest: end.digest, problems };
}

/** The entries that are kept, oldest first; what cannot be read is left out. Rejects with StoreError. */
export async function listEntries(tools: ChainTools, most: number): Promise<readonly AuditEntry[]> {
  const end = await endOf(tools, []);
  const entries: AuditEntry[] = [];
  const last = end?.last ?? 0;
  for (let n = Math.max(1, last - Math.min(most, tools.capacity) + 1); n <= last; n++) {
    const found = await lookAt(tools, n);
    if (found.kind === 'entry') entries.push(found.lying.entry);
  }
  return entries;
}

/** The end as the head tells it, or one entry further: a process may have died before it moved the head. */
async function endOf(tools: ChainTools, problems: string[]): Promise<ChainEnd | undefined> {
  try {
    const end = await readEnd(tools.records);
    if (end === undefined) {
      const left = (await tools.store.list(auditPrefix)).keys.filter((key) => key !== auditHead.key);
      // The very first entry may be there before its head.
      if (left.length > 1) problems.push('the end of the log was removed');
    }
    const next = await lookAt(tools, (end?.last ?? 0) + 1);
    const follows = next.kind === 'entry' && next.lying.entry.before === (end?.digest ?? BEGINNING);
    return follows ? { last: next.lying.entry.n, digest: next.lying.digest } : end;
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    problems.push('the end of the log was changed');
    return undefined;
  }
}

type Found =
  | { readonly kind: 'entry'; readonly lying: Lying }
  /** A later entry has taken its place since the end was read. */
  | { readonly kind: 'passed' }
  | { readonly kind: 'problem'; readonly text: string };

async function lookAt(tools: ChainTools, n: number): Promise<Found> {
  try {
    const { lying } = await readSlot(tools, n);
    if (lying === undefined) return { kind: 'problem', text: `entry ${n} was removed` };
    if (lying.entry.n === n) return { kind: 'entry', lying };
    const isLater = lying.entry.n === n + tools.capacity && ((await readEnd(tools.records))?.last ?? 0) >= lying.entry.n - 1;
    return isLater ? { kind: 'passed' } : { kind: 'problem', text: `entry ${n} was removed: entry ${lying.entry.n} is in its place` };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    return { kind: 'problem', text: `entry ${n} was changed, or another was put in its place` };
  }
}

const lostSince = (noted: ChainEnd | undefined, last: number): readonly string[] =>
  noted !== undefined && noted.last > last ? [`the log ends at entry ${last}, and entry ${noted.last} was noted`] : [];

/** Versions of records only go up: an earlier one is an old row that was put back. */
async function goneBack({ store }: ChainTools, anchors: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [key, version] of anchors) {
    const now = (await store.read(key)).version;
    if (now < version) problems.push(`\`${key}\` went back from version ${version} to ${now}`);
  }
  return problems;
}

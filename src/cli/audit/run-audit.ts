import { diskFiles, loadConfig } from '../../config/load.ts';
import { SecretReader } from '../../config/secret-reader.ts';
import { type ChainEnd, type ChainTools, KEPT_ENTRIES } from '../../credentials/audit/chain.ts';
import type { Actor, AuditEntry } from '../../credentials/audit/entry.ts';
import { listEntries, verifyChain } from '../../credentials/audit/verify.ts';
import { sealRecords } from '../../credentials/vault/sealed-records.ts';
import { createVault } from '../../credentials/vault/vault.ts';
import { visible } from '../../diagnostics/visible.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { configPath } from '../project/config-path.ts';
import { ProjectRefused } from '../project/refused.ts';
import { withStore } from '../project/with-store.ts';

export type AuditActionName = 'list' | 'verify';

export interface AuditOptions {
  readonly last?: string;
  readonly since?: string;
  readonly json?: boolean;
}

/** Rejects with UsageError, ProjectRefused, StoreError or VaultError. */
export async function runAudit(
  name: AuditActionName,
  { config: file, options }: { readonly config: string | undefined; readonly options: AuditOptions },
  io: Io,
): Promise<Exit> {
  const most = mostOf(options.last);
  const noted = options.since === undefined ? undefined : endOf(options.since);
  const { config, findings } = loadConfig(configPath(file, io.cwd), io.env, 'check', io.cwd);
  if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  const secrets = new SecretReader({ env: io.env, files: diskFiles, folder: config.folder, clock: systemClock });
  return withStore({ config, secrets }, async ({ store, ring }) => {
    const chain = { store, records: sealRecords(store, createVault(ring)), capacity: KEPT_ENTRIES };
    return name === 'list' ? list(chain, most, options, io) : verify(chain, noted, options, io);
  });
}

async function list(chain: ChainTools, most: number, { json }: AuditOptions, io: Io): Promise<Exit> {
  const entries = await listEntries(chain, most);
  io.out(json === true ? `${JSON.stringify(entries, null, 2)}\n` : entries.map((entry) => `${line(entry)}\n`).join(''));
  return exit.clean;
}

async function verify(chain: ChainTools, noted: ChainEnd | undefined, { json }: AuditOptions, io: Io): Promise<Exit> {
  const verified = await verifyChain(chain, noted);
  const { first, last, digest, problems } = verified;
  if (json === true) io.out(`${JSON.stringify(verified, null, 2)}\n`);
  else if (problems.length > 0) io.out(problems.map((problem) => `${problem}\n`).join(''));
  else if (last === 0) io.out('The audit log is empty.\n');
  else io.out(`Entries ${first} to ${last} are whole. Note the end, and give it to \`--since\` later: ${last}:${digest}\n`);
  return problems.length === 0 ? exit.clean : exit.findings;
}

/** Names come from people: nothing in them may steer a terminal. */
const line = ({ n, at, what, who, on, detail }: AuditEntry): string =>
  visible(
    [String(n).padStart(5), new Date(at).toISOString(), what.padEnd(17), on, `by ${actorText(who)}`, detail ?? ''].join('  ').trimEnd(),
  );

function actorText(who: Actor): string {
  switch (who.kind) {
    case 'gateway':
      return 'the gateway';
    case 'browser':
      return 'a browser';
    case 'command-line':
      return `${who.user} on the command line`;
    case 'principal':
      return `${who.name.objectId} of ${who.name.directory === 'entra' ? who.name.tenantId : who.name.issuer}`;
  }
}

function mostOf(text = '100'): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`\`${text}\` is no count`, 'write a number, such as 100');
  return Number(text);
}

function endOf(text: string): ChainEnd {
  const [, last, digest] = /^(\d{1,15}):([\w-]{43})$/.exec(text) ?? [];
  if (last === undefined || digest === undefined)
    throw new UsageError('--since takes <number>:<digest>', 'the end as `fedpass audit verify` printed it');
  return { last: Number(last), digest };
}

import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../runtime/ports/log.ts';
import type { ConnectionId } from '../store/keys.ts';
import type { Vault } from '../vault/vault.ts';
import { eachBounded } from './bounded.ts';
import type { RenewalTools } from './renewal-tools.ts';
import { type Answer, saveAnswer } from './save-answer.ts';
import { type Consented, saveConsented } from './save-consented.ts';
import type { Target } from './target.ts';

/** Where tokens wait while the store is away: sealed, beside the process, one file each (rule R5). */
export interface Spill {
  put(id: ConnectionId, spilled: Spilled): Promise<void>;
  remove(spilled: Spilled): Promise<void>;
  /** What earlier processes left, opened. What cannot be read is logged and left where it is. */
  all(): Promise<readonly { readonly id: ConnectionId; readonly spilled: Spilled }[]>;
}

/** Tokens that came of a refresh, or of a consent. */
export type Spilled = Answer | Consented;

interface SpilledFile {
  readonly provider: string;
  readonly connection: string;
  readonly sealed: string;
}

const ENDING = '.unsaved';

/** Spills into a folder that only the owner of the process may read. */
export function spillFolder(folder: string, vault: Vault, log: Log): Spill {
  const place = ({ grant }: Spilled): string => join(folder, `${grant.savedBy}${ENDING}`);
  const as = ({ provider, connection }: ConnectionId) => ({ kind: 'unsaved', provider, connection, version: 0 });
  return {
    async put(id, spilled) {
      const content: SpilledFile = { ...id, sealed: await vault.seal(as(id), JSON.stringify(spilled)) };
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const aside = `${place(spilled)}.new`;
      const file = await open(aside, 'w', 0o600);
      try {
        await file.writeFile(JSON.stringify(content));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, place(spilled));
    },
    remove: (spilled) => unlink(place(spilled)).catch(() => undefined),
    async all() {
      const names = await readdir(folder).catch(() => []);
      const found: { id: ConnectionId; spilled: Spilled }[] = [];
      for (const name of names.filter((one) => one.endsWith(ENDING))) {
        try {
          const { provider, connection, sealed } = JSON.parse(await readFile(join(folder, name), 'utf8')) as SpilledFile;
          const id = { provider, connection };
          found.push({ id, spilled: JSON.parse(await vault.open(as(id), sealed)) as Spilled });
        } catch (error) {
          const reason = error instanceof Error && error.name === 'VaultError' ? error.message : 'it is damaged';
          log.error({ file: name, reason }, 'a spilled token cannot be read; its file stays');
        }
      }
      return found;
    },
  };
}

/** At the start: what an earlier process could not save any more. Rejects with StoreError. */
export async function recoverSpilled(spill: Spill, tools: RenewalTools, find: (id: ConnectionId) => Target | undefined): Promise<void> {
  await eachBounded(await spill.all(), 8, async ({ id, spilled }) => {
    const target = find(id);
    if (target === undefined) {
      tools.log.warn({ ...id }, 'a spilled token belongs to a connection that is not configured; its file stays');
      return;
    }
    const end = await ('digest' in spilled ? saveAnswer(tools, target, spilled) : saveConsented(tools, target, spilled));
    tools.log.info({ ...id, end }, 'a token of an earlier process is saved');
    await spill.remove(spilled);
  });
}

import { createHash } from 'node:crypto';
import type { TokenPrincipal } from '../access/principal.ts';
import type { BlockedUser, VerifiedTokens } from '../access/verified-tokens.ts';
import type { Verified, VerifyToken } from '../access/verify-token.ts';
import { type BlockedThing, blockRecord, type ConnectionId, type RecordName } from '../store/keys.ts';
import type { Change, Store } from '../store/store.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';

/** What is blocked, since when (wall milliseconds) and why. */
export interface Block {
  readonly thing: BlockedThing;
  readonly since: number;
  readonly why: string;
}

/**
 * The kill switch. What is blocked stands in the store, sealed, so that nobody can forge or quietly change it; every process keeps a copy
 * in memory, which follows the change log and so needs no message to arrive (rule R8).
 */
export interface Blocks {
  of(id: ConnectionId): Block | undefined;
  ofUser(principal: Pick<TokenPrincipal, 'issuer' | 'objectId'>): Block | undefined;
  readonly all: readonly Block[];
  /** Rejects with StoreError; then nothing is sure, and it must be done again. */
  set(block: Block): Promise<void>;
  /** False: it was not blocked. */
  lift(thing: BlockedThing): Promise<boolean>;
  /** Follows what others did. Rejects with StoreError or VaultError: then it is to be called again. */
  follow(changes: readonly Change[] | 'all'): Promise<void>;
}

/** What was last read of a record. The version goes on when a block is lifted, and tells which of two answers is the newer. */
interface Known {
  readonly version: number;
  readonly block: Block | undefined;
}

const PREFIX = 'block/';

/** Rejects with StoreError or VaultError when it cannot be known what is blocked. */
export async function openBlocks(store: Store, records: SealedRecords): Promise<Blocks> {
  const known = new Map<string, Known>();

  /** An answer that was under way while something newer was learned comes too late to count. */
  function learn(key: string, version: number, block: Block | undefined): void {
    const before = known.get(key);
    if (before === undefined || before.version <= version) known.set(key, { version, block });
  }

  async function look(key: string): Promise<void> {
    const { value, version } = await records.read(nameOf(key));
    learn(key, version, value === undefined ? undefined : (JSON.parse(value) as Block));
  }

  async function lookAtAll(): Promise<void> {
    const keys = new Set(known.keys());
    let cursor: string | undefined;
    do {
      const page = await store.list(PREFIX, cursor);
      for (const key of page.keys) keys.add(key);
      cursor = page.cursor;
    } while (cursor !== undefined);
    for (const key of keys) await look(key);
  }

  const blockOf = (thing: BlockedThing): Block | undefined => known.get(blockRecord(thing).key)?.block;

  await lookAtAll();
  return {
    of: (id) =>
      known.size === 0 ? undefined : (blockOf({ kind: 'provider', provider: id.provider }) ?? blockOf({ kind: 'connection', ...id })),
    ofUser: ({ issuer, objectId }) => (known.size === 0 ? undefined : blockOf({ kind: 'user', user: userDigest(issuer, objectId) })),
    get all() {
      return [...known.values()].flatMap(({ block }) => block ?? []);
    },
    async set(block) {
      const name = blockRecord(block.thing);
      for (;;) {
        const { version } = await records.read(name);
        const swap = await records.swap(name, version, JSON.stringify(block), { durable: true });
        if (swap.kind !== 'done') continue;
        learn(name.key, swap.version, block);
        return;
      }
    },
    async lift(thing) {
      const { key } = blockRecord(thing);
      const lifted = await store.delete(key);
      await look(key);
      return lifted;
    },
    async follow(changes) {
      if (changes === 'all') return lookAtAll();
      for (const { key } of changes) if (key.startsWith(PREFIX)) await look(key);
    },
  };
}

/** Users are known by a digest: what is blocked can be listed without telling whom it names. */
export const userDigest = (issuer: string, objectId: string): string =>
  createHash('sha256')
    .update(JSON.stringify([issuer, objectId.toLowerCase()]))
    .digest('base64url');

const nameOf = (key: string): RecordName => ({ key, kind: 'block', provider: '', connection: key.slice(PREFIX.length) });

/** Whoever is blocked is refused as if his token were none. */
export const withoutBlocked = (tokens: VerifiedTokens, blocks: Blocks): VerifiedTokens<Verified | BlockedUser> => ({
  known(token) {
    const principal = tokens.known(token);
    return principal !== undefined && blocks.ofUser(principal) !== undefined ? undefined : principal;
  },
  async verify(token) {
    const verified = await tokens.verify(token);
    const block = verified.kind === 'principal' ? blocks.ofUser(verified.principal) : undefined;
    return block === undefined ? verified : { kind: 'blocked', why: `this user is blocked (${block.why})` };
  },
});

/** The same for tokens that are for another of our APIs. `blocks`: those of the moment. */
export const refusingBlocked =
  (verify: VerifyToken, blocks: () => readonly Block[]): VerifyToken =>
  async (token) => {
    const verified = await verify(token);
    if (verified.kind !== 'principal') return verified;
    const user = userDigest(verified.principal.issuer, verified.principal.objectId);
    const block = blocks().find(({ thing }) => thing.kind === 'user' && thing.user === user);
    return block === undefined ? verified : { kind: 'refused', why: `this user is blocked (${block.why})` };
  };

import { type Memory, restoreNewest } from '../../../src/credentials/connections/newest.ts';
import { DEFAULT_LIMITS, REFRESH_RULES, type RefreshRules, type RenewalTools } from '../../../src/credentials/connections/renewal-tools.ts';
import { newSlot, noteVersion, rejectGeneration, type Slot, tokenOf } from '../../../src/credentials/connections/slot.ts';
import type { Target } from '../../../src/credentials/connections/target.ts';
import { createUnsaved } from '../../../src/credentials/connections/unsaved.ts';
import { createDiscovery } from '../../../src/credentials/grants/discovery.ts';
import { revocationQueue } from '../../../src/credentials/revocation/queue.ts';
import { type SealedRecords, sealRecords } from '../../../src/credentials/vault/sealed-records.ts';
import type { SealedAs, Vault } from '../../../src/credentials/vault/vault.ts';
import type { Token } from '../../../src/runtime/ports/credential-source.ts';
import type { Log } from '../../../src/runtime/ports/log.ts';
import type { Random } from '../../../src/runtime/ports/random.ts';
import type { MemoryStore } from './memory-store.ts';
import type { RotatingServer } from './rotating-server.ts';
import type { World } from './world.ts';

/** What is taken away from the protocol, from outside. */
export interface Sabotage {
  readonly records?: (records: SealedRecords) => SealedRecords;
  readonly rules?: Partial<RefreshRules>;
  readonly memory?: () => Memory;
}

/** One process of the gateway: the real code for one connection, on the ports of the model. */
export interface ModelProcess {
  readonly name: string;
  readonly slot: Slot;
  /** Calls under way. */
  active: number;
  call(onToken: (token: Token) => void): Promise<void>;
  reject(token: Token): void;
  heard(version: number): void;
  /** As the watch does when the store may have lost something. */
  lookBack(): Promise<void>;
}

/** Seals nothing, and yet opens only what was sealed for the same place and version. */
export const openVault: Vault = {
  seal: async (as, text) => sealOpenly(as, text),
  async open(as, sealed) {
    const { bound, text } = JSON.parse(sealed) as { bound: string; text: string };
    if (bound !== boundTo(as)) throw new Error(`sealed for ${bound}, read as ${boundTo(as)}`);
    return text;
  },
};

const boundTo = ({ kind, provider, connection, version }: SealedAs): string => `${kind}|${provider}|${connection}|${version}`;

export const sealOpenly = (as: SealedAs, text: string): string => JSON.stringify({ bound: boundTo(as), text });

export function startProcess(
  name: string,
  { world, store: shared, server }: { readonly world: World; readonly store: MemoryStore; readonly server: RotatingServer },
  target: Target,
  sabotage: Sabotage,
): ModelProcess {
  const { clock } = world;
  const store = shared.of(name);
  const transport = server.transportOf(name);
  const timers = world.timersOf(name);
  const sealed = sealRecords(store, openVault);
  const records = sabotage.records?.(sealed) ?? sealed;
  let ids = 0;
  const random: Random = {
    bytes: (count) => new Uint8Array(Buffer.from(`${name}.${++ids}`.padEnd(count, '.').slice(0, count))),
    next: () => world.random.next(),
  };
  const write = (_: object, message: string): void => void world.log.push(`${name}: logs "${message}"`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const tools: RenewalTools = {
    store,
    records,
    transport,
    discovery: createDiscovery(transport, clock),
    // It only ever makes renewals come later, or not at all.
    gate: { enter: async () => ({ kind: 'in', heard: () => undefined, leave: async () => undefined }), breakers: [], calls: [] },
    clock,
    timers,
    random,
    log,
    limits: { ...DEFAULT_LIMITS, pollMs: 1_000 },
    rules: { ...REFRESH_RULES, ...sabotage.rules },
    turned: () => undefined,
    owner: name,
    unsaved: createUnsaved(timers, log),
    spill: undefined,
    // Its holders may sleep through any time there is to save what came, so the model counts on none.
    contact: { steadySince: Number.NEGATIVE_INFINITY },
    revocations: revocationQueue(records, random, clock),
    restored: { last: undefined, isSuspect: () => false },
    stopping: new AbortController().signal,
  };
  const slot: Slot = { ...newSlot(target), ...(sabotage.memory === undefined ? {} : { memory: sabotage.memory() }) };
  const self: ModelProcess = {
    name,
    slot,
    active: 0,
    async call(onToken) {
      self.active++;
      const result = await tokenOf(slot, tools, { kind: 'managed' });
      self.active--;
      world.log.push(
        `${name}: ${result.kind === 'token' ? `serves ${result.token.accessToken.reveal()}` : `fails: ${result.failure.kind}`}`,
      );
      if (result.kind === 'token') onToken(result.token);
    },
    reject: (token) => rejectGeneration(slot, token, clock),
    heard: (version) => noteVersion(slot, version),
    async lookBack() {
      Object.assign(slot, { held: undefined, known: 0 });
      if (slot.memory.newest !== undefined) await restoreNewest(tools, target, slot.memory);
    },
  };
  return self;
}

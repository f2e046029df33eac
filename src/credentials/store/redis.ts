import { connectRedis, type RedisConnection, type Reply, script } from './redis-connection.ts';
import { ACQUIRE, CHANGES, COUNT, EXTEND, READ, REMOVE, SWAP } from './redis-scripts.ts';
import { type Change, type Entry, KEPT_CHANGES, PAGE_SIZE, type Store, StoreError } from './store.ts';

export interface RedisOptions {
  /** What all keys begin with; several gateways that share nothing can share a Redis. */
  readonly namespace?: string;
  /** Milliseconds for each call. */
  readonly deadlineMs?: number;
}

const scripts = {
  read: script(READ),
  swap: script(SWAP),
  remove: script(REMOVE),
  acquire: script(ACQUIRE),
  extend: script(EXTEND),
  changes: script(CHANGES),
  count: script(COUNT),
  time: script("local t = redis.call('TIME') return t[1] * 1000 + math.floor(t[2] / 1000)"),
  list: script("return redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], ARGV[2], 'LIMIT', 0, ARGV[3])"),
};

/**
 * The store for several replicas: one Redis primary (with replicas or sentinels as one likes; no cluster, because the change log is
 * written in the same step as the entry). Refuses to start on a Redis that may throw keys away, rule R6.
 */
export async function openRedisStore(url: string, options: RedisOptions = {}): Promise<Store> {
  const name = describe(url);
  const connection = await connectRedis(url, `credential store ${name}`, { deadlineMs: options.deadlineMs ?? 2_000 });
  try {
    const refusal = refusalOf(await connection.info('memory'), await connection.info('cluster'), name);
    if (refusal !== undefined) throw refusal;
    return await storeOn(connection, name, options.namespace ?? 'fedpass');
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Why this Redis must not hold credentials, from its INFO: `maxmemory_policy` (managed services forbid CONFIG GET) and `cluster_enabled`. */
export function refusalOf(memory: string, cluster: string, name: string): StoreError | undefined {
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy !== undefined && policy !== 'noeviction')
    return new StoreError(
      'store/evicting',
      `the credential store ${name} may throw tokens away (maxmemory-policy \`${policy}\`); set it to \`noeviction\``,
    );
  if (/^cluster_enabled:1/m.test(cluster))
    return new StoreError(
      'store/cluster',
      `the credential store ${name} is a Redis cluster; use a single primary, with replicas if wanted`,
    );
  return undefined;
}

async function storeOn(connection: RedisConnection, name: string, namespace: string): Promise<Store> {
  const entry = (key: string): string => `${namespace}:entry:${key}`;
  const lease = (key: string): string => `${namespace}:lease:${key}`;
  const index = `${namespace}:index`;
  const counter = `${namespace}:changes:last`;
  const log = `${namespace}:changes`;
  const channel = `${namespace}:wake`;
  const kept = String(KEPT_CHANGES);
  const wakes = new Set<() => void>();
  await connection.listen(channel, () => {
    for (const wake of wakes) wake();
  });

  let replicas = { count: await replicasOf(connection), asked: performance.now() };

  /** A failover must not forget what was just written (rule R6). What no replica has in time stands all the same. */
  async function replicated(): Promise<void> {
    if (performance.now() - replicas.asked > REPLICAS_ASKED_MS)
      replicas = { count: await replicasOf(connection), asked: performance.now() };
    if (replicas.count > 0) await connection.waitForReplicas(1, REPLICATION_MS);
  }

  const remove = async (key: string, expected: string): Promise<Entry> =>
    entryOf(await connection.run(scripts.remove, [entry(key), index, counter, log], [expected, key, channel, kept]));

  return {
    name,
    read: async (key) => entryOf(await connection.run(scripts.read, [entry(key)], [])),
    async compareAndSwap(key, expected, value, { ttlMs, fence, durable = false } = {}) {
      const reply = await connection.run(
        scripts.swap,
        [entry(key), index, counter, log, lease(fence?.lease ?? '')],
        [String(expected), value, text(ttlMs), text(fence?.epoch), key, channel, kept],
      );
      const [kind, version] = pair(reply);
      if (kind === 'fenced') return { kind };
      if (kind === 'done' && durable) await replicated();
      return { kind: kind === 'done' ? 'done' : 'conflict', version: Number(version) };
    },
    delete: async (key, expected) => (await remove(key, text(expected))).value !== undefined,
    take: (key) => remove(key, ''),
    async list(prefix, cursor) {
      const from = cursor !== undefined && cursor > prefix ? `(${cursor}` : `[${prefix}`;
      const reply = await connection.run(scripts.list, [index], [from, `(${prefix}\u{10FFFF}`, String(PAGE_SIZE)]);
      const keys = items(reply).map(String);
      return { keys, cursor: keys.length === PAGE_SIZE ? keys.at(-1) : undefined };
    },
    async acquireLease(key, owner, ms) {
      const epoch = Number(await connection.run(scripts.acquire, [lease(key)], [owner, String(ms)]));
      return epoch === 0 ? undefined : epoch;
    },
    renewLease: async (key, epoch, ms) => (await connection.run(scripts.extend, [lease(key)], [String(epoch), String(ms)])) === 1,
    releaseLease: async (key, epoch) => (await connection.run(scripts.extend, [lease(key)], [String(epoch), '0'])) === 1,
    async count(key, most, windowMs) {
      const [granted, left] = pair(await connection.run(scripts.count, [`${namespace}:count:${key}`], [String(most), String(windowMs)]));
      return { granted: granted === 1, leftMs: Math.max(0, Number(left)) };
    },
    now: async () => Number(await connection.run(scripts.time, [], [])),
    async changesSince(seq) {
      const [end, rows] = pair(
        await connection.run(scripts.changes, [counter, log], [seq === 'latest' ? seq : String(seq + 1), String(PAGE_SIZE)]),
      );
      const last = Number(end);
      if (seq === 'latest' || seq === last) return { changes: [], last, truncated: false };
      const changes = seq > last ? [] : items(rows).map(changeOf);
      return { changes, last: changes.at(-1)?.seq ?? last, truncated: changes[0]?.seq !== seq + 1 };
    },
    subscribe(wake) {
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    async close() {
      wakes.clear();
      await connection.close();
    },
  };
}

/** Milliseconds between two looks at how many replicas there are. */
const REPLICAS_ASKED_MS = 10_000;

/** Milliseconds for which a write is held until a replica has it. */
const REPLICATION_MS = 250;

async function replicasOf(connection: RedisConnection): Promise<number> {
  return Number(/^connected_slaves:(\d+)/m.exec(await connection.info('replication'))?.[1] ?? '0');
}

/** `redis://host:port/db` without user name and password. */
function describe(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `\`${protocol}//${host}${pathname === '/' ? '' : pathname}\``;
  } catch {
    throw new StoreError('store/cannot-open', 'the URL of the credential store is not a valid `redis://` URL');
  }
}

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));

const items = (reply: Reply | undefined): readonly Reply[] => (Array.isArray(reply) ? (reply as readonly Reply[]) : []);

const pair = (reply: Reply): readonly [Reply | undefined, Reply | undefined] => [items(reply)[0], items(reply)[1]];

function entryOf(reply: Reply): Entry {
  const [value, version] = pair(reply);
  return { value: typeof value === 'string' ? value : undefined, version: Number(version) };
}

/** A stream item: `[id, ['k', name, 'n', version]]`, the id being `seq-0`. */
function changeOf(item: Reply): Change {
  const [id, fields] = pair(item);
  const [, key, , version] = items(fields);
  return { seq: Number.parseInt(String(id), 10), key: String(key), version: Number(version) };
}

import type { RedisPlace } from '../../../config/config.ts';
import { refusalOf } from '../../../credentials/store/redis.ts';
import { connectRedis, type RedisConnection } from '../../../credentials/store/redis-connection.ts';
import { StoreError } from '../../../credentials/store/store.ts';
import { type Check, failed, ok, type SettingsBench, skipped, type Verdict, warning } from '../check.ts';

const deadlineMs = 5_000;

async function withRedis(place: RedisPlace, what: string, look: (redis: RedisConnection) => Promise<Verdict>): Promise<Verdict> {
  try {
    const redis = await connectRedis(place.url.reveal(), `${what} ${place.place}`, { deadlineMs });
    try {
      return await look(redis);
    } finally {
      await redis.close();
    }
  } catch (error) {
    if (error instanceof StoreError) return failed(error.message);
    throw error;
  }
}

/** A Redis of this machine passes no network. */
const isNear = ({ place }: RedisPlace): boolean => /^redis:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|\/|$)/.test(place);

export const store: Check<SettingsBench> = {
  code: 'doctor/store',
  title: 'the store answers and throws nothing away',
  right: 'a single Redis primary with `maxmemory-policy noeviction` that the gateway can reach',
  async run({ config: { store: place } }) {
    if (place.kind === 'file') return ok('a file of this machine; with several gateways take Redis');
    return withRedis(place, 'credential store', async (redis) => {
      const refusal = refusalOf(await redis.info('memory'), await redis.info('cluster'), place.place);
      return refusal === undefined ? ok('it answers, and evicts nothing') : failed(refusal.message);
    });
  },
};

export const durability: Check<SettingsBench> = {
  code: 'doctor/store-durability',
  title: 'the store writes down what it is told',
  right: '`appendonly yes`: it holds refresh tokens that exist nowhere else',
  async run({ config: { store: place } }) {
    if (place.kind === 'file') return ok('SQLite writes every change down');
    return withRedis(place, 'credential store', async (redis) => {
      const persistence = await redis.info('persistence');
      if (!/^aof_enabled:1/m.test(persistence))
        return failed('it keeps no append-only file: a restart forgets what is newer than its last snapshot');
      return /^aof_last_write_status:ok/m.test(persistence)
        ? ok('it keeps an append-only file')
        : failed('its append-only file cannot be written');
    });
  },
};

export const replicas: Check<SettingsBench> = {
  code: 'doctor/store-replicas',
  title: 'the store has a copy',
  right: 'give Redis a replica; rotated refresh tokens are waited for until one replica has them (WAIT)',
  async run({ config: { store: place } }) {
    if (place.kind === 'file') return skipped('a file; back it up');
    return withRedis(place, 'credential store', async (redis) => {
      const count = Number(/^connected_slaves:(\d+)/m.exec(await redis.info('replication'))?.[1] ?? 0);
      return count > 0
        ? ok(`${count} of them`)
        : warning('it has none: when the machine is lost, so are connections since the last backup');
    });
  },
};

/** Whether a Redis answers to who shows no password. One that asks for it, or is in protected mode, does not get as far as INFO. */
async function answersStrangers({ url, place }: RedisPlace): Promise<boolean> {
  const bare = new URL(url.reveal());
  bare.username = '';
  bare.password = '';
  try {
    const redis = await connectRedis(bare.href, place, { deadlineMs });
    try {
      await redis.info('server');
      return true;
    } finally {
      await redis.close();
    }
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}

export const redisPassword: Check<SettingsBench> = {
  code: 'doctor/redis-password',
  title: 'Redis answers nobody without a password',
  right: '`requirepass`, or a user of its own with `ACL SETUSER`, and `default off`; the password goes into the address by a reference',
  async run({ config }) {
    const places = redisPlaces(config);
    if (places.length === 0) return skipped('no Redis is used');
    const open: RedisPlace[] = [];
    for (const place of places) if (await answersStrangers(place)) open.push(place);
    if (open.length === 0) return ok('it asks for one');
    const names = listed(open);
    return open.every(isNear)
      ? warning(`${names} answers whoever runs on this machine`)
      : failed(`${names} answers whoever reaches it: what is in it is sealed, and can be deleted all the same`);
  },
};

export const cacheApart: Check<SettingsBench> = {
  code: 'doctor/cache',
  title: 'what fills the cache cannot stop the store',
  right: 'a Redis of its own for `cache`, with `maxmemory` and `maxmemory-policy allkeys-lru`: what is in it may be lost',
  async run({ config: { store: place, cache } }) {
    if (cache.kind === 'memory') return skipped('it is in the memory of the gateway, and bounded by `limits.cacheMemory`');
    return withRedis(cache, 'cache', async (redis) => {
      const own = await redis.info('server');
      if (place.kind === 'redis' && (await isSame(own, place)))
        return warning('it is in the Redis of the store, which evicts nothing: when it is full no token can be written');
      const memory = await redis.info('memory');
      if (!/^maxmemory:[1-9]/m.test(memory)) return warning('its Redis has no `maxmemory`: it grows until the machine is out of memory');
      return /^maxmemory_policy:noeviction/m.test(memory)
        ? warning('its Redis evicts nothing: once it is full nothing new is cached')
        : ok('it is apart from the store, bounded, and makes room');
    });
  },
};

/** By the id that a Redis gives itself at each start: it may have several names. */
async function isSame(info: string, store: RedisPlace): Promise<boolean> {
  const idOf = (text: string): string | undefined => /^run_id:(\w+)/m.exec(text)?.[1];
  const redis = await connectRedis(store.url.reveal(), store.place, { deadlineMs });
  try {
    return idOf(await redis.info('server')) === idOf(info);
  } finally {
    await redis.close();
  }
}

const redisPlaces = ({ store: place, cache }: SettingsBench['config']): readonly RedisPlace[] =>
  [place, cache].filter((each): each is RedisPlace => each.kind === 'redis');

const listed = (places: readonly RedisPlace[]): string => [...new Set(places.map(({ place }) => `\`${place}\``))].join(', ');

export const redisTls: Check<SettingsBench> = {
  code: 'doctor/redis-tls',
  title: 'Redis is reached by TLS, or stays on this machine',
  right: '`rediss://`, unless the network between is as trusted as the machine',
  run({ config }) {
    const places = redisPlaces(config);
    if (places.length === 0) return skipped('no Redis is used');
    const open = places.filter((place) => place.place.startsWith('redis:') && !isNear(place));
    return open.length === 0 ? ok('it is') : warning(`in the clear, password included: ${listed(open)}`);
  },
};

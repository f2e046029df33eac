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

export const redisTls: Check<SettingsBench> = {
  code: 'doctor/redis-tls',
  title: 'Redis is reached by TLS, or stays on this machine',
  right: '`rediss://`, unless the network between is as trusted as the machine',
  run({ config }) {
    const places = [config.store, config.cache].filter((place): place is RedisPlace => place.kind === 'redis');
    if (places.length === 0) return skipped('no Redis is used');
    const open = places.filter((place) => place.place.startsWith('redis:') && !isNear(place));
    return open.length === 0
      ? ok('it is')
      : warning(`in the clear, password included: ${[...new Set(open.map(({ place }) => `\`${place}\``))].join(', ')}`);
  },
};

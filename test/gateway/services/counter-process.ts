import { openRedisCounter } from '../../../src/gateway/services/redis-counter.ts';

// Takes as often as it is told, and prints how often it was granted: one of several processes that count together.
const [url = '', namespace = '', times = '0', limit = '0'] = process.argv.slice(2);
let made = 0;
const counter = await openRedisCounter(url, 'counter', { namespace, deadlineMs: 10_000, unique: () => `${process.pid} ${made++}` });
const request = { key: 'shared', amount: 1, limit: Number(limit) };
const grants = await Promise.all(
  Array.from({ length: Number(times) }, async () => [
    (await counter.take({ ...request, window: { kind: 'sliding', ms: 600_000 } })).granted,
    (await counter.take({ ...request, key: 'shared quota', window: { kind: 'fixed', ms: 3_600_000 * 24 * 365 * 100, start: 0 } })).granted,
  ]),
);
await counter.close();
console.log(JSON.stringify([grants.filter(([rate]) => rate).length, grants.filter(([, quota]) => quota).length]));

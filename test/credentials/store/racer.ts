import { openLibsqlStore } from '../../../src/credentials/store/libsql.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';

/** One process of the race: increments a shared number by compare-and-swap, taking a lease each time, and prints what it saw. */
const [location = '', increments = '0', owner = ''] = process.argv.slice(2);
const store = location.startsWith('redis:') ? await openRedisStore(location) : await openLibsqlStore(location);
const epochs: number[] = [];
let total = 0;
for (let done = 0; done < Number(increments); ) {
  const epoch = await store.acquireLease('renew/counter', owner, 60_000);
  if (epoch === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    continue;
  }
  const entry = await store.read('counter');
  total = Number(entry.value ?? '0') + 1;
  const swap = await store.compareAndSwap('counter', entry.version, String(total), { fence: { lease: 'renew/counter', epoch } });
  if (swap.kind !== 'done') throw new Error(`the lease did not exclude: ${swap.kind}`);
  epochs.push(epoch);
  done++;
  await store.releaseLease('renew/counter', epoch);
}
await store.close();
process.stdout.write(JSON.stringify({ total, epochs }));

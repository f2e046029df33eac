// npm run bench -- credentials: what a cached token costs beside a bare Map look-up (CPU of this process), and what many providers and connections
// cost to start, look up and list. --json
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCredentialManager } from '../../dist/credentials/manager.js';
import { connectionResource } from '../../dist/credentials/store/keys.js';
import { openLibsqlStore } from '../../dist/credentials/store/libsql.js';
import { openKeyFile } from '../../dist/credentials/vault/key-file.js';
import { sealRecords } from '../../dist/credentials/vault/sealed-records.js';
import { createVault } from '../../dist/credentials/vault/vault.js';
import { systemClock as clock } from '../../dist/gateway/platform/clock.js';
import { systemRandom as random } from '../../dist/gateway/platform/random.js';
import { Secret } from '../../dist/runtime/ports/credential-source.js';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-bench-'));
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const transport = async () => ({
  status: 200,
  headers: {},
  body: JSON.stringify({ access_token: 'bench', token_type: 'Bearer', expires_in: 3_600 }),
});
const connection = (id) => ({
  id,
  parameters: { clientId: 'bench', clientSecret: new Secret('bench') },
  accessPolicies: [{ kind: 'gateway', name: 'gateway' }],
});
const provider = (id, connections) => ({
  id,
  identityProvider: 'oauth2',
  grantType: 'clientCredentials',
  parameters: { tokenUrl: 'https://login.example.com/token' },
  connections,
});
let stores = 0;

/** Connections of one provider as the management API leaves them in the store. */
async function keep(records, provider, count) {
  for (let i = 0; i < count; i++) {
    const id = `c${i}`;
    const parameters = { clientId: 'bench', clientSecret: 'bench' };
    const accessPolicies = [{ settings: { kind: 'gateway', name: 'gateway' }, revision: 1 }];
    const stored = { format: 1, incarnation: id, id, of: 'declared', revision: 1, parameters, accessPolicies };
    await records.swap(connectionResource({ provider, connection: id }), 0, JSON.stringify(stored));
  }
}

async function open(providers, prepare = async () => undefined) {
  const store = await openLibsqlStore(join(folder, `${++stores}.db`));
  const ring = await openKeyFile(join(folder, 'keys.json'), { whenAbsent: 'create', random, clock });
  const vault = createVault(ring);
  await prepare(sealRecords(store, vault));
  const begun = performance.now();
  const uris = { redirectUri: () => 'http://127.0.0.1:9/callback', connectUri: 'http://127.0.0.1:9/connect' };
  const manager = await createCredentialManager({ store, vault, providers, issuers: [], ...uris, transport, clock, random, log });
  return { manager, startMs: Math.round(performance.now() - begun), close: () => manager.stop().then(() => store.close()) };
}

/** Microseconds of CPU for one call: the best of several rounds, because others use the machine, too. */
function cost(call, calls = 300_000) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < calls; i++) call(i);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / calls);
  }
  return Math.round(best * 1_000) / 1_000;
}

async function many(name, providers, at, prepare) {
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const { manager, startMs, close } = await open(providers, prepare);
  const started = performance.now();
  await manager.get({ ...at, asker: { kind: 'managed' } });
  const got = performance.now();
  const request = { ...at, asker: { kind: 'managed' } };
  const list = await manager.list();
  const listed = performance.now();
  globalThis.gc?.();
  const result = {
    connections: list.length,
    startMs,
    firstTokenMs: Math.round(got - started),
    listMs: Math.round(listed - got),
    heapMiB: Math.round((process.memoryUsage().heapUsed - heap) / 2 ** 20),
    peekMicroseconds: cost(() => manager.peek(request)),
  };
  await close();
  return [name, result];
}

const { manager, close } = await open([provider('crm', [connection('org')])]);
const request = { provider: 'crm', connection: 'org', asker: { kind: 'managed' } };
await manager.get(request);
const map = new Map([['crm/org', await manager.get(request)]]);
const kept = { last: undefined };
const cached = {
  mapMicroseconds: cost(() => {
    kept.last = map.get('crm/org');
  }),
  peekMicroseconds: cost(() => {
    kept.last = manager.peek(request);
  }),
};
await close();
const sizes = Object.fromEntries([
  await many(
    '1,000 providers',
    Array.from({ length: 1_000 }, (_, i) => provider(`p${i}`, [connection('org')])),
    { provider: 'p777', connection: 'org' },
  ),
  await many(
    '10,000 connections of one provider',
    [
      provider(
        'crm',
        Array.from({ length: 10_000 }, (_, i) => connection(`c${i}`)),
      ),
    ],
    {
      provider: 'crm',
      connection: 'c7777',
    },
  ),
  await many('10,000 connections in the store', [provider('crm', [])], { provider: 'crm', connection: 'c7777' }, (records) =>
    keep(records, 'crm', 10_000),
  ),
]);
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ cached, ...sizes }, undefined, process.argv.includes('--json') ? 0 : 2));

// npm run chaos -- [--minutes 5 | --seconds 20] [--store redis|libsql] [--disturb] [--callers 300] [--connections 20] [--json]
// Three processes on one store, many callers, tokens that live 2 s, a provider that rotates refresh tokens and ends the family when a used one comes
// again; processes are killed at random points and started anew. Counts what was lost and holds it against the provider's own log.
//   --disturb   Redis is paused once and killed once in mid-run (it writes its log at every change, as docs/credentials.md asks for)
//   --cold      instead: three processes ask for one connection for the first time, all at once
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openAdversarialProvider } from '../../dist/dev/adversarial/provider.js';
import { rotatingGrants } from '../../dist/dev/adversarial/rotating-grants.js';
import { audit, openRecords } from './audit.mjs';
import { startRedis } from './redis.mjs';

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seconds: { type: 'string' },
    store: { type: 'string', default: 'redis' },
    callers: { type: 'string' },
    connections: { type: 'string', default: '20' },
    disturb: { type: 'boolean', default: false },
    cold: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (given.help) {
  console.log(`npm run chaos -- [--minutes 5 | --seconds 20] [--store redis|libsql] [--disturb] [--callers 300] [--connections 20] [--json]
npm run chaos -- --cold [--store redis|libsql] [--callers 1000] [--json]

Kills processes that share a store while many callers ask for tokens, and holds what was lost against the provider's own log.
  --disturb   Redis is paused once and killed once in mid-run
  --cold      three processes ask for one connection for the first time, all at once
Status 1: a token was lost that need not have been, or served when it was dead.`);
  process.exit(0);
}
const { store: kind, cold } = given;
const durationMs = given.seconds === undefined ? Number(given.minutes) * 60_000 : Number(given.seconds) * 1_000;
const callers = Number(given.callers ?? (cold ? '1000' : '300'));
const connections = cold ? 1 : Number(given.connections);
const PROCESSES = 3;
/** Between a token's being handed over and the note of when, a busy machine may let this pass. */
const CLOCK_MS = 250;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const between = (low, high) => low + Math.random() * (high - low);
const folder = mkdtempSync(join(tmpdir(), 'fedpass-chaos-'));
const redis = kind === 'redis' ? await startRedis(folder) : undefined;
const store = redis?.url ?? `file:${join(folder, 'credentials.db')}`;
const keyFile = join(folder, 'keys.json');
const records = await openRecords(store, keyFile);
const grants = rotatingGrants(cold ? 3_600 : 2);
const provider = await openAdversarialProvider({
  port: 0,
  upstream: { token: (form, { from }) => grants.answer(form, from), revoke: (token) => grants.revoke(token) },
  plan: { take: (form) => (!cold && form.get('grant_type') === 'refresh_token' && Math.random() < 0.01 ? 'unavailable' : undefined) },
  latencyMs: () => between(5, 60),
});

const workers = new Map();
const kills = [];
const totals = { calls: 0, served: 0, failures: {}, dead: [], afterEnd: 0 };
/** The family each connection stands on, and those that were lost. */
const familyOf = new Map();
const lost = [];
const consenting = new Map();
let started = 0;
const done = new Set();

function startWorker() {
  const name = `w${++started}`;
  const task = {
    name,
    store,
    keyFile,
    origin: provider.origin,
    callers: Math.floor(callers / PROCESSES),
    connections,
    pauseMs: 150,
    cold,
    grantType: cold ? 'clientCredentials' : 'authorizationCode',
    spillFolder: join(folder, 'unsaved'),
  };
  const child = fork(fileURLToPath(new URL('./worker.mjs', import.meta.url)), [JSON.stringify(task)]);
  workers.set(name, child);
  child.on('message', (message) => hear(name, message));
  return new Promise((resolve) => child.on('message', ({ ready }) => ready && resolve(name)));
}

function hear(name, message) {
  if (message.calls !== undefined) count(message);
  if (message.consented !== undefined) consenting.get(message.consented)?.(message.ok && name);
  if (message.done) done.add(name);
}

function count({ calls, used, failures }) {
  totals.calls += calls;
  for (const [key, times] of Object.entries(failures)) {
    const [code, connection] = key.split(' ');
    totals.failures[code] = (totals.failures[code] ?? 0) + times;
    if (connection !== undefined && code === 'CONNECTION_REQUIRED') void loseAndConnect(connection);
  }
  for (const [token, { first, last, count: times }] of used) {
    totals.served += times;
    const known = grants.accessTokens.get(token);
    if (known === undefined || last >= known.expiresAt + CLOCK_MS)
      totals.dead.push({ token: known === undefined ? 'unknown' : 'expired', last, ...known, family: known?.family?.id });
    else if (known.family?.ended !== undefined && first > known.family.ended.at) totals.afterEnd += times;
  }
}

/** Consents one after the other, so that it is known which family came of which. */
let queue = Promise.resolve();
async function loseAndConnect(connection, graceMs = 1_500) {
  if (consenting.has(connection)) return;
  consenting.set(connection, () => undefined);
  const family = familyOf.get(connection);
  const record = await records.connection(connection).catch(() => undefined);
  if (family !== undefined && record?.state.phase !== 'broken') {
    // A report from before the last consent.
    consenting.delete(connection);
    return;
  }
  if (family !== undefined) lost.push({ connection, family, record });
  queue = queue.then(() => connect(connection));
  await queue;
  // Reports from before the consent may still come in.
  await sleep(graceMs);
  consenting.delete(connection);
}

async function connect(connection) {
  for (let attempt = 1; ; attempt++) {
    if (attempt > 60) throw new Error(`${connection} cannot be connected`);
    const before = grants.counts.consents;
    const names = [...workers.keys()];
    const child = workers.get(names[Math.floor(Math.random() * names.length)]);
    const ok = await new Promise((resolve) => {
      consenting.set(connection, resolve);
      child?.send({ consent: connection }, () => undefined);
      setTimeout(() => resolve(false), 5_000);
    });
    if (ok) {
      familyOf.set(connection, grants.counts.consents);
      return;
    }
    if (grants.counts.consents !== before) familyOf.delete(connection);
    await sleep(200);
  }
}

function kill(name) {
  kills.push({ name, at: Date.now() });
  workers.get(name)?.kill('SIGKILL');
  workers.delete(name);
}

await Promise.all(Array.from({ length: PROCESSES }, startWorker));
if (!cold) for (let i = 0; i < connections; i++) await loseAndConnect(`c${i}`, 0);
for (const child of workers.values()) child.send({ start: true });
if (cold) {
  while (done.size < PROCESSES) await sleep(20);
  await finish(
    { calls: totals.calls, served: totals.served, tokenRequests: grants.counts.clientTokens, failures: totals.failures },
    grants.counts.clientTokens === 1 && totals.served === totals.calls,
  );
} else {
  const end = Date.now() + durationMs;
  const disturbances = redis !== undefined && given.disturb ? [() => redis.pause(4_000), () => redis.restart()] : [];
  const disturbing = (async () => {
    for (const [i, disturb] of disturbances.entries()) {
      await sleep((durationMs * (i + 1)) / (disturbances.length + 1) - (i > 0 ? durationMs / (disturbances.length + 1) : 0));
      await disturb();
    }
  })();
  while (Date.now() < end) {
    await sleep(between(1_500, 4_000));
    const names = [...workers.keys()];
    kill(names[Math.floor(Math.random() * names.length)]);
    workers.get(await startWorker())?.send({ start: true });
  }
  await disturbing;
  // What the last kills left behind is settled after the longest deadline.
  await sleep(13_000);
  await queue;
  for (const child of workers.values()) child.send({ stop: true });
  while (done.size < PROCESSES) await sleep(50);
  const found = await audit({ grants, records, lost, kills, connections });
  await finish(
    { store: kind, seconds: durationMs / 1_000, disturbed: disturbances.length, ...summary(), ...found.counts, problems: found.problems },
    found.problems.length === 0 && totals.dead.length === 0,
  );
}

function summary() {
  return {
    calls: totals.calls,
    served: totals.served,
    failures: totals.failures,
    deadTokensServed: totals.dead.slice(0, 5),
    servedAfterFamilyEnd: totals.afterEnd,
    kills: kills.length,
    consents: grants.counts.consents,
    rotations: grants.counts.rotations,
  };
}

async function finish(report, good) {
  for (const child of workers.values()) child.kill('SIGKILL');
  await provider.close();
  await records.close().catch(() => undefined);
  await redis?.stop();
  rmSync(folder, { recursive: true, force: true });
  console.log(JSON.stringify({ ok: good, ...report }, undefined, given.json ? 0 : 2));
  process.exit(good ? 0 : 1);
}

// One process of the chaos run: a credential manager, many callers, and a report of every token they were given.

import { httpTransport } from '../../dist/credentials/grants/http-transport.js';
import { createCredentialManager } from '../../dist/credentials/manager.js';
import { openStore } from '../../dist/credentials/store/open-store.js';
import { openKeyFile } from '../../dist/credentials/vault/key-file.js';
import { createVault } from '../../dist/credentials/vault/vault.js';
import { systemClock as clock } from '../../dist/gateway/platform/clock.js';
import { systemRandom as random } from '../../dist/gateway/platform/random.js';
import { limits, providersOf } from './settings.mjs';

const task = JSON.parse(process.argv[2]);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const quiet = () => undefined;
const log = process.env.CHAOS_LOG
  ? Object.fromEntries(
      ['debug', 'info', 'warn', 'error'].map((level) => [
        level,
        (fields, message) => process.stderr.write(`${task.name} ${level} ${message} ${JSON.stringify(fields)}\n`),
      ]),
    )
  : { debug: quiet, info: quiet, warn: quiet, error: quiet };

const manager = await open();
const used = new Map();
let failures = {};
let calls = 0;
const stopping = new AbortController();
const told = withResolvers();
process.on('message', ({ consent, start, stop }) => {
  if (start) told.resolve();
  else if (stop) stopping.abort();
  else connect(consent);
});
process.on('disconnect', () => process.exit(0));
setInterval(report, 100);
process.send({ ready: true });
await told.promise;
if (task.cold) await coldStart();
else await Promise.all(Array.from({ length: task.callers }, keepCalling));
await manager.stop();
report();
process.send({ done: true });

function withResolvers() {
  let resolve;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A store that is away at the start is waited for. */
async function open() {
  for (;;) {
    try {
      const store = await openStore(task.store);
      const vault = createVault(await openKeyFile(task.keyFile, { whenAbsent: 'refuse' }));
      return await createCredentialManager({
        store,
        vault,
        providers: providersOf(task),
        issuers: [],
        redirectUri: () => 'http://127.0.0.1:9/callback',
        connectUri: 'http://127.0.0.1:9/connect',
        transport: httpTransport,
        clock,
        random,
        log,
        limits,
        spillFolder: task.spillFolder,
      });
    } catch (error) {
      if (error?.name !== 'StoreError') throw error;
      await sleep(200);
    }
  }
}

async function keepCalling() {
  while (!stopping.signal.aborted) {
    await call(`c${Math.floor(Math.random() * task.connections)}`);
    await sleep(task.pauseMs * (0.5 + Math.random()));
  }
}

async function call(connection) {
  const request = { provider: 'chaos', connection, asker: { kind: 'managed' } };
  calls++;
  try {
    const token = manager.peek(request) ?? (await manager.get(request));
    const at = Date.now();
    const text = token.accessToken.reveal();
    const seen = used.get(text);
    if (seen) Object.assign(seen, { last: at, count: seen.count + 1 });
    else used.set(text, { connection, first: at, last: at, count: 1 });
  } catch (error) {
    const code = error?.code ?? String(error);
    const key = `${code} ${code === 'CONNECTION_REQUIRED' ? connection : ''}`.trim();
    failures[key] = (failures[key] ?? 0) + 1;
  }
}

async function coldStart() {
  await Promise.all(Array.from({ length: task.callers }, () => call('c0')));
}

function report() {
  if (calls === 0 && used.size === 0 && Object.keys(failures).length === 0) return;
  process.send({ calls, used: [...used], failures });
  used.clear();
  failures = {};
  calls = 0;
}

async function connect(connection) {
  try {
    const link = await manager.consentUrl('chaos', connection);
    const start = await manager.startConsent(new URL(link.url.reveal()).searchParams.get('link'));
    const back = await fetch(start.location.reveal(), { redirect: 'manual' });
    const parameters = new URL(back.headers.get('location')).searchParams;
    const browser = start.browser.reveal();
    const finish = await manager.finishConsent({ parameters, browser });
    const code = finish.kind === 'confirm' ? finish.code.reveal() : undefined;
    const end =
      code === undefined ? finish : await manager.confirmConsent({ code, by: { kind: 'browser', secret: browser }, accept: true });
    process.send({ consented: connection, ok: end.kind === 'connected' });
  } catch {
    process.send({ consented: connection, ok: false });
  }
}

// npm run reload-load -- [--swaps 100] [--rate 200] [--documents 40] [--types 100] [--json]
// Documents and schemas of a built gateway in a process of its own are changed on disk, in turn and together, as editors do it, while requests come on a schedule. Every tenth
// change is preceded by ones that cannot serve. Each answer must be of one state, of one that there was, and of none older than what was seen before its request left.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startGateway } from './gateway.mjs';
import { startLoad } from './load.mjs';
import { damage, edit, makeProject } from './project.mjs';

const { values: given } = parseArgs({
  options: {
    swaps: { type: 'string', default: '100' },
    rate: { type: 'string', default: '200' },
    documents: { type: 'string', default: '40' },
    types: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (given.help) {
  console.log(`npm run reload-load -- [--swaps 100] [--rate 200] [--documents 40] [--types 100] [--json]

Changes documents and schemas of a built gateway on disk, --swaps times, while --rate requests a second come.
The project has --documents documents, and --types types beside those that are asked for.
Status 1: a request failed, or an answer was not of one state.`);
  process.exit(0);
}
const [swaps, rate, documents, types] = [given.swaps, given.rate, given.documents, given.types].map(Number);
/** Of a swap that never comes. */
const PATIENCE_MS = 60_000;
const DAMAGE_EVERY = 10;
const KINDS = ['document', 'schema', 'document', 'schema', 'both'];

const folder = mkdtempSync(join(tmpdir(), 'fedpass-reload-'));
const backends = fork(fileURLToPath(new URL('./backends.mjs', import.meta.url)));
const [{ port: backendPort }] = await once(backends, 'message');
const port = await freePort();
makeProject(folder, { backends: `http://127.0.0.1:${backendPort}`, port, documents, types });

/** What is waited for, with what tells of it. */
const waiting = new Set();
const refusals = { document: 0, schema: 0 };
const gateway = await startGateway(folder, ({ msg }) => {
  if (/documents are broken/.test(msg)) refusals.document++;
  if (/schemas do not compose/.test(msg)) refusals.schema++;
  look();
});

const faults = new Map();
const seen = { document: 0, schema: 0 };
/** The generations that were written last, and all of documents with schemas that lay on disk together for longer than it takes to write both. */
const written = { document: 0, schema: 0 };
const states = new Set(['0 0']);
/** What keeps still for less is not looked at. */
const TOGETHER_MS = 40;
let answered = 0;

const fault = (text) => faults.set(text, (faults.get(text) ?? 0) + 1);

function judge(state) {
  answered++;
  if (state.fault !== undefined) return fault(state.fault);
  const { document, schema, since } = state;
  if (!states.has(`${document} ${schema}`)) fault(`a state that never was: d${document} with s${schema}`);
  if (document < since.document || schema < since.schema) fault(`a state that had been replaced: d${document} with s${schema}`);
  seen.document = Math.max(seen.document, document);
  seen.schema = Math.max(seen.schema, schema);
  look();
}

function look() {
  for (const one of waiting)
    if (one.isThere()) {
      waiting.delete(one);
      one.done();
    }
}

function until(isThere, what) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE_MS);
    waiting.add({
      isThere,
      done() {
        clearTimeout(timer);
        resolve();
      },
    });
    look();
  });
}

async function refuse(part) {
  const before = refusals[part];
  damage(folder, part);
  await until(() => refusals[part] > before, `the refusal of a broken ${part}`);
}

/** Changes what `kind` says, both parts at once or one, and waits until an answer is made by it. */
async function swap(kind, turn) {
  const parts = kind === 'both' ? ['document', 'schema'] : [kind];
  await gateway.probe();
  const begun = performance.now();
  for (const part of parts) {
    const since = performance.now();
    const state = `${written.document} ${written.schema}`;
    written[part]++;
    edit(folder, part, written[part], { turn, types });
    if (performance.now() - since > TOGETHER_MS) states.add(state);
  }
  states.add(`${written.document} ${written.schema}`);
  await until(() => parts.every((part) => seen[part] === written[part]), `generation ${written.document} ${written.schema}`);
  const { blockedMs, rssMb } = await gateway.probe();
  return { kind, takesMs: performance.now() - begun, blockedMs, rssMb };
}

const load = startLoad(`http://127.0.0.1:${port}`, rate, judge, () => ({ ...seen }));
let problem;
const done = [];
try {
  for (let turn = 0; turn < swaps; turn++) {
    if (turn % DAMAGE_EVERY === DAMAGE_EVERY - 1) for (const part of ['document', 'schema']) await refuse(part);
    done.push(await swap(KINDS[turn % KINDS.length], turn));
  }
} catch (error) {
  problem = error.message;
}
const told = await load.stop();
const status = await gateway.stop();
backends.disconnect();
rmSync(folder, { recursive: true, force: true });

const good = problem === undefined && faults.size === 0 && answered === told.requests && status === 0;
const report = {
  ok: good,
  ...(problem === undefined ? {} : { problem }),
  swaps: done.length,
  refused: refusals,
  ...told,
  failures: [...faults.values()].reduce((sum, count) => sum + count, 0),
  faults: [...faults].slice(0, 10),
  documents: summary('document'),
  schemas: summary('schema'),
  both: summary('both'),
  memoryMb: { first: Math.round(done[0]?.rssMb ?? 0), last: Math.round(done.at(-1)?.rssMb ?? 0) },
};
console.log(JSON.stringify(report, undefined, given.json ? 0 : 2));
process.exit(good ? 0 : 1);

/** Milliseconds from the change on disk to an answer by it, and for how long at a time the main thread was held up. */
function summary(kind) {
  const own = done.filter((one) => one.kind === kind);
  const middle = (name) => Math.round(own.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(own.length / 2)] ?? 0);
  const most = (name) => Math.round(Math.max(0, ...own.map((one) => one[name])));
  return {
    swapMs: { median: middle('takesMs'), max: most('takesMs') },
    blockedMs: { median: middle('blockedMs'), max: most('blockedMs') },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  await new Promise((closed) => server.close(closed));
  return free;
}

// npm run bench -- lint: what `fedpass lint` costs in CPU time on one core: all documents for the first time, all of them out of the cache, and one
// that was changed in watch mode. The documents are published ones where those are at hand, else as many of our own making.
//   --rounds N (3)  --json
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCache } from '../../dist/cli/lint/cache/open-cache.js';
import { LintSession } from '../../dist/cli/lint/session.js';
import { makeDocuments } from './lint-documents.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const published = join(root, '..', 'shared', 'corpus');
const program = join(root, 'dist', 'cli', 'main.js');
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 3;
const folder = mkdtempSync(join(tmpdir(), 'fedpass-bench-'));
const documents = join(folder, 'documents');

/** The processor time of a whole run of the program, in milliseconds: the program itself says it when it ends. */
const meter = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => { const { user, system } = process.cpuUsage(); writeSync(3, String((user + system) / 1000)); });",
)}`;

function run(...words) {
  const [command, ...before] = pinned ? ['taskset', '-c', '0', process.execPath] : [process.execPath];
  const { output, status, stderr } = spawnSync(
    command,
    [...before, '--import', meter, program, 'lint', '--isolated', 'documents', '--format', 'json', ...words],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0 && status !== 1) throw new Error(`fedpass lint ended with ${status}: ${stderr}`);
  return { cpu: Number(output[3]), report: output[1] };
}

const pinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = (count, work) => Array.from({ length: count }, work);

/** One document at a time gets another line; what a pass over all of them then takes, after some to warm up. */
async function recheck() {
  const io = { cwd: folder, env: {}, err() {}, out() {}, color: {}, interactive: false, stopped: new Promise(() => {}) };
  const subject = { paths: ['documents'], config: undefined, isolated: true, dialect: 'auto' };
  const session = new LintSession(subject, io, openCache({ kind: 'off' }, io));
  const { documents: all } = await session.run();
  const walls = [];
  const costs = [];
  for (let i = 0; i < 60; i++) {
    const { path } = all[(i * 7919) % all.length].file;
    writeFileSync(path, `${readFileSync(path, 'utf8')}\n`);
    const before = process.cpuUsage();
    const started = performance.now();
    const { checked } = await session.run();
    if (checked !== 1) throw new Error(`${checked} documents were checked where one had changed`);
    if (i < 20) continue;
    walls.push(performance.now() - started);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  return { median: median(walls), most: Math.max(...walls), cpu: median(costs) };
}

try {
  if (existsSync(published)) cpSync(published, documents, { recursive: true, filter: (path) => !/\.(json|jsonl|md)$/.test(path) });
  else
    for (const { name, text } of makeDocuments(466)) {
      mkdirSync(dirname(join(documents, name)), { recursive: true });
      writeFileSync(join(documents, name), text);
    }
  const cold = times(rounds, () => run('--no-cache'));
  run('--cache-location', 'cache');
  const warm = times(rounds, () => run('--cache-location', 'cache'));
  if (new Set([...cold, ...warm].map(({ report }) => report)).size !== 1) throw new Error('the cache finds something else');
  const { files, diagnostics } = JSON.parse(cold[0].report);
  const one = await recheck();
  const figures = {
    files,
    findings: diagnostics.length,
    cold: median(cold.map(({ cpu }) => cpu)),
    warm: median(warm.map(({ cpu }) => cpu)),
    one,
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
  else
    console.log(
      [
        `${files} ${existsSync(published) ? 'published' : 'made-up'} documents, ${figures.findings} findings${pinned ? ', on one core' : ''}; medians of ${rounds}`,
        `first run          ${(figures.cold / 1000).toFixed(2)} s CPU`,
        `out of the cache   ${(figures.warm / 1000).toFixed(2)} s CPU`,
        `one changed        ${one.median.toFixed(1)} ms (at most ${one.most.toFixed(1)} ms), ${one.cpu.toFixed(1)} ms CPU`,
      ].join('\n'),
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// What a request costs the gateway in CPU time, with policies, without them, and in Apollo's own gateway, side by side in one run.
// Before anything is timed every contestant must give the right answer, and every subgraph must have seen its own token or none.
//   --seconds N (4)  --rounds N (3)  --connections N (20)  --json
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { Pool } from 'undici';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..', '..');
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const seconds = option('seconds', 4);
const rounds = option('rounds', 3);
const connections = option('connections', 20);
const names = ['catalog', 'stock', 'reviews'];
const query = 'query ($first: Int!) { products(first: $first) { id name price inStock reviews { text stars } } }';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-bench-'));
const running = [];
const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
};

function document(name) {
  return `<policies>
  <inbound>
    <base />
    <get-authorization-context provider-id="${name}" authorization-id="default" context-variable-name="auth" />
    <set-header name="Authorization">
      <value>@("Bearer " + ((Authorization)context.Variables.GetValueOrDefault("auth"))?.AccessToken)</value>
    </set-header>
  </inbound>
  <backend><base /></backend>
</policies>
`;
}

function writeProject(base, port) {
  mkdirSync(join(folder, 'policies', 'subgraphs'), { recursive: true });
  const subgraphs = {};
  const providers = {};
  for (const name of names) {
    subgraphs[name] = { url: `${base}/${name}`, schema: join(here, 'schema', `${name}.graphql`) };
    providers[name] = {
      identityProvider: 'oauth2',
      grantType: 'clientCredentials',
      parameters: { tokenUrl: `${base}/token` },
      connections: {
        default: { parameters: { clientId: name, clientSecret: `\${env.BENCH_SECRET}` }, accessPolicies: { gateway: { gateway: true } } },
      },
    };
    writeFileSync(join(folder, 'policies', 'subgraphs', `${name}.xml`), document(name));
  }
  writeFileSync(join(folder, 'fedpass.yaml'), JSON.stringify({ listen: { host: '127.0.0.1', port }, subgraphs, providers }, undefined, 2));
}

/** User and system CPU time of a process in milliseconds, from /proc (100 ticks a second). */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function untilReady(origin, child) {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error('a contestant ended before it was ready');
    const ready = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    }).catch(() => undefined);
    if (ready?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`no answer from ${origin}`);
}

async function start(name, words, env = {}) {
  const port = await freePort();
  const child = spawn(process.execPath, words(port), {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.push(child);
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin, child);
  return { name, child, origin, pool: new Pool(origin, { connections }), samples: [] };
}

// No two connections ask the same at the same time: equal calls on the way would be shared, and less would be measured.
const payloads = Array.from({ length: 20 }, (_, at) => JSON.stringify({ query, variables: { first: 1 + at } }));
async function ask(pool, at = 9) {
  const headers = { 'content-type': 'application/json' };
  const { body } = await pool.request({ path: '/graphql', method: 'POST', headers, body: payloads[at % payloads.length] });
  return body.text();
}

async function load(pool, milliseconds) {
  const end = performance.now() + milliseconds;
  let count = 0;
  await Promise.all(
    Array.from({ length: connections }, async (_, at) => {
      while (performance.now() < end) {
        await ask(pool, at);
        count++;
      }
    }),
  );
  return count;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function main() {
  const backends = fork(join(here, 'backends.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  running.push(backends);
  const [{ port }] = await once(backends, 'message');
  const base = `http://127.0.0.1:${port}`;
  const services = names.map((name) => ({
    name,
    url: `${base}/${name}`,
    typeDefs: parse(readFileSync(join(here, 'schema', `${name}.graphql`), 'utf8')),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (errors) throw new AggregateError(errors, 'the schemas do not compose');
  const supergraph = join(folder, 'supergraph.graphql');
  writeFileSync(supergraph, supergraphSdl);
  writeProject(base, 0);

  const program = join(root, 'dist', 'cli', 'main.js');
  const contestants = [
    await start('apollo gateway', () => [join(here, 'apollo.mjs')], { SUPERGRAPH: supergraph }),
    await start('fedpass, no policies', (p) => [program, 'start', '--supergraph', supergraph, '--port', String(p), '--log-level', 'error']),
    await start('fedpass, policies and tokens', (p) => [program, 'start', '--port', String(p), '--log-level', 'error'], {
      BENCH_SECRET: 'bench',
    }),
  ];

  const answers = new Map();
  for (const one of contestants) {
    await fetch(`${base}/reset`);
    const answer = JSON.parse(await ask(one.pool));
    if (answer.errors) throw new Error(`${one.name} answered with errors: ${JSON.stringify(answer.errors)}`);
    answers.set(one.name, JSON.stringify(answer.data));
    const { seen } = await (await fetch(`${base}/seen`)).json();
    for (const name of names) {
      const wanted = one.name.includes('tokens') ? `Bearer token-for-${name}` : 'none';
      const found = Object.keys(seen[name]);
      if (found.length !== 1 || found[0] !== wanted)
        throw new Error(
          `${one.name}: ${name} saw ${found.map((text) => text.slice(0, 12)).join(', ')} where it should see ${wanted.slice(0, 12)}`,
        );
    }
  }
  if (new Set(answers.values()).size !== 1) throw new Error('the contestants do not give the same answer');
  console.error('answers are equal, and each subgraph saw its own token or none; warming up');

  for (const one of contestants) await load(one.pool, 2000);
  for (let round = 0; round < rounds; round++)
    for (const one of [...contestants.slice(round % contestants.length), ...contestants.slice(0, round % contestants.length)]) {
      const before = cpu(one.child.pid);
      const started = performance.now();
      const count = await load(one.pool, seconds * 1000);
      one.samples.push({ cpu: (cpu(one.child.pid) - before) / count, rps: (count * 1000) / (performance.now() - started) });
    }
  const { tokenRequests } = await (await fetch(`${base}/seen`)).json();
  report(contestants, tokenRequests);
}

function report(contestants, tokenRequests) {
  const rows = contestants.map(({ name, samples }) => ({
    name,
    cpu: median(samples.map((s) => s.cpu)),
    rps: median(samples.map((s) => s.rps)),
  }));
  const reference = rows[0].cpu;
  if (process.argv.includes('--json')) return console.log(JSON.stringify({ rows, tokenRequests }));
  console.log(`${'contestant'.padEnd(32)}${'CPU ms/req'.padStart(12)}${'CPU ratio'.padStart(11)}${'rps'.padStart(8)}`);
  for (const row of rows)
    console.log(
      `${row.name.padEnd(32)}${row.cpu.toFixed(3).padStart(12)}${(reference / row.cpu).toFixed(2).padStart(11)}${row.rps.toFixed(0).padStart(8)}`,
    );
  console.log(
    `\n3 subgraph calls a request, ${connections} connections, ${rounds} rounds of ${seconds} s, medians; ${tokenRequests} token requests in all.`,
  );
}

try {
  await main();
} finally {
  for (const child of running) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

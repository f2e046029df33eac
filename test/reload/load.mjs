// Requests on a schedule, whatever becomes of those before them: an answer that is late counts from when its request was due.
import { Pool } from 'undici';
import { keyOf } from './project.mjs';

const QUERY = JSON.stringify({ query: '{ thing { one two } mark: __type(name: "Mark") { description } }' });

/**
 * Starts `rate` requests a second to a gateway. `judge` is told by which state each answer was made, with what `before` said when its request left; or
 * what is wrong with the answer itself.
 */
export function startLoad(origin, rate, judge, before) {
  const pool = new Pool(origin, { connections: 128 });
  const latencies = [];
  const underWay = new Set();
  const begun = performance.now();
  let made = 0;

  async function one(due) {
    const since = before();
    const state = await ask(pool).catch((error) => ({ fault: `no answer: ${error.code ?? error.message}` }));
    latencies.push(performance.now() - due);
    judge({ ...state, since });
  }

  const timer = setInterval(() => {
    for (; begun + (made * 1_000) / rate <= performance.now(); made++) {
      const asking = one(begun + (made * 1_000) / rate);
      underWay.add(asking);
      void asking.finally(() => underWay.delete(asking));
    }
  }, 1);
  return {
    async stop() {
      clearInterval(timer);
      const seconds = (performance.now() - begun) / 1_000;
      await Promise.all(underWay);
      await pool.close();
      return { requests: made, perSecond: Math.round(made / seconds), latencyMs: percentiles(latencies) };
    },
  };
}

async function ask(pool) {
  const { statusCode, headers, body } = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: QUERY,
  });
  const text = await body.text();
  if (statusCode !== 200) return { fault: `status ${statusCode}: ${text.slice(0, 300)}` };
  const { data, errors } = JSON.parse(text);
  if (errors !== undefined) return { fault: `errors: ${text.slice(0, 300)}` };
  return stateOf(headers['x-documents'], data);
}

/** The state that all parts of an answer name. */
function stateOf(mark, { thing, mark: { description } }) {
  const document = Number(mark.slice(1));
  const schema = Number(description.slice(1));
  const everywhere = `${mark} ${mark} ${mark}`;
  const found = JSON.stringify([mark, description, thing]);
  return thing.one === everywhere && thing.two === `${everywhere} ${keyOf(schema)}`
    ? { document, schema }
    : { fault: `half-swapped: ${found}` };
}

function percentiles(values) {
  const sorted = values.sort((a, b) => a - b);
  const at = (share) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1) };
}

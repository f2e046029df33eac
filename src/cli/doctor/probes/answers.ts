import { type Check, failed, ok, type ProbeBench } from '../check.ts';
import type { ProbeRequest } from '../prober.ts';

const json = { 'content-type': 'application/json' };

/** Requests that are wrong in ways that make careless servers talk. */
const wrong: readonly ProbeRequest[] = [
  { headers: json, body: '{"query": ' },
  { headers: json, body: '{"query": 1}' },
  { headers: json, body: '{"query": "{ __typename(", "variables": []}' },
  { headers: json, body: '{"query": "query A { __typename } query B { __typename }"}' },
  // What takes a parser to the end of its stack.
  { headers: json, body: `{"query": "{ __typename }", "variables": {"a": ${'['.repeat(20_000)}${']'.repeat(20_000)}}}` },
  { headers: json, body: JSON.stringify({ query: `${'{ a '.repeat(5_000)}${'}'.repeat(5_000)}` }) },
  { headers: json, body: '{"query": "{ __typename }", "query": "{ a }"}' },
  { headers: json, body: '{"query": "{ __typename }", "variables": {"__proto__": {"a": 1}}, "operationName": 1}' },
  { method: 'GET', path: '/graphql/%E0%A4%A' },
  { method: 'GET', path: '/no/such/place' },
  { method: 'PUT', body: 'x' },
];

/** Frames of a stack, places of modules, names of what failed. */
const telling = /\n\s+at |node_modules|node:internal|stacktrace|"exception"|\.(?:js|ts|mjs):\d+/i;

export const errors: Check<ProbeBench> = {
  code: 'doctor/errors',
  title: 'errors tell nothing of the inside',
  right: 'let nothing before or behind the gateway add stacks or paths to answers',
  async run({ gateway }) {
    for (const request of wrong) {
      const { status, text } = await gateway.send(request);
      if (telling.test(text)) return failed(`an answer with status ${status} holds a stack or the path of a module`);
      if (status >= 500) return failed(`a request that is wrong is answered with ${status}`);
    }
    return ok(`${wrong.length} wrong requests are answered without stacks and paths`);
  },
};

export const headers: Check<ProbeBench> = {
  code: 'doctor/headers',
  title: 'answers are typed, kept by no cache, and say nothing of the server',
  right: 'let nothing before the gateway remove or add headers of answers',
  async run({ gateway }) {
    const { headers: found } = await gateway.ask('{ __typename }');
    const faults = [
      ...(found['x-content-type-options'] === 'nosniff' ? [] : ['`X-Content-Type-Options: nosniff` is missing']),
      ...(/no-store|private/.test(found['cache-control'] ?? '') ? [] : ['`Cache-Control` lets others keep answers']),
      ...(found['x-request-id'] === undefined ? ['`X-Request-Id` is missing'] : []),
      ...(found['x-powered-by'] === undefined ? [] : ['`X-Powered-By` is there']),
      ...(/\d/.test(String(found['server'] ?? '')) ? ['`Server` tells a version'] : []),
    ];
    return faults.length === 0 ? ok('as they should be') : failed(faults.join('; '));
  },
};

export const tracing: Check<ProbeBench> = {
  code: 'doctor/trace',
  title: 'strangers get no traces and no plans',
  right: 'make `telemetry.trace.key` long and random',
  async run({ gateway }) {
    const guesses = ['1', 'true', 'trace', 'secret', ''];
    for (const guess of guesses) {
      const asked = { ...json, 'fedpass-trace': guess, 'apollo-query-plan-experimental': '1', 'apollo-federation-include-trace': 'ftv1' };
      const { text } = await gateway.send({ headers: asked, body: JSON.stringify({ query: '{ __typename }' }) });
      if (text.includes('"extensions"')) return failed('an answer holds `extensions` for a header that anybody can send');
    }
    return ok('answers are the same with and without the headers that ask for them');
  },
};

export const metrics: Check<ProbeBench> = {
  code: 'doctor/metrics',
  title: 'metrics are for who may read them',
  right: 'set `telemetry.prometheus.token`',
  async run({ gateway }) {
    // As through a proxy, so that a gateway on this machine does not take the probe for this machine.
    const { status } = await gateway.send({ method: 'GET', path: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } });
    return status === 200 ? failed('`GET /metrics` is answered without a token') : ok(`\`GET /metrics\` answers ${status} without a token`);
  },
};

export const tokenEndpoint: Check<ProbeBench> = {
  code: 'doctor/token-endpoint',
  title: 'tokens are handed to nobody without a token',
  right: 'leave `tokenEndpoint` off, or let nothing before it add tokens',
  async run({ gateway }) {
    const { status } = await gateway.send({ path: '/token/doctor/doctor', headers: json, body: '{}' });
    return status >= 400
      ? ok(`\`POST /token/…\` answers ${status} to strangers`)
      : failed(`\`POST /token/…\` answers ${status} to strangers`);
  },
};

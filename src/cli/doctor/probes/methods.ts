import { type Check, failed, ok, type ProbeBench } from '../check.ts';
import { dataOf, type ProbeAnswer } from '../prober.ts';

const json = { 'content-type': 'application/json' };

export const getMutations: Check<ProbeBench> = {
  code: 'doctor/get-mutations',
  title: 'a GET changes nothing',
  right: 'let nothing before the gateway turn a GET into a POST',
  async run({ gateway }) {
    const path = `/graphql?query=${encodeURIComponent('mutation { __typename }')}`;
    for (const headers of [json, { 'apollo-require-preflight': '1' }]) {
      const answer = await gateway.send({ method: 'GET', path, headers });
      if (dataOf(answer) !== undefined || answer.status < 400) return failed(`a mutation by GET is answered with ${answer.status}`);
    }
    return ok('mutations by GET are refused');
  },
};

/** Something that stands nowhere but in a request of ours. */
const canary = 'doctor-canary-7d1f';

const repeats = ({ text, headers }: ProbeAnswer): boolean =>
  text.includes(canary) ||
  // Answers are told apart by the id of their request, which proxies and clients may choose.
  Object.entries(headers).some(([name, value]) => name !== 'x-request-id' && String(value).includes(canary));

export const methods: Check<ProbeBench> = {
  code: 'doctor/methods',
  title: 'methods that the graph has no use for are refused',
  right: 'turn TRACE off in the proxy, and send the graph GET, POST and OPTIONS alone',
  async run({ gateway }) {
    for (const path of ['/graphql', '/'])
      for (const method of ['TRACE', 'TRACK'] as const) {
        const answer = await gateway.send({ method, path, headers: { 'x-doctor': canary } }).catch(refusedByConnection);
        if (answer !== undefined && repeats(answer)) return failed(`\`${method} ${path}\` sends back what it was sent`);
      }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'TRACE']) {
      const body = method === 'TRACE' ? {} : { body: JSON.stringify({ query: '{ __typename }' }) };
      const answer = await gateway.send({ method, headers: json, ...body }).catch(refusedByConnection);
      if (answer !== undefined && answer.status < 400) return failed(`\`${method} /graphql\` is answered with ${answer.status}`);
    }
    return ok('TRACE, PUT, PATCH and DELETE are refused');
  },
};

/** A server may hang up on a method that it does not know. */
function refusedByConnection(error: unknown): undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
}

export const echoes: Check<ProbeBench> = {
  code: 'doctor/echoes',
  title: 'answers repeat nothing of headers and addresses',
  right: 'let error pages of proxies and answers of policies repeat nothing that a client sent',
  async run({ gateway }) {
    const headers = { 'x-doctor': canary, cookie: `doctor=${canary}`, referer: `https://${canary}.invalid/`, 'user-agent': canary };
    const requests = [
      { headers: { ...json, ...headers }, body: JSON.stringify({ query: '{ __typename }' }) },
      { headers: { ...json, ...headers }, body: '{' },
      { headers: { 'content-type': `text/${canary}`, ...headers }, body: 'x' },
      { headers: { ...json, ...headers, 'x-forwarded-host': `${canary}.invalid` }, body: JSON.stringify({ query: '{ __typename }' }) },
      { method: 'GET', path: `/no/such/place/${canary}?a=${canary}`, headers },
    ];
    for (const request of requests) {
      const answer = await gateway.send(request);
      if (repeats(answer)) return failed(`an answer with status ${answer.status} repeats what the request brought`);
    }
    return ok(`${requests.length} answers repeat nothing`);
  },
};

// Three Federation subgraphs and a token endpoint for the benchmark, in one process. Subgraphs execute a body once and replay the answer, so
// that what is measured is the gateway. GET /seen tells which Authorization each subgraph saw, and how many tokens were asked for.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

const products = Array.from({ length: 20 }, (_, i) => ({ id: `p${i}`, name: `Product ${i}`, price: 100 + i }));
const resolvers = {
  catalog: {
    Query: { products: (_, { first }) => products.slice(0, first) },
    Product: { __resolveReference: ({ id }) => products.find((p) => p.id === id) },
  },
  stock: { Product: { __resolveReference: (ref) => ref, inStock: ({ id }) => Number(id.slice(1)) * 3 } },
  reviews: {
    Product: {
      __resolveReference: (ref) => ref,
      reviews: ({ id }) => [1, 2].map((n) => ({ id: `${id}-r${n}`, text: `Review ${n} of ${id}`, stars: n + 2 })),
    },
  },
};
const seen = Object.fromEntries(Object.keys(resolvers).map((name) => [name, {}]));
let tokenRequests = 0;

function subgraph(name) {
  const schema = buildSubgraphSchema({
    typeDefs: parse(readFileSync(new URL(`./schema/${name}.graphql`, import.meta.url), 'utf8')),
    resolvers: resolvers[name],
  });
  const answers = new Map();
  return async (body) => {
    const key = createHash('sha1').update(body).digest('hex');
    const known = answers.get(key);
    if (known !== undefined) return known;
    const { query, variables } = JSON.parse(body);
    const answer = JSON.stringify(await graphql({ schema, source: query, variableValues: variables }));
    answers.set(key, answer);
    return answer;
  };
}
const execute = Object.fromEntries(Object.keys(resolvers).map((name) => [name, subgraph(name)]));

const read = async (request) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
};

const server = createServer(async (request, response) => {
  const name = request.url.slice(1);
  response.setHeader('content-type', 'application/json');
  if (name === 'seen') return response.end(JSON.stringify({ seen, tokenRequests }));
  if (name === 'reset') {
    for (const key of Object.keys(seen)) seen[key] = {};
    return response.end('{}');
  }
  const body = await read(request);
  if (name === 'token') {
    tokenRequests++;
    const client = new URLSearchParams(body).get('client_id');
    return response.end(JSON.stringify({ access_token: `token-for-${client}`, token_type: 'Bearer', expires_in: 3600 }));
  }
  if (execute[name] === undefined) return response.writeHead(404).end('{}');
  const authorization = request.headers.authorization ?? 'none';
  seen[name][authorization] = (seen[name][authorization] ?? 0) + 1;
  response.end(await execute[name](body));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

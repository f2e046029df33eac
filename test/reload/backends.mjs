// The two subgraphs of the project, in a process of their own. What they saw of the policies, and by which key they were asked, is in their answers.
import { createServer } from 'node:http';

const seen = ({ headers }) => [headers['x-own'], headers['x-base'], headers['x-global']].join(' ');

const answers = {
  one: (request) => ({ thing: { __typename: 'Thing', id: '1', sku: 'a', one: seen(request) } }),
  two: (request, { representations }) => ({
    _entities: representations.map((key) => ({ two: `${seen(request)} ${Object.hasOwn(key, 'sku') ? 'sku' : 'id'}` })),
  }),
};

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { variables } = JSON.parse(body);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data: answers[request.url.slice(1)](request, variables ?? {}) }));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';
import { type FederationService, startFederationService } from './support/federation-service.ts';

const secret = 'cAnary/client+secret';
const token = (kind: string): string => `cAnary-token-of-${kind}`;

/** How an OAuth server answers a token request, by the path of its token endpoint. Written by hand: real libraries are too orderly. */
const answers: Readonly<Record<string, (response: ServerResponse, asked: URLSearchParams) => void>> = {
  plain: (response) => json(response, 200, { access_token: token('plain'), token_type: 'Bearer', expires_in: 3600 }),
  'no-lifetime': (response) => json(response, 200, { access_token: token('no-lifetime'), token_type: 'Bearer' }),
  'text-lifetime': (response) => json(response, 200, { access_token: token('text-lifetime'), token_type: 'bearer', expires_in: '3600' }),
  'odd-lifetime': (response) => json(response, 200, { access_token: token('odd-lifetime'), expires_in: 'soon' }),
  page: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Maintenance</h1></html>'),
  'broken-page': (response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<html><h1>Unavailable</h1></html>'),
  nothing: (response) => response.writeHead(200).end(),
  moved: (response) => response.writeHead(307, { location: '/plain' }).end(),
  cut: (response) => response.socket?.destroy(),
  silent: () => undefined,
  'wrong-secret': (response, asked) =>
    json(response, 401, { error: 'invalid_client', error_description: `no client has the secret ${asked.get('client_secret')}` }),
};
const kinds = Object.keys(answers);

const json = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

let oauth: Server;
let tokenRequests: string[];
let service: FederationService;
let gateway: Run;
let url: string;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const kind = request.url?.slice(1) ?? '';
  tokenRequests.push(kind);
  answers[kind]?.(response, new URLSearchParams(body));
}

const provider = (kind: string, origin: string): string => `  ${kind}:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "${origin}/${kind}" }
    connections:
      main: { parameters: { clientId: me, clientSecret: "\${env.CLIENT_SECRET}" }, accessPolicies: { gateway: { gateway: true } } }
`;

beforeAll(async () => {
  tokenRequests = [];
  oauth = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(oauth, 'listening');
  const address = oauth.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  service = await startFederationService({ sdl: 'type Query { hello: String }', resolvers: { Query: { hello: () => 'hello' } } });
  const folder = makeFolder({
    // A project of its own that is no ES module, on a port that the system chooses.
    'package.json': '{ "name": "mine", "type": "commonjs" }',
    'fedpass.yaml': `listen: { port: 0 }\nsubgraphs: { greeter: { url: "${service.url}" } }\nlimits: { tokenTimeout: 1500ms }\nproviders:\n${kinds.map((kind) => provider(kind, origin)).join('')}`,
    'subgraphs/greeter/schema.graphql': 'type Query { hello: String }\n',
    'policies/subgraphs/greeter.xml': `<policies><inbound><base />
      <get-authorization-context provider-id="@(context.Request.Headers.GetValueOrDefault("X-Provider"))" authorization-id="main" context-variable-name="auth" />
      <set-header name="Authorization"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>
    </inbound><backend><base /></backend></policies>`,
  });
  gateway = run(['start'], { cwd: folder, env: { CLIENT_SECRET: secret } });
  url = (await gateway.line((line) => line.startsWith('fedpass serves '))).replace('fedpass serves ', '');
});
afterAll(async () => {
  await gateway.stop();
  await service.close();
  oauth.closeAllConnections();
  oauth.close();
});

const hello = (kind: string) => ask(url, '{ hello }', { 'x-provider': kind });

it('listens on a port of its own where it was told 0', () => {
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+\/graphql$/);
});

it.each(['plain', 'no-lifetime', 'text-lifetime', 'odd-lifetime'])('a token answer is used and kept: %s', async (kind) => {
  for (const _time of [1, 2]) expect((await hello(kind)).data).toEqual({ hello: 'hello' });
  expect(service.authorizations.slice(-2)).toEqual([`Bearer ${token(kind)}`, `Bearer ${token(kind)}`]);
  expect(tokenRequests.filter((each) => each === kind)).toHaveLength(1);
});

it.each([
  ['page', 'PROVIDER_DOWN', 'answered with no token (html, status 200)'],
  ['broken-page', 'PROVIDER_DOWN', 'answered with status 503'],
  ['nothing', 'PROVIDER_DOWN', 'answered with no token (empty, status 200)'],
  ['moved', 'PROVIDER_DOWN', 'answered with no token (redirect, status 307)'],
  ['cut', 'PROVIDER_DOWN', 'did not answer (ECONNRESET)'],
  ['silent', 'PROVIDER_DOWN', 'did not answer (timeout)'],
  ['wrong-secret', 'CONNECTION_UNAVAILABLE', '(`invalid_client`): (withheld: it repeats a secret); replace the secret there'],
])('no token answer is an error of the fields, told in one line of the log: %s', async (kind, code, said) => {
  const before = service.authorizations.length;
  const { status, data, errors } = await hello(kind);
  expect([status, data]).toEqual([200, { hello: null }]);
  expect(errors).toMatchObject([{ path: ['hello'], extensions: { code, subgraph: 'greeter', provider: kind, connection: 'main' } }]);
  expect(service.authorizations).toHaveLength(before);
  const lines = gateway.err().split('\n');
  expect(lines.filter((line) => line.includes(`connection \`${kind}/main\``))).toHaveLength(1);
  expect(gateway.err()).toContain(said);
});

it('shows no token and no secret anywhere', async () => {
  const { status, out, err } = await gateway.stop();
  expect(status).toBe(0);
  expect(`${out}${err}`).not.toContain('cAnary');
});

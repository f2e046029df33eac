import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CredentialManager } from '../../src/credentials/credential-manager.ts';
import { close, listen, loopback } from '../../src/dev/listen.ts';
import { next } from '../../src/runtime/handler.ts';
import { asGateway, bench, consentTo } from '../credentials/support/manager.ts';
import { straightBack } from '../credentials/support/rotating-provider.ts';
import { codeProvider } from '../credentials/support/settings.ts';
import { json, startTokenEndpoint } from '../credentials/support/token-endpoint.ts';
import { canary, testCredentials, withToken } from '../gateway/support/credentials.ts';
import { ask, handler, handlers, openGateway } from '../gateway/support/gateway.ts';
import { openBooks, type TestSubgraph } from '../gateway/support/subgraph.ts';

/** What came to the attacker. */
const stolen: IncomingMessage[] = [];
const evil = createServer((request, response) => {
  stolen.push(request);
  request.resume();
  response.end('{}');
});
let away: string;
let books: TestSubgraph;
beforeAll(async () => {
  away = `http://${loopback}:${await listen(evil, 0)}/`;
  books = await openBooks();
});
afterAll(async () => {
  await books.close();
  await close(evil);
});

test('a cross-origin redirect with a token', async () => {
  const statuses = [301, 302, 303, 307, 308];

  // A subgraph that sends the gateway's call elsewhere.
  const gateway = await openGateway([books], {
    credentials: testCredentials(),
    handlers: handlers({ books: handler({ inbound: withToken() }) }),
  });
  for (const status of statuses) {
    books.misbehave((response) => response.writeHead(status, { location: away }).end());
    expect((await ask(gateway, '{ newest { title } }')).errors[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_HTTP_ERROR', status });
  }
  await gateway.close();
  expect(stolen).toEqual([]);

  // A backend that does the same to a policy that follows: it comes there without the token, or not at all.
  for (const hosts of [undefined, [loopback], ['api.example.com']]) {
    const asks = handler({
      inbound: async (x) => {
        const { accessToken } = await x.ports.credentials.get({ provider: 'demo', connection: 'org', asker: { kind: 'managed' } });
        const headers = [
          ['authorization', `Bearer ${accessToken.reveal()}`],
          ['x-api-key', accessToken.reveal()],
          ['cookie', `session=${accessToken.reveal()}`],
        ] as const;
        const call = { method: 'POST', url: books.url, headers, body: null, timeoutMs: 1_000, followRedirects: true, signal: undefined };
        await x.ports.send(call).catch(() => undefined);
        return next;
      },
    });
    const following = await openGateway([books], {
      credentials: testCredentials(hosts),
      egress: [{ kind: 'host', host: loopback, port: undefined }],
      handlers: handlers({ books: asks }),
    });
    for (const status of statuses) {
      books.misbehave((response) => response.writeHead(status, { location: away }).end());
      await ask(following, '{ newest { title } }');
    }
    await following.close();
  }
  expect(stolen.length).toBeGreaterThan(0);
  for (const { rawHeaders, url } of stolen) expect(`${url} ${rawHeaders.join(' ')}`).not.toContain(canary);

  // A token endpoint that sends the refresh token elsewhere.
  stolen.splice(0);
  const endpoint = await startTokenEndpoint();
  endpoint.answer(json({ access_token: 'canary-access', refresh_token: 'canary-refresh', token_type: 'Bearer', expires_in: 10 }));
  const desk = await bench();
  const manager: CredentialManager = await desk.manager([codeProvider(endpoint.origin)]);
  await consentTo(manager, 'files', straightBack);
  for (const status of statuses) {
    desk.clock.advance(60_000);
    endpoint.answer((response) => response.writeHead(status, { location: away }).end());
    await expect(manager.get(asGateway('files'))).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
  }
  expect(endpoint.seen.length).toBeGreaterThanOrEqual(statuses.length);
  expect(stolen).toEqual([]);
  await endpoint.close();
});

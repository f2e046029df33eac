import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { walkConsent } from '../../../src/dev/consent/walk-consent.ts';
import { close, listen } from '../../../src/dev/listen.ts';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map(close));
});

async function site(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  return `http://127.0.0.1:${await listen(server, 0)}`;
}

const page = (response: ServerResponse, html: string, status = 200): unknown =>
  response.writeHead(status, { 'content-type': 'text/html' }).end(html);

test('follows redirects with cookies, sends forms, and ends at a page without one', async () => {
  const seen: string[] = [];
  const origin = await site(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push(`${request.method} ${request.url} ${request.headers.cookie ?? '-'} ${body}`);
    if (request.url === '/start') return response.writeHead(302, { location: '/ask', 'set-cookie': 'jar=1; Path=/' }).end();
    if (request.url === '/ask')
      return page(response, '<form method="post" action="/say"><button name="d" value="allow">Yes</button></form>');
    if (request.url === '/say') return response.writeHead(303, { location: '/done' }).end();
    return page(response, '<p>Connected</p>');
  });
  const walked = await walkConsent(`${origin}/start`, [origin]);
  expect(walked).toMatchObject({ kind: 'arrived', status: 200 });
  expect(seen).toEqual(['GET /start - ', 'GET /ask jar=1 ', 'POST /say jar=1 d=allow', 'GET /done jar=1 ']);
});

test('presses no button outside of the demo', async () => {
  const foreign: string[] = [];
  const elsewhere = await site((request, response) => {
    foreign.push(String(request.url));
    page(response, '<form method="post"><button>Delete everything</button></form>');
  });
  const origin = await site((_request, response) => response.writeHead(302, { location: `${elsewhere}/login` }).end());
  const walked = await walkConsent(`${origin}/start`, [origin]);
  expect(walked).toMatchObject({ kind: 'stopped', reason: `the sign-in leads to ${elsewhere}, which is not part of the demo` });
  expect(foreign).toEqual([]);
});

test('stops at an error page, whatever form is on it', async () => {
  const origin = await site((_request, response) => page(response, '<form method="post"><button>Again</button></form>', 400));
  expect(await walkConsent(`${origin}/start`, [origin])).toMatchObject({ kind: 'arrived', status: 400 });
});

test('does not go round in circles for ever', async () => {
  const origin = await site((_request, response) => response.writeHead(302, { location: '/again' }).end());
  expect(await walkConsent(`${origin}/start`, [origin])).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('did not end') });
});

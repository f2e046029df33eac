import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLoopback } from '../../src/gateway/1-accept/host-names.ts';
import { openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

let books: TestSubgraph;
let limited: TestGateway;
let open: TestGateway;

beforeAll(async () => {
  books = await openBooks();
  limited = await openGateway([books], { names: { more: ['graph.example.com'] } });
  open = await openGateway([books]);
});
afterAll(async () => {
  await Promise.all([limited.close(), open.close()]);
  await books.close();
});

const body = JSON.stringify({ query: '{ newest { title } }' });

/** The status of a request with exactly these header lines. */
const status = ({ port }: TestGateway, lines: readonly string[], target = '/graphql', version = '1.1'): Promise<number> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      const head = [`POST ${target} HTTP/${version}`, ...lines, 'Content-Type: application/json', `Content-Length: ${body.length}`];
      socket.write(`${head.join('\r\n')}\r\nConnection: close\r\n\r\n${body}`);
    });
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(answer.split(' ')[1])));
  });

describe('a gateway that is called by known names', () => {
  it.each([
    ['localhost', 200],
    ['LOCALHOST:4000', 200],
    ['app.localhost:4000', 200],
    ['127.0.0.1', 200],
    ['127.8.9.10:4000', 200],
    ['[::1]:4000', 200],
    ['graph.example.com', 200],
    ['Graph.Example.com:443', 200],
    ['evil.example', 421],
    ['evil.example:4000', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['evil-localhost', 421],
    ['graph.example.com.evil.example', 421],
    ['localhost@evil.example', 421],
    ['localhost evil.example', 421],
    ['', 421],
    ['10.0.0.5', 421],
  ])('answers %s with %i', async (host, expected) => {
    const before = books.received.length;
    expect(await status(limited, [`Host: ${host}`])).toBe(expected);
    expect(books.received.length - before).toBe(expected === 200 ? 1 : 0);
  });

  it('answers who names nobody, which no browser does', async () => {
    expect(await status(limited, [], '/graphql', '1.0')).toBe(200);
  });

  it('tells everybody that it lives', async () => {
    expect(await status(limited, ['Host: evil.example'], '/health/nowhere')).toBe(404);
    expect(await status(limited, ['Host: evil.example'], '/nowhere')).toBe(421);
  });
});

it('any other answers to every name, and to one only', async () => {
  expect(await status(open, ['Host: evil.example'])).toBe(200);
  expect(await status(open, ['Host: a.example', 'host: a.example'])).toBe(400);
});

it.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['::1', true],
  ['127.1.2.3', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.10', false],
  ['graph.example.com', false],
])('%s is reached from this machine alone: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));

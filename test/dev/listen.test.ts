import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { close, freePort, listen } from '../../src/dev/listen.ts';
import { DevRefusal } from '../../src/dev/refusal.ts';

const servers = [createServer(), createServer()] as const;
afterEach(() => Promise.all(servers.map((server) => close(server))));

test('a taken port is told in one clause, with the way out', async () => {
  const port = await listen(servers[0], 0);
  for (const attempt of [listen(servers[1], port), freePort(port)]) {
    const refusal: unknown = await attempt.catch((error: unknown) => error);
    if (!(refusal instanceof DevRefusal)) throw new Error('the port was given twice');
    expect(refusal.message).toBe(`port ${port} is already in use`);
    expect(refusal.wayOut).toMatch(/^choose other ports with `--port \d+`, or any free ones with `--port 0`$/);
  }
});

test('a port that was asked for can be had afterwards', async () => {
  const port = await freePort(0);
  expect(await freePort(port)).toBe(port);
  expect(await listen(servers[0], port)).toBe(port);
  expect(servers[0].address()).toMatchObject({ address: '127.0.0.1' });
});

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, expect, it } from 'vitest';
import { openSender } from '../../../src/gateway/3-fetch/send.ts';
import { SendFailure } from '../../../src/runtime/ports/send.ts';

const sender = openSender(100_000);
afterAll(() => sender.close());
let server: Server | undefined;
afterEach(() => server?.close());

async function listening(answer: Parameters<typeof createServer>[1]): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

const failureOf = async (url: string, timeoutMs = 10_000): Promise<SendFailure> => {
  const sent = sender.send({
    method: 'POST',
    url,
    headers: [],
    body: '{}',
    timeoutMs,
    totalMs: timeoutMs,
    followRedirects: false,
    signal: undefined,
    egress: () => ({ kind: 'named' }),
  });
  const error = await sent.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SendFailure)) throw new Error('the call did not fail');
  return error;
};

it('what found no connection never left', async () => {
  const url = await listening(() => undefined);
  const gone = once(server as Server, 'close');
  server?.close();
  await gone;
  expect(await failureOf(url)).toMatchObject({ kind: 'unreachable', notSent: true });
  expect(await failureOf('http://nowhere.invalid/')).toMatchObject({ kind: 'unreachable', notSent: true });
});

it('what was cut off or had no answer may have arrived', async () => {
  const cut = await listening((request) => request.socket.destroy());
  expect(await failureOf(cut)).toMatchObject({ kind: 'unreachable', notSent: false });
  server?.close();
  const silent = await listening(() => undefined);
  expect(await failureOf(silent, 50)).toMatchObject({ kind: 'timeout', notSent: false });
  server?.closeAllConnections();
});

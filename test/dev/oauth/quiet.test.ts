import { afterEach, expect, test, vi } from 'vitest';
import { applications } from '../../../src/dev/oauth/applications.ts';
import { makeProvider } from '../../../src/dev/oauth/load-provider.ts';
import { recordStore } from '../../../src/dev/oauth/records.ts';
import { newSecrets, Records, runOAuth } from './running.ts';

afterEach(() => vi.restoreAllMocks());

test('what others print while the library loads is let through, its advice is not', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  await makeProvider('http://127.0.0.1:1', {
    adapter: recordStore(new Records()),
    get clockTolerance() {
      console.warn('something real', 1);
      return 0;
    },
    // Left on, this prints advice.
    features: { devInteractions: { enabled: true } },
  });
  expect(warn.mock.calls).toContainEqual(['something real', 1]);
  expect(JSON.stringify([...warn.mock.calls, ...info.mock.calls])).not.toContain('oidc-provider');
  expect(console.warn).toBe(warn);
});

test('the server prints nothing when it starts or when it answers', async () => {
  const prints = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name).mockImplementation(() => {}));
  const secrets = await newSecrets();
  const running = await runOAuth(secrets);
  for (const { clientId, requiredScope } of applications) {
    await fetch(running.server.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: requiredScope,
        client_id: clientId,
        client_secret: secrets.clientSecrets[clientId] ?? '',
      }),
    });
  }
  await fetch(`${running.server.authorizationUrl}?client_id=nobody`, { headers: { accept: 'text/html' } });
  await running.server.close();
  expect(prints.flatMap((print) => print.mock.calls)).toEqual([]);
});

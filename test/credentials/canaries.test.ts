import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { openLibsqlStore } from '../../src/credentials/store/libsql.ts';
import { Secret } from '../../src/runtime/ports/credential-source.ts';
import { leaksIn } from '../support/canaries.ts';
import { asGateway, bench, consentTo } from './support/manager.ts';
import { rotatingProvider, straightBack } from './support/rotating-provider.ts';
import { clientCredentialsProvider, codeProvider } from './support/settings.ts';
import { json, startTokenEndpoint } from './support/token-endpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'fedpass-canaries-'));
const endpoint = await startTokenEndpoint();
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

test('no secret in any error, log, status, outcome or file', async () => {
  const desk = await bench(() => openLibsqlStore(join(folder, 'credentials.db')));
  const provider = rotatingProvider();
  endpoint.answer(provider.answer);
  const printed: unknown[] = [];
  const failures: unknown[] = [];
  const print = (value: unknown): void => void printed.push(value);
  const fail = async (step: Promise<unknown>): Promise<void> => {
    failures.push(await step.then(print, (error: unknown) => error));
  };
  const crm = clientCredentialsProvider(endpoint.url);
  const files = codeProvider(endpoint.origin);
  const manager = await desk.manager([crm, files]);
  const secrets = ['canary-client-secret', 'canary-code', 'canary-bearer-token', 'canary-wrong'];

  // Consent, with everything that is secret on the way.
  const link = await manager.consentUrl('files', 'org');
  if (link.kind !== 'link') throw new Error(link.kind);
  const token = new URL(link.url.reveal()).searchParams.get('link') ?? '';
  const start = await manager.startConsent(token);
  if (start.kind !== 'redirect') throw new Error(start.kind);
  const back = (await straightBack(start.location.reveal())).searchParams;
  secrets.push(token, start.browser.reveal(), back.get('state') ?? '');
  print([link, start]);
  print(await manager.finishConsent({ parameters: back, browser: 'another' }));
  print(await consentTo(manager, 'files', straightBack));
  secrets.push(...endpoint.seen.map(({ form }) => form.get('code_verifier') ?? 'no code verifier'));

  // Tokens, and errors that repeat what they were sent.
  const at = asGateway('files');
  print(await manager.get(at));
  desk.clock.advance(3_600_000);
  endpoint.answer((response, seen) => json({ error: 'invalid_client', error_description: `no: ${seen.form}` }, 401)(response, seen));
  await fail(manager.get(at));
  await fail(manager.get(asGateway('crm')));
  endpoint.answer((response, seen) => json({ error: seen.form.get('refresh_token') ?? 'x' }, 400)(response, seen));
  desk.clock.advance(60_000);
  await fail(manager.get(at));
  endpoint.answer((response) => response.writeHead(200).end('<p>canary-access-1 canary-refresh-1</p>'));
  desk.clock.advance(60_000);
  await fail(manager.get(at));
  endpoint.answer(provider.answer);
  desk.clock.advance(60_000);
  print(await manager.get(at));
  provider.revoke();
  desk.clock.advance(3_600_000);
  await fail(manager.get(at));
  await fail(manager.get({ ...at, asker: { kind: 'jwt', token: new Secret('canary-bearer-token') } }));
  await fail(Promise.resolve().then(() => manager.reload([{ ...crm, parameters: { tokenUrl: 'canary-wrong' } }])));
  print(await manager.list());
  print(manager);
  await manager.stop();

  expect(failures.filter((failure) => failure instanceof Error)).toHaveLength(7);
  for (let number = 1; number <= 3; number++) secrets.push(`canary-access-${number}`, `canary-refresh-${number}`);
  const errors = failures.map((error) => [
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
    String((error as Error)?.stack),
  ]);
  const outputs = printed.map((value) => [inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value)]);
  const files2 = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  expect(readdirSync(folder).length).toBeGreaterThan(1);
  for (const haystack of [...desk.lines, ...errors.flat(), ...outputs.flat(), ...files2])
    expect(leaksIn(String(haystack), secrets)).toEqual([]);
});

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { json, startTokenEndpoint } from '../credentials/support/token-endpoint.ts';
import { makeFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

const endpoint = await startTokenEndpoint();
beforeEach(() => endpoint.answer(json({ access_token: 'canary-access', token_type: 'Bearer', expires_in: 3_600 })));

const folder = makeFolder({
  'fedpass.yaml': `
listen: { port: 4321 }
subgraphs: { crm: { url: "https://crm.example" } }
providers:
  crm:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "${endpoint.url}" }
    connections:
      default:
        parameters: { clientId: c, clientSecret: "\${env.CRM_SECRET}" }
        accessPolicies: { gateway: { gateway: true }, alice: { objectId: alice, tenantId: t, appIds: [console] } }
      closed:
        parameters: { clientId: c, clientSecret: "\${env.CRM_SECRET}" }
  files:
    identityProvider: oauth2pkce
    grantType: authorizationCode
    parameters: { authorizationUrl: "https://l.example/a", tokenUrl: "https://l.example/t", clientId: c, clientSecret: "\${env.CRM_SECRET}" }
    connections: { org: { accessPolicies: { gateway: { gateway: true } } } }
`,
});
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true, force: true });
});

const env = { CRM_SECRET: 'canary-client-secret' };
const run = (...words: string[]) => recordedRun(['connections', ...words], { cwd: folder, env });

describe('fedpass connections', () => {
  test('list: a table that fits, and what to look after', async () => {
    const { out, status } = await run('list');
    expect(status).toBe(0);
    expect(out).toBe(`CONNECTION   IDENTITY PROVIDER  GRANT              STATE              TOKEN ENDS  CONSENT ENDS
crm/default  oauth2             clientCredentials  connected
crm/closed   oauth2             clientCredentials  connected
files/org    oauth2pkce         authorizationCode  waits for consent

1 connection to look after: \`fedpass connections login <provider>/<connection>\`
`);
  });

  test('list --json', async () => {
    const found = JSON.parse((await run('list', '--json')).out);
    expect(found).toHaveLength(3);
    expect(found[2]).toMatchObject({ provider: 'files', connection: 'org', state: { phase: 'unauthorized' } });
  });

  test('show: one, whatever its case', async () => {
    const { out, status } = await run('show', 'Files/ORG');
    expect(status).toBe(0);
    expect(out).toContain('files/org\n');
    expect(out).toMatch(/State +waits for consent/);
    expect(out).toMatch(/Redirect URL +http:\/\/localhost:4321\/oauth\/callback\/files/);
    expect(out).toMatch(/Declared in +fedpass.yaml/);
  });

  test('login: a link on standard output alone', async () => {
    const { out, err, status } = await run('login', 'files/org');
    expect(status).toBe(0);
    expect(out).toMatch(/^http:\/\/localhost:4321\/connect\?link=[\w-]{43}\n$/);
    expect(err).toContain('works once');
    expect(await run('login', 'crm/default')).toMatchObject({ status: 2, err: expect.stringContaining('nobody has to consent') });
  });

  test('test: every step, up to the one that fails', async () => {
    const good = await run('test', 'crm/default');
    expect(good).toMatchObject({ status: 0, out: expect.stringMatching(/ok +access[\s\S]*ok +connection[\s\S]*ok +token/) });
    expect(good.out + good.err).not.toContain('canary');
    expect(await run('test', 'crm/closed')).toMatchObject({ status: 1, out: expect.stringContaining('no access policy') });
    expect(await run('test', 'files/org')).toMatchObject({
      status: 1,
      out: expect.stringMatching(/failed +connection +waits for consent/),
    });
  });

  test('test: what the provider says', async () => {
    await run('revoke', 'crm/default');
    endpoint.answer(json({ error: 'invalid_client' }, 401));
    const { status, out } = await run('test', 'crm/default', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      steps: [{ ok: true }, { ok: true }, { name: 'token', ok: false, detail: expect.stringContaining('invalid_client') }],
    });
  });

  test('revoke: tokens go, and are fetched anew', async () => {
    await run('test', 'crm/default');
    expect((await run('revoke', 'crm/default')).out).toBe('The tokens of crm/default are gone.\n');
    expect((await run('revoke', 'crm/default')).out).toBe('crm/default had no tokens.\n');
    expect((await run('test', 'crm/default')).status).toBe(0);
  });

  test.each<[string[], number, string]>([
    [['--gateway'], 0, 'yes\n'],
    [['--object-id', 'alice', '--tenant-id', 't', '--app-id', 'console'], 0, 'yes\n'],
    [
      ['--object-id', 'alice', '--tenant-id', 't', '--app-id', 'other'],
      1,
      'no: an access policy names the principal, but not the application the token was issued to\n',
    ],
    [['--object-id', 'alice', '--tenant-id', 'u', '--app-id', 'console'], 1, 'no: no access policy names the principal\n'],
    [['--object-id', 'alice', '--issuer', 'https://l.example', '--app-id', 'console'], 1, 'no: no access policy names the principal\n'],
  ])('can-i %j', async (who, status, out) => {
    expect(await run('can-i', 'crm/default', ...who)).toMatchObject({ status, out });
  });

  test.each([
    [['can-i', 'crm/default'], 'can-i needs to know who'],
    [['show'], 'name a connection as'],
    [['show', 'crm'], 'name a connection as'],
    [['show', 'crm/none'], 'there is no connection `crm/none`'],
    [['toString', 'crm/default'], 'there is no action'],
  ])('%j is said to be wrong', async (words, text) => {
    expect(await run(...words)).toMatchObject({ status: 2, err: expect.stringContaining(text) });
  });
});

describe.skipIf(inject('redisUrl') === null)('fedpass connections on Redis', () => {
  // A database of its own: the store has its default namespace.
  const url = `${inject('redisUrl')}/12`;
  const onRedis = makeFolder({ 'fedpass.yaml': `store: "\${env.REDIS}"\n${readFileSync(join(folder, 'fedpass.yaml'), 'utf8')}` });
  afterAll(() => rmSync(onRedis, { recursive: true, force: true }));
  const run = (...words: string[]) => recordedRun(['connections', ...words], { cwd: onRedis, env: { ...env, REDIS: url } });

  test('every action, one process after the other, on one store', async () => {
    const client = createClient({ url });
    await client.connect();
    await client.flushDb();
    client.destroy();
    expect((await run('list')).out).toMatch(/crm\/default .* connected\n[\s\S]*files\/org .* waits for consent\n/);
    expect((await run('show', 'files/org')).out).toMatch(/State +waits for consent/);
    expect((await run('login', 'files/org')).out).toMatch(/link=[\w-]{43}\n$/);
    const calls = endpoint.seen.length;
    expect((await run('test', 'crm/default')).status).toBe(0);
    // The second process finds the token of the first.
    expect((await run('test', 'crm/default')).status).toBe(0);
    expect(endpoint.seen.length).toBe(calls + 1);
    expect((await run('can-i', 'crm/default', '--gateway')).out).toBe('yes\n');
    expect((await run('revoke', 'crm/default')).out).toBe('The tokens of crm/default are gone.\n');
    expect((await run('revoke', 'crm/default')).out).toBe('crm/default had no tokens.\n');
  });
});

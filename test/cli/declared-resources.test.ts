import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { tokenVerifier } from '../../src/credentials/access/verify-token.ts';
import { httpTransport } from '../../src/credentials/grants/http-transport.ts';
import { systemClock } from '../../src/gateway/platform/clock.ts';
import { armApi } from '../../src/management/arm/arm-api.ts';
import { openManagementServer, type RunningManagement } from '../../src/management/management-server.ts';
import { memoryLog } from '../gateway/support/gateway.ts';
import { AUDIENCE, base, type Management, SUBSCRIPTION, startManagement } from '../management/support/management.ts';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

const project = `
subgraphs: { crm: { url: "https://crm.example" } }
providers:
  fixed:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "https://login.example/token" }
    connections: { org: { parameters: { clientId: c, clientSecret: "\${env.FIXED_SECRET}" } } }
`;

const declared = `
providers:
  github:
    displayName: GitHub of the web team
    identityProvider: github
    grantType: authorizationCode
    parameters: { clientId: web, clientSecret: "\${env.GITHUB_SECRET}", scopes: repo }
    connections:
      org:
        accessPolicies:
          gateway: { gateway: true }
          alice: { objectId: alice, tenantId: t, appIds: [console] }
  crm:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "https://login.example/token" }
    connections:
      default: { parameters: { clientId: c, clientSecret: "\${env.CRM_SECRET}" }, accessPolicies: { gateway: { gateway: true } } }
`;

const env = { FIXED_SECRET: 'canary-fixed', GITHUB_SECRET: 'canary-github', CRM_SECRET: 'canary-crm' };
const secrets = /canary/;

function folder(resources = declared) {
  const cwd = projectFolder({ 'fedpass.yaml': project, 'connections.yaml': resources });
  const run = (words: readonly string[], over: Partial<Io> = {}) => recordedRun(['connections', ...words], { cwd, env, ...over });
  return { cwd, run, write: (text: string) => writeFileSync(join(cwd, 'connections.yaml'), text) };
}

/** Somebody at a terminal who types one line. */
function typing(line: string): NonNullable<Io['typing']> {
  const input = new PassThrough();
  const output = new PassThrough();
  output.once('data', () => input.write(`${line}\n`));
  return { input, output, isTerminal: true };
}

describe('declared resources and the credential store', () => {
  test('plan: what would be made, from the outside to the inside, without a secret', async () => {
    const { status, out, err } = await folder().run(['plan']);
    expect([status, err]).toEqual([1, '']);
    expect(out).not.toMatch(secrets);
    expect(out.replace(/Plan \w{12}/, 'Plan ID').replaceAll(/(objectId|tenantId) {2}[\w-]{36}/g, '$1  ID')).toBe(`+ provider github
    displayName       GitHub of the web team
    identityProvider  github
    grantType         authorizationCode
    clientId          web
    clientSecret      (secret)
    scopes            repo

+ provider crm
    displayName       crm
    identityProvider  oauth2
    grantType         clientCredentials
    tokenUrl          https://login.example/token

+ connection github/org

+ connection crm/default
    clientId      c
    clientSecret  (secret)

+ access policy github/org/gateway
    objectId  ID
    tenantId  ID

+ access policy github/org/alice
    objectId  alice
    tenantId  t
    appIds    console

+ access policy crm/default/gateway
    objectId  ID
    tenantId  ID

Plan ID for the credential store: 7 to make, 0 to change, 0 to remove, 0 as declared
`);
  });

  test('apply does what was planned; then there is nothing to do, and no drift', async () => {
    const { cwd, run } = folder();
    const planned = JSON.parse((await run(['plan', '--json'])).out);
    const applied = await run(['apply', '--yes', '--plan', planned.plan]);
    expect([applied.status, applied.out]).toEqual([0, expect.stringContaining('7 changes made.')]);
    expect(applied.out + applied.err).not.toMatch(secrets);
    expect(await run(['plan'])).toMatchObject({ status: 0, out: 'Nothing to do: 7 resources of the credential store as declared\n' });
    expect(await run(['drift'])).toMatchObject({ status: 0, out: 'No drift: 7 resources of the credential store as declared\n' });
    const list = JSON.parse((await run(['list', '--json'])).out);
    const names = list.map((one: { provider: string; connection: string }) => `${one.provider}/${one.connection}`);
    expect(names.sort()).toEqual(['crm/default', 'fixed/org', 'github/org']);
    const audit = await recordedRun(['audit', 'list', '--json'], { cwd, env });
    expect(audit.out).toContain('access policy github/org/alice');
  });

  test('what changed in the file, secrets among it, is a change; what is in no file stays without --prune', async () => {
    const { run, write } = folder();
    await run(['apply', '--yes']);
    write(declared.replace('scopes: repo', 'scopes: "repo read:org"').replace(/ {10}alice:.*\n/, ''));
    const other = { env: { ...env, CRM_SECRET: 'canary-another' } };
    const { status, out } = await run(['plan'], other);
    expect(status).toBe(1);
    expect(out).toContain('~ provider github\n    scopes  repo -> repo read:org\n');
    expect(out).toContain('~ connection crm/default\n    clientSecret  (secret, another one)\n');
    expect(out).toContain('= access policy github/org/alice is in no file, and stays (--prune removes it)\n');
    expect(out).not.toMatch(secrets);
    expect((await run(['apply', '--yes'], other)).out).toContain('2 changes made.');
    const kept = await run(['plan'], other);
    expect([kept.status, kept.out]).toEqual([0, expect.stringContaining('stays (--prune removes it)')]);
    const pruned = await run(['apply', '--prune', '--yes'], other);
    expect(pruned.out).toContain('- access policy github/org/alice\n');
    expect((await run(['drift'], other)).status).toBe(0);
  });

  test('removing takes access away first, and goes from the inside to the outside', async () => {
    const { run, write } = folder();
    await run(['apply', '--yes']);
    write(declared.replace(/ {2}crm:[\s\S]*$/, '').replace(/ {10}alice:.*\n/, ''));
    const { changes } = JSON.parse((await run(['plan', '--prune', '--json'])).out);
    expect(changes).toEqual([
      { action: 'remove', kind: 'access policy', name: 'github/org/alice' },
      { action: 'remove', kind: 'provider', name: 'crm' },
    ]);
  });

  test('a plan that is no longer what would be done is refused', async () => {
    const { run, write } = folder();
    const { plan } = JSON.parse((await run(['plan', '--json'])).out);
    write(declared.replace('scopes: repo', 'scopes: gist'));
    const { status, err } = await run(['apply', '--yes', '--plan', plan]);
    expect([status, err]).toEqual([2, expect.stringContaining(`plan ${plan} is not what would be done now`)]);
    expect((await run(['list'])).out).not.toContain('github/org');
  });

  test('at a terminal it asks; elsewhere it wants --yes', async () => {
    const { run } = folder();
    expect(await run(['apply'])).toMatchObject({ status: 2, err: expect.stringContaining('nobody can be asked here') });
    expect(await run(['apply'], { typing: typing('n') })).toMatchObject({ status: 1, err: 'Nothing was changed.\n' });
    expect((await run(['plan'])).status).toBe(1);
    expect(await run(['apply'], { typing: typing('yes') })).toMatchObject({ status: 0, out: expect.stringContaining('7 changes made.') });
  });

  test('what the configuration declares is its own: the same is as declared, anything else stays', async () => {
    const { run, write } = folder(project);
    expect(await run(['plan', 'fedpass.yaml'])).toMatchObject({ status: 0, out: expect.stringContaining('2 resources') });
    write(project.replace('clientId: c', 'clientId: d'));
    const { status, out } = await run(['plan']);
    expect(status).toBe(1);
    expect(out).toContain(
      '! connection fixed/org stays as it is: it is declared in the configuration of the gateway, and differs in `clientId`\n',
    );
  });

  test('a folder is all of its files, and one provider stands in one of them', async () => {
    const { cwd, run } = folder();
    const parts = projectFolder({
      'a.yaml': declared,
      'b.yml': declared.replaceAll('github:', 'other:').replaceAll('crm:', 'crm2:'),
      'c.txt': 'no',
    });
    expect(JSON.parse((await run(['plan', parts, '--json'])).out).changes).toHaveLength(14);
    writeFileSync(join(parts, 'c.yaml'), declared);
    expect(await run(['plan', parts])).toMatchObject({ status: 2, err: expect.stringContaining('`github` stands in') });
    expect(readFileSync(join(cwd, 'connections.yaml'), 'utf8')).toBe(declared);
  });

  test.each([
    [['plan', 'nowhere.yaml'], 'there is no `nowhere.yaml`'],
    [['plan', '--to', 'https://gateway.example'], 'no token for the management API'],
    [['plan', '--to', 'ftp://x', '--token-file', 'connections.yaml'], 'no address of a management API'],
    [['plan', '--to', 'http://gateway.example', '--token-file', 'connections.yaml'], 'no address of a management API'],
    [['plan', '--to', 'https://gateway.example', '--token-file', 'connections.yaml'], '`management` of the configuration'],
    [['plan', '--to', 'https://gateway.example', '--token-file', 'nowhere'], 'cannot be read'],
  ])('%j is refused in one sentence', async (words, sentence) => {
    const { status, err } = await folder().run(words);
    expect([status, err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('declared resources and a gateway that runs', () => {
  let management: Management;
  let plain: RunningManagement;
  let to = '';

  beforeAll(async () => {
    management = await startManagement();
    const { manager, issuer } = management;
    const claims = { objectId: 'sub', appId: 'client_id', groups: 'groups' };
    const issuers = [{ kind: 'oidc' as const, issuer: issuer.issuer, jwksUri: issuer.jwksUri, audience: 'fedpass', claims }];
    // The same by plain http on this machine, so that no authority has to be known to the whole process.
    plain = await openManagementServer({ host: '127.0.0.1', port: 0, tls: undefined }, (url) =>
      armApi({
        credentials: manager,
        names: { subscription: SUBSCRIPTION, resourceGroup: 'platform', service: 'fedpass' },
        verify: tokenVerifier(issuers, httpTransport, systemClock, { audience: AUDIENCE, roles: 'roles' }),
        roles: { read: 'Connections.Read', write: 'Connections.ReadWrite' },
        publicUrl: url,
        gatewayUrl: management.gatewayUrl,
        redirectUri: () => 'https://gateway.example/callback',
        postLoginRedirectUrls: [],
        configuration: 'fedpass.yaml',
        log: memoryLog([]),
      }),
    );
    to = `${plain.url}${base}`;
  });
  afterAll(async () => {
    await plain.close();
    await management.close();
  });

  test('plan, apply, and what somebody changed since', async () => {
    const { run, write } = folder();
    const api = { env: { ...env, FEDPASS_MANAGEMENT_TOKEN: await management.token() } };
    const call = (...words: string[]) => run([...words, '--to', to], api);
    const first = await call('plan');
    expect([first.status, first.err]).toEqual([1, '']);
    expect(first.out).toContain('7 to make');
    expect(await call('apply', '--yes')).toMatchObject({ status: 0, out: expect.stringContaining('7 changes made.') });
    const again = await call('plan');
    expect([again.status, again.out]).toEqual([0, expect.stringContaining('2 secrets cannot be compared')]);
    // Somebody else, by the API.
    await management.call('PUT', '/authorizationProviders/github', {
      body: {
        properties: {
          displayName: 'Mine',
          identityProvider: 'github',
          oauth2: { grantTypes: { authorizationCode: { clientId: 'web', scopes: 'repo' } } },
        },
      },
    });
    await management.call('DELETE', '/authorizationProviders/crm/authorizations/default/accessPolicies/gateway', {
      headers: { 'if-match': '*' },
    });
    await management.call('PUT', '/authorizationProviders/github/authorizations/new', { body: {} });
    const drift = await call('drift');
    expect(drift.status).toBe(1);
    expect(drift.out).toContain('provider github was changed\n    displayName  declared `GitHub of the web team`, there `Mine`\n');
    expect(drift.out).toContain('access policy crm/default/gateway is declared, and not there\n');
    expect(drift.out).toContain('connection github/new is there, and not declared\n');
    write(declared.replace('scopes: repo', 'scopes: gist'));
    const mended = await call('apply', '--yes', '--prune');
    expect([mended.status, mended.out]).toEqual([0, expect.stringContaining('3 changes made.')]);
    expect((await call('drift')).status).toBe(0);
    for (const { out, err } of [first, again, drift, mended]) expect(out + err).not.toMatch(secrets);
    await management.manager.resources.removeProvider('github', { kind: 'none' });
    await management.manager.resources.removeProvider('crm', { kind: 'none' });
  });

  test('what moved between plan and apply is not written over', async () => {
    const { run, write } = folder();
    const api = { env: { ...env, FEDPASS_MANAGEMENT_TOKEN: await management.token() } };
    expect((await run(['apply', '--yes', '--to', to], api)).status).toBe(0);
    write(declared.replace('scopes: repo', 'scopes: gist').replace('tenantId: t,', 'tenantId: u,'));
    // While the question stands there, somebody else is faster.
    const slow = new PassThrough();
    const output = new PassThrough();
    output.once('data', async () => {
      await management.call('PUT', '/authorizationProviders/github', {
        body: {
          properties: {
            displayName: 'Theirs',
            identityProvider: 'github',
            oauth2: { grantTypes: { authorizationCode: { clientId: 'web', scopes: 'theirs' } } },
          },
        },
      });
      slow.write('y\n');
    });
    const { status, err } = await run(['apply', '--to', to], { ...api, typing: { input: slow, output, isTerminal: true } });
    expect([status, err]).toEqual([1, expect.stringContaining('provider github: somebody else changed it after the plan was made')]);
    expect(err).toContain('0 of 2 changes were made');
    const { body } = await management.call('GET', '/authorizationProviders/github');
    expect(body).toMatchObject({ properties: { displayName: 'Theirs' } });
    const policy = await management.call('GET', '/authorizationProviders/github/authorizations/org/accessPolicies/alice');
    expect(policy.body).toMatchObject({ properties: { tenantId: 't' } });
    await management.manager.resources.removeProvider('github', { kind: 'none' });
    await management.manager.resources.removeProvider('crm', { kind: 'none' });
  });

  test('nothing that was made meanwhile is replaced', async () => {
    const { run } = folder();
    const api = { env: { ...env, FEDPASS_MANAGEMENT_TOKEN: await management.token() } };
    const input = new PassThrough();
    const output = new PassThrough();
    output.once('data', async () => {
      await management.manager.resources.putProvider(
        {
          id: 'github',
          identityProvider: 'github',
          grantType: 'authorizationCode',
          parameters: { clientId: 'theirs', clientSecret: 's', scopes: 'repo' },
        },
        { kind: 'none' },
      );
      input.write('y\n');
    });
    const { status, err } = await run(['apply', '--to', to], { ...api, typing: { input, output, isTerminal: true } });
    expect([status, err]).toEqual([1, expect.stringContaining('somebody else changed it')]);
    expect(management.manager.resources.view.provider('github')?.settings.parameters['clientId']).toBe('theirs');
    await management.manager.resources.removeProvider('github', { kind: 'none' });
  });

  test.each([
    ['who may only read', ['Connections.Read'], 1, '403'],
    ['who may nothing', [], 2, 'answered 403'],
  ])('%s is told so', async (_name, roles, status, text) => {
    const { run } = folder();
    const api = { env: { ...env, FEDPASS_MANAGEMENT_TOKEN: await management.token('reader', roles) } };
    const done = await run(['apply', '--yes', '--to', to], api);
    expect([done.status, done.err]).toEqual([status, expect.stringContaining(text)]);
  });

  test('the token goes to no other host, whatever a list says of its next page', async () => {
    const { createServer } = await import('node:http');
    const seen: string[] = [];
    const listen = (answer: (path: string) => object) =>
      new Promise<string>((resolve) => {
        const server = createServer((request, response) => {
          seen.push(`${request.headers.host} ${request.headers.authorization}`);
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(answer(request.url ?? '')));
        });
        onTestFinished(() => void server.close());
        server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as { port: number }).port}`));
      });
    const evil = await listen(() => ({ value: [] }));
    const good = await listen((path) =>
      path.includes('authorizationProviders') ? { value: [], nextLink: `${evil}/next` } : { identity: {} },
    );
    const api = { env: { ...env, FEDPASS_MANAGEMENT_TOKEN: 'canary-token' } };
    const { status, err } = await folder().run(['plan', '--to', `${good}${base}`], api);
    expect([status, err]).toEqual([2, expect.stringContaining('links to another host')]);
    expect(seen.filter((one) => one.includes(new URL(evil).host))).toEqual([]);
  });

  test.each([301, 302, 307, 308])('the token follows no redirect (%i)', async (status) => {
    const { createServer } = await import('node:http');
    const seen: string[] = [];
    const listen = (headers: Readonly<Record<string, string>>) =>
      new Promise<string>((resolve) => {
        const server = createServer((request, response) => {
          seen.push(`${request.headers.host} ${request.headers.authorization}`);
          response.writeHead(headers['location'] === undefined ? 200 : status, { 'content-type': 'application/json', ...headers });
          response.end('{"identity":{},"value":[]}');
        });
        onTestFinished(() => void server.close());
        server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as { port: number }).port}`));
      });
    const elsewhere = await listen({});
    const moved = await listen({ location: `${elsewhere}${base}` });
    const api = { env: { ...env, FEDPASS_MANAGEMENT_TOKEN: 'canary-token' } };
    const { status: ended, err } = await folder().run(['plan', '--to', `${moved}${base}`], api);
    expect([ended, err]).toEqual([2, expect.stringContaining('does not answer as a management API does')]);
    expect(seen).toEqual([`${new URL(moved).host} Bearer canary-token`]);
  });
});

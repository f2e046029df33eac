import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { close, freePort, listen } from '../../src/dev/listen.ts';
import { DevRefusal } from '../../src/dev/refusal.ts';
import { type DevOptions, type RunningDev, runDev } from '../../src/dev/run-dev.ts';
import { GatewayStartError } from '../../src/gateway/start-error.ts';
import { standInGateway } from './stand-in-gateway.ts';

let folder: string;
let running: RunningDev | undefined;
let problems: string[];
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fedpass-dev-'));
  problems = [];
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await Promise.all(servers.splice(0).map(close));
  rmSync(folder, { recursive: true, force: true });
});

const options = (changes: Partial<DevOptions> = {}): DevOptions => ({
  config: join(folder, 'fedpass.yaml'),
  stateRoot: join(folder, '.fedpass', 'dev'),
  port: 0,
  manualConsent: false,
  provider: 'behaving',
  env: {},
  gateway: standInGateway(),
  onReload: () => {},
  onProblem: (sentence) => problems.push(sentence),
  ...changes,
});

const json = async (url: string): Promise<unknown> => (await fetch(url)).json();

test('connects the third provider by itself, once', async () => {
  running = await runDev(options());
  expect(running.facts.connections.map(({ provider, status }) => `${provider} ${status}`)).toEqual([
    'crm connected',
    'billing connected',
    'projects connected',
  ]);
  expect(await json(running.facts.oauth.statsUrl)).toEqual({ tokenRequests: 1, byClient: { 'fedpass-projects': 1 } });
  expect(problems).toEqual([]);
});

test('leaves the consent alone when a person wants to give it', async () => {
  running = await runDev(options({ manualConsent: true }));
  expect(running.facts.connections.at(-1)).toEqual({
    provider: 'projects',
    connection: 'default',
    status: 'waiting',
    connectUrl: `${running.facts.publicUrl}/connect`,
  });
  expect(await json(running.facts.oauth.statsUrl)).toEqual({ tokenRequests: 0, byClient: {} });
});

test('says so when the consent did not help', async () => {
  running = await runDev(options({ gateway: standInGateway({ refusesCode: true }) }));
  expect(problems).toEqual(['projects/default is not connected: a page answered 502; open its connect link in a browser']);
});

test('sets every variable that the example configuration asks for', async () => {
  const gateway = standInGateway();
  running = await runDev(options({ gateway, env: { HOME: '/home/someone', CRM_URL: 'https://elsewhere.example.com' } }));
  const example = readFileSync(new URL('../../fedpass.yaml', import.meta.url), 'utf8');
  const asked = new Set([...example.matchAll(/\$\{env\.(\w+)\}/g)].map(([, name]) => name));
  const env = gateway.started[0]?.env ?? {};
  expect([...asked].filter((name) => (env[name ?? ''] ?? '') === '')).toEqual([]);
  expect(env['HOME']).toBe('/home/someone');
  expect(env['CRM_URL']).toBe(running.facts.services[0]?.url);
});

test('no secret is part of what there is to tell', async () => {
  const gateway = standInGateway();
  running = await runDev(options({ gateway }));
  const told = JSON.stringify(running.facts);
  for (const [name, value] of Object.entries(gateway.started[0]?.env ?? {})) {
    if (name.endsWith('_SECRET')) expect(told).not.toContain(value);
  }
});

test('the helpers take the ports after the gateway', async () => {
  const port = await freePorts(8);
  running = await runDev(options({ port }));
  const { publicUrl, oauth, services } = running.facts;
  expect([publicUrl, oauth.issuer, ...services.map(({ url }) => url)].map((url) => Number(new URL(url).port))).toEqual([
    port,
    port + 1,
    port + 2,
    port + 3,
    port + 4,
    port + 6,
    port + 7,
  ]);
});

describe('with the adversarial provider', () => {
  test('tokens come through it, and it does what its page is told', async () => {
    const gateway = standInGateway();
    running = await runDev(options({ provider: 'adversarial', gateway, manualConsent: true }));
    const { adversary, oauth } = running.facts;
    expect(gateway.started[0]?.env['CRM_TOKEN_URL']).toBe(`${adversary}/token`);
    expect(gateway.started[0]?.env['PROJECTS_AUTHORIZATION_URL']).toBe(oauth.authorizationUrl);
    const ask = () =>
      fetch(`${adversary}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: gateway.started[0]?.env['CRM_CLIENT_ID'] ?? '',
          client_secret: gateway.started[0]?.env['CRM_CLIENT_SECRET'] ?? '',
          scope: 'crm.read',
          resource: 'https://crm.example.com',
        }),
      });
    expect(await (await ask()).json()).toMatchObject({ access_token: expect.stringContaining('.'), expires_in: 20 });
    await fetch(adversary ?? '', { method: 'POST', body: new URLSearchParams({ how: 'too-many-requests' }) });
    expect((await ask()).headers.get('retry-after')).toBe('2');
    expect(await json(oauth.statsUrl)).toMatchObject({ tokenRequests: 1 });
  });

  test('it is the fifth helper, it is gone with the rest, and without it nothing listens there', async () => {
    const port = await freePorts(8);
    running = await runDev(options({ port, provider: 'adversarial' }));
    expect(running.facts.adversary).toBe(`http://127.0.0.1:${port + 5}`);
    await running.close();
    expect(await freePort(port + 5)).toBe(port + 5);
    running = await runDev(options({ port }));
    expect(running.facts.adversary).toBeUndefined();
    expect(await freePort(port + 5)).toBe(port + 5);
  });
});

describe('when something is in the way', () => {
  test.each([0, 1, 2, 4])('the port %i after the first: nothing is left running', async (offset) => {
    const port = await freePorts(8);
    const server = createServer();
    servers.push(server);
    await listen(server, port + offset);
    const refusal: unknown = await runDev(options({ port })).catch((error: unknown) => error);
    if (!(refusal instanceof DevRefusal)) throw new Error('it ran');
    expect(refusal.message).toBe(`port ${port + offset} is already in use`);
    await close(server);
    for (let each = port; each < port + 5; each++) expect(await freePort(each)).toBe(each);
  });

  test('a free port that somebody else takes first: another is taken', async () => {
    const gateway = standInGateway();
    let failures = 2;
    const start = gateway.start;
    gateway.start = async (given) => {
      if (failures-- > 0) throw new GatewayStartError('port-in-use', `port ${given.port} is in use`);
      return start(given);
    };
    running = await runDev(options({ gateway }));
    expect([failures, gateway.started.length]).toEqual([-1, 1]);
    const refusal = new GatewayStartError('port-in-use', 'always');
    await expect(runDev(options({ gateway: standInGateway({ startFails: refusal }) }))).rejects.toBe(refusal);
  });

  test('the gateway itself: nothing is left running', async () => {
    const port = await freePorts(8);
    const failure = new Error('no such configuration');
    await expect(runDev(options({ port, gateway: standInGateway({ startFails: failure }) }))).rejects.toBe(failure);
    for (let each = port; each < port + 5; each++) expect(await freePort(each)).toBe(each);
  });
});

test('closing ends everything, and a second start finds its state', async () => {
  const port = await freePorts(8);
  const gateway = standInGateway();
  running = await runDev(options({ port, gateway }));
  await running.close();
  for (let each = port; each < port + 5; each++) expect(await freePort(each)).toBe(each);
  running = await runDev(options({ port, gateway }));
  const [first, second] = gateway.started;
  expect(second?.storeFile).toBe(first?.storeFile);
  expect(second?.env['CRM_CLIENT_SECRET']).toBe(first?.env['CRM_CLIENT_SECRET']);
  expect(gateway.closed).toBe(1);
});

/** The first of several ports in a row that are free now. */
async function freePorts(many: number): Promise<number> {
  for (;;) {
    const first = await freePort(0);
    if (first > 65_000) continue;
    try {
      for (let port = first; port < first + many; port++) await freePort(port);
      return first;
    } catch {
      // One of the row is taken: another row.
    }
  }
}

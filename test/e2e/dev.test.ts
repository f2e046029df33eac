import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Run, run } from '../support/program.ts';

interface Urls {
  readonly graphql: string;
  readonly health: { readonly live: string; readonly ready: string };
  readonly oauth: { readonly stats: string };
  readonly guards: readonly { readonly subgraph: string; readonly document: string | null; readonly connections: readonly unknown[] }[];
}

interface Answer {
  readonly data: { readonly [call: string]: { readonly tokenId: string; readonly receivedHeader: string | null } };
  readonly errors?: readonly unknown[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const sample = readFileSync(join(root, 'subgraphs', 'sample.graphql'), 'utf8');

/** The status of a PUT by somebody who believes to talk to `host`. */
const statusAs = (host: string, url: URL): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { method: 'PUT', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });

/** The example project in a folder of its own, run by the built program: the main job, end to end, on real parts. */
describe('fedpass dev', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-dev-'));
  let dev: Run;
  let urls: Urls;

  beforeAll(async () => {
    for (const name of ['fedpass.yaml', 'policies', 'subgraphs']) cpSync(join(root, name), join(folder, name), { recursive: true });
    dev = run(['dev', '--port', '0', '--json'], { cwd: folder });
    urls = JSON.parse(await dev.line((line) => line.startsWith('{'))) as Urls;
  });

  afterAll(async () => {
    await dev.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (query: string): Promise<Answer> => {
    const response = await fetch(urls.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Answer;
  };
  const tokenRequests = async (): Promise<number> =>
    ((await (await fetch(urls.oauth.stats)).json()) as { tokenRequests: number }).tokenRequests;
  const received = async (name: string): Promise<string | null> =>
    (await ask(`{ crmCall { receivedHeader(name: "${name}") } }`)).data['crmCall']?.receivedHeader ?? null;

  it('is ready, and says which document guards which subgraph', async () => {
    expect((await fetch(urls.health.live)).status).toBe(200);
    expect((await fetch(urls.health.ready)).status).toBe(200);
    expect(urls.guards.map(({ subgraph, document, connections }) => [subgraph, document, connections.length])).toEqual([
      ...['crm', 'billing', 'projects'].map((name) => [name, `policies/subgraphs/${name}.xml`, 1]),
      ['github', 'policies/subgraphs/github.xml', 0],
      ['support', 'policies/resolvers/support/', 1],
    ]);
  });

  it('answers nobody who calls it by the name of another site, which may lead to this machine', async () => {
    const { port } = new URL(urls.graphql);
    for (const [address, path] of [
      [urls.graphql, '/graphql'],
      [urls.graphql, '/connect'],
      [urls.oauth.stats, '/dev/stats'],
    ] as const)
      expect(await statusAs('evil.example', new URL(path, address)), path).toBe(421);
    expect(await statusAs(`127.0.0.1:${port}`, new URL('/graphql', urls.graphql))).toBe(405);
  });

  it('answers the sample query from three backends, each with a token of its own, and fetches none twice', async () => {
    const first = await ask(sample);
    expect(first.errors).toBeUndefined();
    const ids = ['crmCall', 'billingCall', 'projectsCall'].map((call) => first.data[call]?.tokenId);
    expect(new Set(ids).size).toBe(3);
    const before = await tokenRequests();
    const second = await ask(sample);
    expect(['crmCall', 'billingCall', 'projectsCall'].map((call) => second.data[call]?.tokenId)).toEqual(ids);
    expect(await tokenRequests()).toBe(before);
  });

  it('sends what a changed document says, and keeps the last good one when it is broken', async () => {
    const file = join(folder, 'policies', 'subgraphs', 'crm.xml');
    const good = readFileSync(file, 'utf8');
    const withHeader = (value: string): string =>
      good.replace('<base />', `<base /><set-header name="X-Team"><value>${value}</value></set-header>`);
    expect(await received('X-Team')).toBeNull();

    writeFileSync(file, withHeader('@("blue-" + context.Request.Method)'));
    await expect.poll(() => received('X-Team'), { timeout: 15_000 }).toBe('blue-POST');

    writeFileSync(file, withHeader('@("red-" + context.Request.Methd)'));
    await expect.poll(() => dev.err(), { timeout: 15_000 }).toContain('CS1061');
    expect(dev.err()).toMatch(/policies\/subgraphs\/crm\.xml:\d+:\d+: error: .*Methd/);
    expect(await received('X-Team')).toBe('blue-POST');

    writeFileSync(file, good);
    await expect.poll(() => received('X-Team'), { timeout: 15_000 }).toBeNull();
  });

  it('lets no header of the client through to a backend', async () => {
    const response = await fetch(urls.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-client': 'mine', cookie: 'a=b', authorization: 'Bearer mine' },
      body: JSON.stringify({ query: '{ crmCall { receivedHeaderNames client: receivedHeader(name: "X-Client") } }' }),
    });
    const { data } = (await response.json()) as { data: { crmCall: { receivedHeaderNames: string[]; client: string | null } } };
    expect(data.crmCall.client).toBeNull();
    expect(data.crmCall.receivedHeaderNames.map((name) => name.toLowerCase())).not.toContain('cookie');
  });

  it('stops gracefully and shows no secret', async () => {
    const ended = await dev.stop();
    expect(ended.status).toBe(0);
    expect(`${ended.out}${ended.err}`).not.toMatch(/eyJ[A-Za-z0-9_-]{20}/);
  });
});

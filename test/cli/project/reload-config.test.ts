import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { queryObjects } from 'node:v8';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../src/cli/project/free-port.ts';
import { type OpenProject, openProject } from '../../../src/cli/project/open-project.ts';
import type { ConfigReload } from '../../../src/cli/project/reload-config.ts';
import { Snapshots } from '../../../src/gateway/2-plan/snapshots.ts';
import { type LogLine, memoryLog } from '../../gateway/support/gateway.ts';
import { openBooks, openPeople, type Received, type TestSubgraph } from '../../gateway/support/subgraph.ts';
import { startOAuthServer, type TestOAuthServer } from '../../support/oauth-server.ts';
import { projectFolder } from '../../support/project-folder.ts';

let people: TestSubgraph;
let books: TestSubgraph;
let oauth: TestOAuthServer;

beforeAll(async () => {
  [people, books, oauth] = await Promise.all([
    openPeople(),
    openBooks(),
    startOAuthServer({
      clients: [
        {
          client_id: 'gateway',
          client_secret: 'not-a-real-one',
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
        },
      ],
    }),
  ]);
});
afterAll(async () => {
  await Promise.all([people.close(), books.close(), oauth.close()]);
});
beforeEach(() => {
  people.received.length = 0;
});

/** What a configuration says. */
interface Wanted {
  /** Stands in a named value, in the address of a subgraph and in the names of the headers that it is sent. */
  readonly mark: string;
  readonly more?: string;
  readonly listen?: string;
  readonly names?: readonly string[];
}

const configuration = ({ mark, more = '', listen = '{ port: 0 }', names = ['people'] }: Wanted): string => `
listen: ${listen}
graph: { introspection: everyone }
namedValues: { mark: { value: ${mark} } }
subgraphs:
${names.map((name) => `  ${name}: { url: "${people.url}?${mark}", forwardHeaders: [X-${mark}] }`).join('\n')}
${more}
`;

const provider = (scopes: string): string => `providers:
  shop:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "${oauth.tokenUrl}", scopes: ${scopes}, resource: "https://people.example" }
    connections:
      main:
        parameters: { clientId: gateway, clientSecret: "\${env.CLIENT_SECRET}" }
        accessPolicies: { gateway: { gateway: true } }
`;

const token =
  '<get-authorization-context provider-id="shop" authorization-id="main" context-variable-name="auth" />' +
  '<set-header name="X-Token"><value>@(((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>';

const document = (inbound: string): string =>
  `<policies><inbound><set-header name="X-Mark"><value>{{mark}}</value></set-header>${inbound}</inbound><backend><forward-request /></backend></policies>`;

interface Served {
  readonly project: OpenProject;
  readonly cwd: string;
  readonly log: LogLine[];
  readonly reloads: ConfigReload[];
  /** Writes the configuration as an editor does, and resolves with what became of it. */
  write(text: string): Promise<ConfigReload>;
  next(): Promise<ConfigReload>;
}

async function served(wanted: Wanted, inbound = ''): Promise<Served> {
  const cwd = projectFolder({
    'fedpass.yaml': configuration(wanted),
    'subgraphs/people/schema.graphql': people.sdl,
    'policies/subgraphs/people.xml': document(inbound),
  });
  const log: LogLine[] = [];
  const reloads: ConfigReload[] = [];
  const waiting: ((reload: ConfigReload) => void)[] = [];
  const next = (): Promise<ConfigReload> => new Promise((resolve) => waiting.push(resolve));
  const project = await openProject({
    config: join(cwd, 'fedpass.yaml'),
    cwd,
    env: { CLIENT_SECRET: 'not-a-real-one' },
    introspection: 'nobody',
    log: memoryLog(log),
    onConfig(reload) {
      reloads.push(reload);
      for (const told of waiting.splice(0)) told(reload);
    },
  });
  onTestFinished(() => project.close());
  return {
    project,
    cwd,
    log,
    reloads,
    next,
    write(text) {
      const came = next();
      writeFileSync(join(cwd, 'fedpass.new'), text);
      renameSync(join(cwd, 'fedpass.new'), join(cwd, 'fedpass.yaml'));
      return came;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
  /** The local port of the client's connection. */
  readonly by: number | undefined;
}

const ask = (
  url: string,
  { agent, headers = {}, query = '{ me { name } }' }: { agent?: Agent; headers?: Record<string, string>; query?: string } = {},
) =>
  new Promise<Answer>((resolve, reject) => {
    const sent = request(
      `${url}/graphql`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, ...(agent === undefined ? {} : { agent }) },
      (response) => {
        const by = response.socket.localPort;
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text, by }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject).end(JSON.stringify({ query }));
  });

const keepingAlive = (): Agent => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
};

/** The generation of each setting that a subgraph saw. */
const seen = ({ url, headers }: Received): readonly unknown[] => [
  url.split('?')[1]?.replace('=', ''),
  headers['x-mark'],
  ...Object.keys(headers).flatMap((name) => /^x-(g\d+)$/.exec(name)?.[1] ?? []),
];

const codes = (reload: ConfigReload): unknown => (reload.kind === 'refused' ? reload.findings.map(({ code }) => code) : reload.kind);

describe('a changed configuration', { timeout: 120_000 }, () => {
  it('is served whole, while requests go on: none fails, none sees two', async () => {
    const { project, write, reloads } = await served({ mark: 'g0' });
    const { url } = project.gateway;
    const over = new AbortController();
    const statuses = new Map<string, number>();
    const ports = new Set<number | undefined>();
    const headers = { 'x-g0': 'yes', 'x-g1': 'yes', 'x-g2': 'yes', 'x-g3': 'yes' };
    const clients = [1, 2, 3, 4].map(async () => {
      const agent = keepingAlive();
      while (!over.signal.aborted) {
        const { status, text, by } = await ask(url, { agent, headers });
        ports.add(by);
        const what = `${status} ${text}`;
        statuses.set(what, (statuses.get(what) ?? 0) + 1);
        const ready = await fetch(`${url}/health/ready`);
        if (ready.status !== 200) statuses.set('not ready', 1);
      }
    });
    try {
      for (const mark of ['g1', 'g2', 'g3']) expect(await write(configuration({ mark }))).toEqual({ kind: 'served' });
    } finally {
      over.abort();
      await Promise.all(clients);
    }
    expect([...statuses.keys()]).toEqual(['200 {"data":{"me":{"name":"Ada"}}}']);
    // A connection for each client, from the first to the last.
    expect(ports.size).toBe(4);
    const marks = people.received.map(seen);
    for (const each of marks) expect(each).toEqual([each[0], each[0], each[0]]);
    expect(new Set(marks.map(([mark]) => mark)).size).toBeGreaterThan(1);
    await ask(url, { headers });
    expect(people.received.map(seen).at(-1)).toEqual(['g3', 'g3', 'g3']);
    expect(reloads.map(({ kind }) => kind)).toEqual(['served', 'served', 'served']);
    expect(project.config.namedValues['mark']).toEqual({ kind: 'plain', value: 'g3' });
  });

  it.each<[string, (wanted: Wanted) => string, unknown]>([
    ['is no YAML', () => 'subgraphs: { people: [', 'refused'],
    ['has a setting that does not exist', (wanted) => `${configuration(wanted)}\nnobody: knows\n`, 'refused'],
    ['names a schema that is not there', (wanted) => configuration({ ...wanted, names: ['people', 'nowhere'] }), 'refused'],
    ['does not compose', (wanted) => configuration({ ...wanted, names: ['people', 'twice'] }), 'refused'],
    ['wants another port', (wanted) => configuration({ ...wanted, listen: '{ port: 4567 }' }), ['config/needs-restart']],
    ['wants another address', (wanted) => configuration({ ...wanted, listen: '{ port: 0, host: "::1" }' }), ['config/needs-restart']],
    ['wants another store', (wanted) => configuration({ ...wanted, more: 'store: file:other/place.db' }), ['config/needs-restart']],
    [
      'names a secret that is not set',
      (wanted) => configuration({ ...wanted, more: provider('read').replace('CLIENT_SECRET', 'NOWHERE') }),
      'refused',
    ],
    ['lacks what documents name', (wanted) => configuration(wanted).replace('mark: { value: g1 }', 'other: { value: g1 }'), 'refused'],
  ])('that %s changes nothing, and a good one after it is served', async (_what, bad, expected) => {
    const { project, cwd, write } = await served({ mark: 'g0' });
    mkdirSync(join(cwd, 'subgraphs/twice'));
    writeFileSync(join(cwd, 'subgraphs/twice/schema.graphql'), people.sdl);
    const { url } = project.gateway;
    const came = await write(bad({ mark: 'g1' }));
    expect(Array.isArray(expected) ? codes(came) : came.kind).toEqual(expected);
    expect((await ask(url)).text).toBe('{"data":{"me":{"name":"Ada"}}}');
    expect(people.received.map(seen).at(-1)?.[1]).toBe('g0');
    expect(await write(configuration({ mark: 'g2' }))).toEqual({ kind: 'served' });
    await ask(url);
    expect(people.received.map(seen).at(-1)?.slice(0, 2)).toEqual(['g2', 'g2']);
  });

  it('is served with the documents that were written with it, and waits for those that it needs', async () => {
    const { project, cwd, write, next } = await served({ mark: 'g0' });
    // The document names what the served configuration does not have; neither is served without the other.
    const path = join(cwd, 'policies/subgraphs/people.xml');
    const both = '<set-header name="X-Other"><value>{{other}}</value></set-header>';
    const withOther = configuration({ mark: 'g1' }).replace('value: g1 }', 'value: g1 }, other: { value: new }');
    writeFileSync(path, document(both));
    expect(await write(withOther)).toEqual({ kind: 'served' });
    await ask(project.gateway.url);
    expect(people.received.at(-1)?.headers).toMatchObject({ 'x-mark': 'g1', 'x-other': 'new' });
    // Refused for its documents, it is tried again when they change.
    expect((await write(configuration({ mark: 'g2' }))).kind).toBe('refused');
    const served2 = next();
    writeFileSync(path, document(''));
    expect(await served2).toEqual({ kind: 'served' });
    await ask(project.gateway.url);
    expect(people.received.at(-1)?.headers['x-mark']).toBe('g2');
  });

  it('that lacks a schema is served once that is there', async () => {
    const { project, cwd, write, next } = await served({ mark: 'g0' });
    const sdl = 'type Query { later: Int }';
    expect((await write(configuration({ mark: 'g1', names: ['people', 'later'] }))).kind).toBe('refused');
    mkdirSync(join(cwd, 'subgraphs/later'));
    const came = next();
    writeFileSync(join(cwd, 'subgraphs/later/schema.graphql'), sdl);
    expect(await came).toEqual({ kind: 'served' });
    expect((await ask(project.gateway.url, { query: '{ __type(name: "Query") { fields { name } } }' })).text).toContain('later');
  });

  it('that is taken back is as it was, and is refused in words when it comes again', async () => {
    const { project, cwd, write, reloads } = await served({ mark: 'g0' });
    const bad = `${configuration({ mark: 'g1' })}\nnobody: knows\n`;
    expect((await write(bad)).kind).toBe('refused');
    void write(configuration({ mark: 'g0' }));
    // Nothing is said of it; what comes after it is at work shows that it was seen.
    const path = join(cwd, 'policies/subgraphs/people.xml');
    writeFileSync(path, document('<set-header name="X-Again"><value>yes</value></set-header>'));
    await expect.poll(async () => (await ask(project.gateway.url)).status && people.received.at(-1)?.headers['x-again']).toBe('yes');
    expect((await write(bad)).kind).toBe('refused');
    expect(reloads.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
  });

  it('ends with the last of several that come fast', async () => {
    const { project, write, next } = await served({ mark: 'g0' });
    void write(configuration({ mark: 'g1' }));
    void write(configuration({ mark: 'g2' }));
    let came = await write(configuration({ mark: 'g3' }));
    while (project.config.namedValues['mark']?.kind === 'plain' && project.config.namedValues['mark'].value !== 'g3') came = await next();
    expect(came).toEqual({ kind: 'served' });
    await ask(project.gateway.url);
    expect(people.received.map(seen).at(-1)?.slice(0, 2)).toEqual(['g3', 'g3']);
  });

  it('leaves what was counted, and the tokens that there are', async () => {
    const limit = '<rate-limit-by-key calls="2" renewal-period="300" counter-key="all" />';
    const more = provider('read');
    const { project, write } = await served({ mark: 'g0', more }, `${limit}${token}`);
    const { url } = project.gateway;
    const before = oauth.tokenRequests.length;
    expect((await ask(url)).text).toBe('{"data":{"me":{"name":"Ada"}}}');
    expect(oauth.tokenRequests).toHaveLength(before + 1);
    expect(await write(configuration({ mark: 'g1', more }))).toEqual({ kind: 'served' });
    expect((await ask(url)).text).toBe('{"data":{"me":{"name":"Ada"}}}');
    expect(oauth.tokenRequests).toHaveLength(before + 1);
    const [first, second] = people.received.map(({ headers }) => headers['x-token']);
    expect([typeof first, second]).toEqual(['string', first]);
    // The third of two.
    expect((await ask(url)).text).not.toContain('Ada');
    expect(people.received).toHaveLength(2);
  });

  it('brings providers that were not there, and takes them away', async () => {
    const { project, cwd, write } = await served({ mark: 'g0' });
    const path = join(cwd, 'policies/subgraphs/people.xml');
    expect(project.credentials).toBeUndefined();
    expect(await write(configuration({ mark: 'g1', more: provider('read') }))).toEqual({ kind: 'served' });
    expect(project.credentials).toBeDefined();
    writeFileSync(path, document(token));
    await expect.poll(async () => (await ask(project.gateway.url)).text && people.received.at(-1)?.headers['x-token']).toBeDefined();
    writeFileSync(path, document(''));
    expect(await write(configuration({ mark: 'g2' }))).toEqual({ kind: 'served' });
    expect(project.credentials).toBeUndefined();
  });

  it('brings the management API, keeps its port and takes it away', async () => {
    const { project, write } = await served({ mark: 'g0' });
    const port = await freePort();
    const management = (service: string): string =>
      `management: { enabled: true, listen: { port: ${port} }, subscription: 11111111-2222-4333-8444-555555555555, resourceGroup: r, service: ${service}, audience: "https://management.example" }`;
    const at = (service: string): string =>
      `http://127.0.0.1:${port}/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/r/providers/Microsoft.ApiManagement/service/${service}/authorizationProviders?api-version=2024-05-01`;
    expect(await write(configuration({ mark: 'g1', more: management('one') }))).toEqual({ kind: 'served' });
    expect((await fetch(at('one'))).status).toBe(401);
    const { url } = project.management ?? {};
    expect(await write(configuration({ mark: 'g2', more: management('two') }))).toEqual({ kind: 'served' });
    expect(project.management?.url).toBe(url);
    expect((await fetch(at('two'))).status).toBe(401);
    expect(codes(await write(configuration({ mark: 'g3', more: management('two').replace(String(port), '4568') })))).toEqual([
      'config/needs-restart',
    ]);
    expect(await write(configuration({ mark: 'g4' }))).toEqual({ kind: 'served' });
    await expect
      .poll(() =>
        fetch(at('two')).then(
          () => 'answers',
          () => 'refuses',
        ),
      )
      .toBe('refuses');
  });

  it('leaves nothing in memory of the gateways before it', async () => {
    const { write } = await served({ mark: 'g0' });
    // Collects garbage first.
    const alive = (): number =>
      queryObjects(Snapshots as unknown as Parameters<typeof queryObjects>[0], { format: 'count' }) as unknown as number;
    const counts: number[] = [];
    for (let generation = 1; generation <= 6; generation++) {
      await write(configuration({ mark: `g${generation}` }));
      counts.push(alive());
    }
    // One serves, and one or two have not quite ended.
    expect(counts.at(-1)).toBeLessThanOrEqual((counts[0] ?? 0) + 2);
  });

  it('counts what became of it, over all of them', async () => {
    const more = 'telemetry: { prometheus: { enabled: true } }';
    const { project, write } = await served({ mark: 'g0', more });
    const page = async (): Promise<string> => (await fetch(`${project.gateway.url}/metrics`)).text();
    await ask(project.gateway.url);
    await write(configuration({ mark: 'g1', more }));
    await write('nonsense: true');
    await write(configuration({ mark: 'g2', more }));
    const text = await page();
    expect(text).toContain('fedpass_reloads_total{outcome="served",what="config"} 2');
    expect(text).toContain('fedpass_reloads_total{outcome="refused",what="config"} 1');
    expect(text).toMatch(/fedpass_last_reload_timestamp_seconds\{what="config"\} \d/);
    // What was counted before goes on.
    expect(text).toContain('fedpass_request_duration_seconds_count{status="200"} 1');
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createClient } from '@keyv/redis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Run, run } from '../support/program.ts';
import { type Files, makeFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';
import { contextOf, type FederationService, startFederationService } from './support/federation-service.ts';

const redisUrl = inject('redisUrl');

const schema = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
type Query { stamp(of: String!): String! value(key: String!): String! }
type Mutation { touch: String! }
`;

/** Answers that name the call they were made for, so that one from the cache is known by its stamp. */
const document = `<policies>
  <inbound>
    <set-header name="X-Tenant"><value>@(context.Request.Headers.GetValueOrDefault("X-Tenant", "none"))</value></set-header>
    <cache-value key="@("shared-" + context.Request.Headers.GetValueOrDefault("X-Tenant", "none"))" variable-name="made" expires-after="600" caching-type="external">
      <value><set-variable name="made" value="@(new JObject(new JProperty("at", DateTime.UtcNow), new JProperty("by", "{{process}}")))" /></value>
    </cache-value>
    <set-variable name="tell" value="@((string)((JObject)context.Variables["made"])["by"] + " " + ((JObject)context.Variables["made"])["at"].Type)" />
    <set-header name="X-Made"><value>@((string)context.Variables["tell"])</value></set-header>
    <cache-lookup vary-by-developer="false" vary-by-developer-groups="false" caching-type="external" />
  </inbound>
  <backend><forward-request /></backend>
  <outbound><cache-store duration="600" /></outbound>
</policies>`;

const files = (service: FederationService, name: string): Files => ({
  'fedpass.yaml': `
listen: { host: 127.0.0.1 }
subgraphs: { stamps: { url: "${service.url}", schema: stamps.graphql } }
namedValues: { process: { value: ${name} } }
cache: "${redisUrl}/7"
keys: { file: "\${env.KEYS}" }
`,
  'stamps.graphql': schema,
  'policies/subgraphs/stamps.xml': document,
});

describe.skipIf(redisUrl === null)('two gateways with one cache in Redis', () => {
  let service: FederationService;
  let calls = 0;
  let keyFile = '';
  const folders: string[] = [];
  const gateways: { readonly process: Run; readonly url: string }[] = [];
  // Made while tests are collected, where there may be no Redis; it connects later.
  const redis = createClient({ url: `${redisUrl ?? 'redis://localhost'}/7` });

  beforeAll(async () => {
    service = await startFederationService({
      sdl: schema,
      resolvers: {
        Query: {
          stamp: () => `call ${++calls}`,
          value: (_parent, _args, context) => String(contextOf(context).headers['x-made']),
        },
        Mutation: { touch: () => `call ${++calls}` },
      },
    });
    await redis.connect();
    await redis.flushDb();
    const keys = makeFolder({});
    folders.push(keys);
    // One after the other: the first makes the key ring that both seal with.
    keyFile = `${keys}/keys.json`;
    for (const name of ['first', 'second']) await startGateway(name);
  }, 120_000);
  const startGateway = async (name: string): Promise<string> => {
    const folder = makeFolder(files(service, name));
    folders.push(folder);
    const process = run(['start', '--port', '0'], { cwd: folder, env: { KEYS: keyFile } });
    const line = await process.line((each) => each.startsWith('fedpass serves '));
    const url = line.replace('fedpass serves ', '');
    gateways.push({ process, url });
    return url;
  };
  afterAll(async () => {
    for (const { process } of gateways) await process.stop();
    redis.destroy();
    await service.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const from = async (index: number, query: string, tenant = 'blue'): Promise<unknown> => {
    const { data, errors } = await ask(gateways[index]?.url ?? '', query, { 'x-tenant': tenant });
    expect(errors ?? []).toEqual([]);
    return Object.values(data ?? {})[0];
  };

  it('answer from what the other kept', async () => {
    const query = `{ stamp(of: "${randomUUID()}") }`;
    const first = await from(0, query);
    expect(await from(1, query)).toBe(first);
    expect(await from(0, query)).toBe(first);
    expect(await from(1, `{ stamp(of: "${randomUUID()}") }`)).not.toBe(first);
  });

  it('keep one tenant from the answers of another', async () => {
    const query = `{ stamp(of: "${randomUUID()}") }`;
    const blue = await from(0, query, 'blue');
    const red = await from(1, query, 'red');
    expect(red).not.toBe(blue);
    expect([await from(1, query, 'blue'), await from(0, query, 'red')]).toEqual([blue, red]);
  });

  it('never answer a mutation from it', async () => {
    const query = 'mutation { touch }';
    const answers = [await from(0, query), await from(1, query), await from(0, query)];
    expect(new Set(answers).size).toBe(3);
  });

  it('read values of the other with their types', async () => {
    const tenant = randomUUID();
    expect(await from(0, `{ value(key: "${randomUUID()}") }`, tenant)).toBe('first Date');
    expect(await from(1, `{ value(key: "${randomUUID()}") }`, tenant)).toBe('first Date');
  });

  it('know operations by the digest that the other was sent, and so does one that was started anew', async () => {
    const query = `{ stamp(of: "${randomUUID()}") }`;
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const post = async (url: string, body: object): Promise<string> => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      return response.text();
    };
    const byDigest = { extensions: { persistedQuery: { version: 1, sha256Hash } } };
    const [one = '', two = ''] = gateways.map(({ url }) => url);
    expect(await post(two, byDigest)).toContain('PERSISTED_QUERY_NOT_FOUND');
    expect(await post(one, { query, ...byDigest })).toMatch(/"stamp":"call \d+"/);
    expect(await post(two, byDigest)).toMatch(/"stamp":"call \d+"/);
    const again = await startGateway('third');
    expect(await post(again, byDigest)).toMatch(/"stamp":"call \d+"/);
  }, 60_000);

  it('leave nothing in Redis that could be read', async () => {
    const names = await redis.keys('*');
    expect(names.length).toBeGreaterThan(5);
    const texts = await Promise.all(names.map((name) => redis.get(name)));
    expect(JSON.stringify([names, texts])).not.toMatch(/call \d|stamp|shared-|first Date|blue/);
    for (const name of names) expect(await redis.pTTL(name)).toBeGreaterThan(0);
  });
});

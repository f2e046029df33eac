import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../src/dev/listen.ts';
import { openPlainGraphql, type PlainGraphql } from '../gateway/support/plain-graphql.ts';
import { openRest, type RestService } from '../gateway/support/rest-service.ts';
import { openPeople, type TestSubgraph } from '../gateway/support/subgraph.ts';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';

/** All kinds of backends in one project, as files on disk, served by the built program. */
describe('fedpass start on a federation service, a plain GraphQL API, a REST service and a plain API', () => {
  let people: TestSubgraph;
  let git: PlainGraphql;
  let shop: RestService;
  let gateway: Run;
  let folder: string;
  let port: number;

  beforeAll(async () => {
    people = await openPeople();
    git = await openPlainGraphql('type Query { user(id: ID!): User }\ntype User { id: ID! login: String! }', {
      'Query.user': (_parent, { id }: { id: string }) => ({ id, login: `user${id}` }),
    });
    shop = await openRest(({ url }) => ({ body: url.startsWith('/orders') ? [{ number: `of ${url.slice(-1)}` }] : { asked: url } }));
    port = await freePort(0);
    folder = makeFolder({
      'fedpass.yaml': `listen: { port: ${port} }
subgraphs:
  people: { url: ${people.url} }
  git: { kind: graphql, url: ${git.url} }
  shop: { kind: rest, url: ${shop.url} }
apis:
  raw: { path: /raw, url: ${shop.url}/v1 }
`,
      'subgraphs/people/schema.graphql': people.sdl,
      'subgraphs/git/schema.graphql':
        'type Query { user(id: ID!): Person @lookup @internal }\ntype Person @source(name: "User") @key(fields: "id") { id: ID! login: String! }',
      'subgraphs/shop/schema.graphql': 'type Person @key(fields: "id") { id: ID! orders: [Order!] }\ntype Order { number: String! }',
      'policies/resolvers/shop/Person.orders.xml': `<http-data-source><http-request><set-method>GET</set-method><set-url>@("${shop.url}/orders?person=" + context.GraphQL.Parent["id"])</set-url></http-request></http-data-source>`,
      'policies/apis/raw.xml':
        '<policies><inbound><set-header name="X-Own"><value>1</value></set-header></inbound><backend><forward-request /></backend><outbound><set-header name="X-Out"><value>2</value></set-header></outbound></policies>',
    });
    gateway = run(['start'], { cwd: folder });
    await gateway.line((line) => line.startsWith('fedpass serves '));
  }, 60_000);
  afterAll(async () => {
    await gateway.stop();
    await Promise.all([people.close(), git.close(), shop.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const graph = (): string => `http://127.0.0.1:${port}/graphql`;

  it('joins all of them in one query', async () => {
    const { data, errors } = await ask(graph(), '{ people { name login orders { number } } }');
    expect(errors ?? []).toEqual([]);
    expect(data).toEqual({
      people: [
        { name: 'Ada', login: 'user1', orders: [{ number: 'of 1' }] },
        { name: 'Grace', login: 'user2', orders: [{ number: 'of 2' }] },
      ],
    });
    expect(git.received).toHaveLength(1);
  });

  it('offers the plain API beside them', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/raw/a?b=1`);
    expect([answer.headers.get('x-out'), await answer.json()]).toEqual(['2', { asked: '/v1/a?b=1' }]);
    expect(gateway.out()).toContain('/raw → ');
  });

  it('serves a schema that changed on disk, and keeps it when the next does not compose', { timeout: 180_000 }, async () => {
    const file = join(folder, 'subgraphs/shop/schema.graphql');
    writeFileSync(file, 'type Person @key(fields: "id") { id: ID! orders: [Order!] }\ntype Order { number: String! late: Boolean }');
    await expect
      .poll(async () => (await ask(graph(), '{ people { orders { late } } }')).data, { timeout: 60_000, interval: 200 })
      .toEqual({
        people: [{ orders: [{ late: null }] }, { orders: [{ late: null }] }],
      });
    writeFileSync(file, 'type Person @key(fields: "id") { id: ID! orders: [Nothing!] }');
    await expect.poll(() => gateway.err(), { timeout: 60_000, interval: 200 }).toContain('subgraphs/shop/schema.graphql:1:');
    expect((await ask(graph(), '{ people { orders { late } } }')).errors ?? []).toEqual([]);
  });
});

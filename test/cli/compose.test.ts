import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../support/program.ts';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const files = {
  'fedpass.yaml':
    'subgraphs:\n  people: { url: http://people.example/graphql }\n  git: { kind: graphql, url: http://git.example/graphql }\n  shop: { kind: rest, url: http://shop.example }\nnamedValues: { key: { secret: "${env.NOT_HERE}" } }\n',
  'subgraphs/people/schema.graphql': `${link}type Query { me: User }\ntype User @key(fields: "id") { id: ID! name: String }`,
  'subgraphs/git/schema.graphql':
    'type Query { user(id: ID!): User @lookup @internal }\ntype User @key(fields: "id") { id: ID! login: String }',
  'subgraphs/shop/schema.graphql': 'type User @key(fields: "id") { id: ID! orders: Int }',
};

describe('compose', () => {
  it('prints the supergraph of all kinds of subgraphs, without secrets at hand', async () => {
    const { status, out, err } = await recordedRun(['compose'], { cwd: projectFolder(files) });
    expect([status, err]).toEqual([0, '']);
    for (const each of ['name: "git", url: "http://git.example/graphql"', 'name: "shop"', 'login: String @join__field(graph: GIT)'])
      expect(out).toContain(each);
    expect(out).not.toContain('@lookup');
  });

  it('--check writes nothing', async () => {
    expect(await recordedRun(['compose', '--check'], { cwd: projectFolder(files) })).toEqual({ status: 0, out: '', err: '' });
  });

  it('--out writes a file, and --check tells whether it is current', async () => {
    const cwd = projectFolder(files);
    const words = ['compose', '--out', 'super.graphql'];
    const absent = await recordedRun([...words, '--check'], { cwd });
    expect([absent.status, existsSync(join(cwd, 'super.graphql'))]).toEqual([1, false]);
    expect(await recordedRun(words, { cwd })).toEqual({ status: 0, out: 'super.graphql\n', err: '' });
    expect((await recordedRun([...words, '--check'], { cwd })).status).toBe(0);
    writeFileSync(join(cwd, 'subgraphs/shop/schema.graphql'), 'type User @key(fields: "id") { id: ID! bills: Int }');
    const stale = await recordedRun([...words, '--check'], { cwd });
    expect([stale.status, stale.err]).toEqual([1, expect.stringContaining('fedpass compose --out super.graphql')]);
    expect(readFileSync(join(cwd, 'super.graphql'), 'utf8')).toContain('orders');
  });

  it('names file, line and what to do where schemas do not fit; status 1', async () => {
    const broken = {
      ...files,
      'subgraphs/git/schema.graphql':
        'type Query {\n  user(login: String!): User @lookup\n}\ntype User @key(fields: "id") { id: ID! login: String }',
    };
    const { status, err } = await recordedRun(['compose'], { cwd: projectFolder(broken) });
    expect(status).toBe(1);
    expect(err).toContain('subgraphs/git/schema.graphql:2:3');
    expect(err).toContain('composition/lookup-without-key');
    expect(err).toContain('every field of the key needs an argument');
  });

  it('a schema that is not there is a finding, a configuration that is not there a mistake in usage', async () => {
    const { 'subgraphs/shop/schema.graphql': _, ...without } = files;
    const { status, err } = await recordedRun(['compose'], { cwd: projectFolder(without) });
    expect([status, err]).toEqual([1, expect.stringContaining('subgraph/schema-missing')]);
    expect((await recordedRun(['compose'], { cwd: projectFolder({}) })).status).toBe(2);
  });

  it('works as built', async () => {
    const { status, out } = await run(['compose'], { cwd: projectFolder(files) }).ended();
    expect([status, out.includes('join__Graph')]).toEqual([0, true]);
  });
});

it('refuses a schema that offers subscriptions, whatever its root type is called', async () => {
  for (const [text, place] of [
    ['type Query { a: Int }\ntype Subscription { b: Int }', '2:1'],
    ['schema { query: Query subscription: Events }\ntype Query { a: Int }\ntype Events { b: Int }', '3:1'],
    ['type Query { a: Int }\nextend type Subscription { b: Int }', '2:1'],
  ] as const)
    for (const name of ['people', 'git']) {
      const file = `subgraphs/${name}/schema.graphql`;
      const { status, err } = await recordedRun(['compose'], { cwd: projectFolder({ ...files, [file]: text }) });
      expect(status).toBe(1);
      expect(err).toContain(`${file}:${place}`);
      expect(err).toContain('composition/subscriptions');
      expect(err).toContain('out of this file');
    }
});

it('takes a type that is called Subscription and is no root', async () => {
  const sdl = 'schema { query: Query }\ntype Query { mine: Subscription }\ntype Subscription { id: ID }';
  expect(
    (await recordedRun(['compose', '--check'], { cwd: projectFolder({ ...files, 'subgraphs/people/schema.graphql': sdl }) })).err,
  ).toBe('');
});

it('holds a list of operations against the graph', async () => {
  const listing = (body: string) => ({
    ...files,
    'fedpass.yaml': `${files['fedpass.yaml']}graph: { safelist: { file: operations.json } }\n`,
    'operations.json': JSON.stringify({ me: '{ me { name } }', other: body }, null, 2),
  });
  const words = ['compose', '--check'];
  expect(await recordedRun(words, { cwd: projectFolder(listing('{ me { login orders } }')) })).toEqual({ status: 0, out: '', err: '' });
  const { status, err } = await recordedRun(words, { cwd: projectFolder(listing('{ me { bills } }')) });
  expect(status).toBe(1);
  expect(err).toContain('operations.json:3:3');
  expect(err).toContain('safelist/unfit');
  expect(err).toContain('Cannot query field "bills" on type "User"');
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlainGraphql, type PlainGraphql } from '../../gateway/support/plain-graphql.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const sdl = `
"Anything with an id."
interface Node { id: ID! }
scalar DateTime
enum State { OPEN CLOSED }
input IssueInput { title: String!, state: State = OPEN }
type User implements Node { id: ID! login: String! issues(first: Int, states: [State!]): IssueConnection! }
type Issue implements Node { id: ID! title: String! state: State! author: User createdAt: DateTime! old: String @deprecated(reason: "gone") }
type IssueConnection { nodes: [Issue] pageInfo: PageInfo! totalCount: Int! }
type PageInfo { hasNextPage: Boolean! }
type Query {
  viewer: User!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  user(login: String!): User
  search(text: String!): [Issue!]!
}
type Mutation { createIssue(input: IssueInput!): Issue }
`;

const provider = `providers:
  git:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "http://127.0.0.1:1/token" }
    connections: { org: { parameters: { clientId: a, clientSecret: "\${env.GIT_SECRET}" }, accessPolicies: { gateway: { gateway: true } } } }
`;

const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');

describe('fedpass subgraph add --kind graphql', () => {
  let api: PlainGraphql;
  beforeAll(async () => {
    api = await openPlainGraphql(sdl, {});
  });
  afterAll(() => api.close());

  it('asks the API, and writes an overlay, a document and the entry; the project composes and lints clean', async () => {
    const cwd = projectFolder({
      'fedpass.yaml': '# ours\nsubgraphs:\n  people: { url: http://people.example/graphql }   # kept\n\nstore:  file:x\n',
      'subgraphs/people/schema.graphql': 'type Query { me: String }',
    });
    const { status, out, err } = await recordedRun(['subgraph', 'add', 'git', '--kind', 'graphql', '--url', api.url], { cwd });
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('The schemas compose.');
    expect(out).toContain('proposed as look-ups: node (Node by id), nodes (many Node by id), user (User by login)');
    expect(read(cwd, 'fedpass.yaml')).toBe(
      `# ours\nsubgraphs:\n  people: { url: http://people.example/graphql }   # kept\n  git:\n    kind: graphql\n    url: ${api.url}\n\nstore:  file:x\n`,
    );
    const overlay = read(cwd, 'subgraphs/git/schema.graphql');
    for (const part of [
      'node(id: ID!): Node @lookup @internal',
      'nodes(ids: [ID!]! @is(field: "id")): [Node]! @lookup @internal',
      'user(login: String!): User @lookup\n',
      'type User implements Node @key(fields: "id") @key(fields: "login")',
      'type Issue implements Node @key(fields: "id")',
      'createIssue(input: IssueInput!): Issue',
      'scalar DateTime',
      '"""Anything with an id."""',
      'old: String @deprecated(reason: "gone")',
    ])
      expect(overlay).toContain(part);
    expect((await recordedRun(['lint', '--max-warnings', '0'], { cwd })).status).toBe(0);
  });

  it('proposes keys of several fields, and says what only the author knows', async () => {
    const schema = `
      type Owner { login: String! }
      type Repository { owner: Owner! name: String! stars: Int }
      type Ticket { tenant: String! number: Int! title: String }
      type Page { id: ID! }
      type Query {
        ticket(tenant: String!, number: Int!): Ticket
        "One."
        repository(owner: String!, name: String!): Repository
        page(owner: String!, name: String!): Page
      }`;
    const cwd = projectFolder({ 'api.graphql': schema });
    const run = ['subgraph', 'add', 'git', '--kind', 'graphql', '--url', 'https://git.example/graphql', '--schema', 'api.graphql'];
    const { status, out } = await recordedRun(run, { cwd });
    expect([status, out]).toEqual([0, expect.stringContaining('proposed as look-ups: ticket (Ticket by tenant, number)')]);
    const overlay = read(cwd, 'subgraphs/git/schema.graphql');
    expect(overlay).toContain('type Ticket @key(fields: "tenant number")');
    expect(overlay).toContain(
      '  # If repository fetches one Repository, mark it with @lookup, owner with @is(field: "owner.login"), and Repository with @key(fields: "owner { login } name").\n  repository(',
    );
    expect(overlay.match(/# If /g)).toHaveLength(1);
    const advised = overlay
      .replace(
        'repository(owner: String!, name: String!): Repository',
        'repository(owner: String! @is(field: "owner.login"), name: String!): Repository @lookup',
      )
      .replace('type Repository', 'type Repository @key(fields: "owner { login } name")');
    writeFileSync(join(cwd, 'subgraphs/git/schema.graphql'), advised);
    expect((await recordedRun(['compose', '--check'], { cwd })).status).toBe(0);
  });

  it('asks through the document that is there, with its headers and named values', async () => {
    const document =
      '<policies><inbound><set-header name="X-Key" exists-action="override"><value>{{git-key}}</value></set-header></inbound><backend><forward-request /></backend></policies>';
    const cwd = projectFolder({
      'fedpass.yaml': `subgraphs:\n  git: { kind: graphql, url: "${api.url}" }\nnamedValues: { git-key: { secret: "\${env.GIT_KEY}" } }\n`,
      'policies/subgraphs/git.xml': document,
      'policies/global.xml':
        '<policies><inbound><return-response><set-status code="401" reason="No" /></return-response></inbound></policies>',
    });
    const before = read(cwd, 'fedpass.yaml');
    const { status, err } = await recordedRun(['subgraph', 'add', 'git', '--kind', 'graphql'], { cwd, env: { GIT_KEY: 'sesame' } });
    expect([status, err]).toEqual([0, '']);
    expect(api.received.at(-1)?.headers['x-key']).toBe('sesame');
    expect([read(cwd, 'fedpass.yaml'), read(cwd, 'policies/subgraphs/git.xml')]).toEqual([before, document]);
    expect(read(cwd, 'subgraphs/git/schema.graphql')).toContain('viewer: User!');
  });

  it('asks with a header of the command line, whose secret is a reference', async () => {
    const cwd = projectFolder({});
    const words = ['subgraph', 'add', 'git', '--kind', 'graphql', '--url', api.url, '--header'];
    const { status, out } = await recordedRun([...words, 'Authorization: Bearer ${env.TOKEN}'], { cwd, env: { TOKEN: 'abc' } });
    expect([status, api.received.at(-1)?.headers.authorization]).toEqual([0, 'Bearer abc']);
    expect(out).not.toContain('abc');
    expect(read(cwd, 'fedpass.yaml')).toContain('subgraphs:\n  git:\n');
    const refused = await recordedRun([...words, 'Authorization: Bearer abc'], { cwd: projectFolder({}) });
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('may not stand on the command line')]);
    expect(refused.err).not.toContain('abc');
  });

  it('reads SDL, or the answer of an introspection, without asking anybody', async () => {
    const introspection = JSON.stringify({ data: introspectionFromSchema(buildSchema(sdl)) });
    for (const schema of [sdl, introspection]) {
      const cwd = projectFolder({ 'api.txt': schema });
      const { status, err } = await recordedRun(
        ['subgraph', 'add', 'git', '--kind', 'graphql', '--url', 'https://git.example/graphql', '--schema', 'api.txt'],
        { cwd },
      );
      expect([status, err]).toEqual([0, '']);
      expect(read(cwd, 'subgraphs/git/schema.graphql')).toContain('user(login: String!): User @lookup');
    }
  });

  it('takes the types that are named, with pages of lists and what fetches them', async () => {
    const cwd = projectFolder({ 'api.graphql': sdl });
    const words = ['subgraph', 'add', 'git', '--kind', 'graphql', '--url', 'https://git.example/graphql', '--schema', 'api.graphql'];
    const { status, out } = await recordedRun([...words, '--types', 'Issue', '--fields', 'User.issues'], { cwd });
    expect(status).toBe(0);
    const overlay = read(cwd, 'subgraphs/git/schema.graphql');
    expect(overlay).toContain(
      'type User implements Node @key(fields: "id") @key(fields: "login") {\n  id: ID!\n  login: String!\n  issues(first: Int, states: [State!]): IssueConnection!\n}',
    );
    expect(overlay).not.toMatch(/old: String|createIssue/);
    expect(out).toContain('left out: 1 of 1 fields of Mutation (createIssue)');
    const roots = await recordedRun([...words, '--roots', 'Mutation.createIssue,viewer'], { cwd: projectFolder({ 'api.graphql': sdl }) });
    expect(roots.status).toBe(0);
  });

  it('puts a prefix before names that another subgraph has', async () => {
    const cwd = projectFolder({
      'fedpass.yaml': 'subgraphs: { people: { url: "http://people.example/graphql" } }\n',
      'subgraphs/people/schema.graphql': 'type Query { viewer: User }\ntype User { id: Int }',
      'api.graphql': sdl,
    });
    const words = ['subgraph', 'add', 'git-hub', '--kind', 'graphql', '--url', 'https://git.example/graphql', '--schema', 'api.graphql'];
    const { status, out } = await recordedRun(words, { cwd });
    expect([status, out.includes('types begin with GitHub, root fields with git_hub_')]).toEqual([0, true]);
    expect(read(cwd, 'subgraphs/git-hub/schema.graphql')).toContain('@prefix(types: "GitHub", fields: "git_hub_")');
  });

  it('uses the connection of the configuration, and proposes one for a host that it knows', async () => {
    const own = projectFolder({
      'fedpass.yaml': `subgraphs: { a: { url: "http://a.example" } }\n${provider}`,
      'subgraphs/a/schema.graphql': 'type Query { a: Int }',
      'api.graphql': sdl,
    });
    const words = (url: string): string[] => ['subgraph', 'add', 'git', '--kind', 'graphql', '--url', url, '--schema', 'api.graphql'];
    expect((await recordedRun(words('https://git.example/graphql'), { cwd: own })).status).toBe(0);
    expect(read(own, 'policies/subgraphs/git.xml')).toContain('provider-id="git"\n            authorization-id="org"');
    const known = projectFolder({ 'api.graphql': sdl });
    const { status, out } = await recordedRun(words('https://api.github.com/graphql'), { cwd: known });
    expect([status, out.includes('fedpass connections login git/org')]).toEqual([0, true]);
    expect(read(known, 'fedpass.yaml')).toContain('identityProvider: github');
    expect((await recordedRun(['lint', '--max-warnings', '0'], { cwd: known })).status).toBe(0);
  });

  it('never writes over what is there, and leaves nothing behind when it fails', async () => {
    const cwd = projectFolder({ 'subgraphs/git/schema.graphql': 'mine' });
    const words = ['subgraph', 'add', 'git', '--kind', 'graphql', '--url', api.url];
    const { status, err } = await recordedRun(words, { cwd });
    expect([status, err]).toEqual([2, expect.stringContaining('`subgraphs/git/schema.graphql` is there already')]);
    expect([read(cwd, 'subgraphs/git/schema.graphql'), existsSync(join(cwd, 'fedpass.yaml'))]).toEqual(['mine', false]);
    const closed = projectFolder({});
    const refused = await recordedRun(['subgraph', 'add', 'git', '--kind', 'graphql', '--url', 'http://127.0.0.1:1/graphql'], {
      cwd: closed,
    });
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('--schema')]);
    expect(existsSync(join(closed, 'policies'))).toBe(false);
    writeFileSync(join(closed, 'fedpass.yaml'), '{ subgraphs: {} }');
    expect((await recordedRun(words, { cwd: closed })).status).toBe(2);
  });

  it.each([
    [['add'], 'name the subgraph'],
    [['drop', 'x'], 'there is no action `drop`'],
    [['add', 'x'], 'say what it speaks'],
    [['add', 'con', '--kind', 'graphql', '--url', 'http://a.example'], 'cannot be the name of a subgraph'],
    [['add', 'x', '--kind', 'graphql'], 'needs its address'],
    [['add', 'x', '--kind', 'graphql', '--url', 'ftp://a'], 'no http or https URL'],
    [['add', 'x', '--kind', 'graphql', '--url', 'http://a.example', '--openapi', 'y'], '--openapi is not for the kind `graphql`'],
    [['add', 'x', '--kind', 'graphql', '--url', 'http://a.example', '--schema', 'api.graphql', '--types', 'Isue'], 'did you mean `Issue`?'],
    [
      ['add', 'x', '--kind', 'graphql', '--url', 'http://a.example', '--schema', 'api.graphql', '--roots', 'viewr'],
      'did you mean `viewer`?',
    ],
    [['add', 'x', '--kind', 'graphql', '--url', 'http://a.example', '--schema', 'broken.graphql'], 'broken.graphql:1:14'],
    [
      ['add', 'x', '--kind', 'graphql', '--url', 'http://a.example', '--schema', 'api.graphql', '--connection', 'a/b'],
      'no connection `a/b`',
    ],
  ])('says what is wrong with %j', async (words, expected) => {
    const cwd = projectFolder({ 'api.graphql': sdl, 'broken.graphql': 'type Query { ' });
    const { status, err } = await recordedRun(['subgraph', ...words], { cwd });
    expect([status, err]).toEqual([2, expect.stringContaining(expected)]);
  });
});

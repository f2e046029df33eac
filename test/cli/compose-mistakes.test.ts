import { describe, expect, it } from 'vitest';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const right = {
  people: `${link}type Query { me: User }\ntype User @key(fields: "id") { id: ID! name: String }`,
  git: 'type Query { user(id: ID!): User @lookup @internal }\ntype User @key(fields: "id") { id: ID! login: String }',
  shop: 'type User @key(fields: "id") { id: ID! orders: [Order!] }\ntype Order { number: String! }',
};
const lookUp = 'type Query { user(id: ID!): User @lookup @internal }\n';

/** What people get wrong, where it is pointed at, and what they are told to do. */
const mistakes: readonly (readonly [mistake: string, change: Partial<typeof right>, place: string, code: string, help: string])[] = [
  [
    'a field of two types',
    { git: `${lookUp}type User @key(fields: "id") { id: ID! name: Int }` },
    'git/schema.graphql:2:40',
    'field-type-mismatch',
    'give the field one type',
  ],
  [
    'a field that two have',
    { git: `${lookUp}type User @key(fields: "id") { id: ID! name: String }` },
    'git/schema.graphql:2:40',
    'invalid-field-sharing',
    '@shareable',
  ],
  [
    'a look-up that is not marked',
    { git: right.git.replace('@lookup ', '') },
    'git/schema.graphql:2:40',
    'satisfiability-error',
    'mark the field that does with `@lookup`',
  ],
  [
    'a key of no field',
    { people: right.people.replace('fields: "id"', 'fields: "uid"') },
    'people/schema.graphql:3:11',
    'key-invalid-fields',
    'name fields that the type has',
  ],
  [
    'a bracket that is not closed',
    { git: right.git.replace(' }\n', '\n') },
    'git/schema.graphql:2:6',
    'invalid-graphql',
    'may not be closed',
  ],
  [
    'a directive that is misspelt',
    { git: right.git.replace('@key', '@keys') },
    'git/schema.graphql:2:11',
    'unknown-directive',
    'did you mean `@key`?',
  ],
  [
    'two kinds of one type',
    {
      git: `type Query { user(id: ID!): User @lookup @internal o: Order }\ninterface Order { number: String! }\n${right.git.split('\n')[1]}`,
    },
    'git/schema.graphql:2:1',
    'type-kind-mismatch',
    'rename the type in one of them',
  ],
  [
    'a type that is not there',
    { people: right.people.replace('me: User', 'me: Usr') },
    'people/schema.graphql:2:18',
    'invalid-graphql',
    'correct its name',
  ],
  [
    'enums that differ',
    {
      git: `type Query { user(id: ID!): User @lookup @internal a(x: A): A }\nenum A { X Z }\n${right.git.split('\n')[1]}`,
      shop: `${right.shop}\nenum A { X Y }\ntype Query { b(x: A): A }`,
    },
    'git/schema.graphql:2:1',
    'enum-value-mismatch',
    'list the same values',
  ],
  ['an empty file', { git: '\n' }, 'git/schema.graphql:2:1', 'invalid-graphql', 'the file is empty'],
  ['JSON in place of SDL', { git: '{"data":{}}' }, 'git/schema.graphql:1:2', 'invalid-graphql', 'fedpass subgraph add --schema'],
];

describe('composition errors say where and what to do', () => {
  it.each(mistakes)('%s', async (_mistake, change, place, code, help) => {
    const schemas = { ...right, ...change };
    const cwd = projectFolder({
      'fedpass.yaml':
        'subgraphs:\n  people: { url: http://people.example/graphql }\n  git: { kind: graphql, url: http://git.example/graphql }\n  shop: { kind: rest, url: http://shop.example }\n',
      ...Object.fromEntries(Object.entries(schemas).map(([name, sdl]) => [`subgraphs/${name}/schema.graphql`, sdl])),
    });
    const { status, err } = await recordedRun(['compose', '--check'], { cwd });
    expect(status).toBe(1);
    const [first = ''] = err.split('\n').filter((line) => line.includes(`[composition/${code}]`));
    expect(first).toContain(`subgraphs/${place}`);
    expect(err.slice(err.indexOf(first))).toMatch(/\n {2}help: .*/);
    expect(err).toContain(help);
    // One line for one finding.
    expect(err).not.toContain('␊');
  });
});

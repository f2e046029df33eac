import { describe, expect, it } from 'vitest';
import { compose } from '../../../src/gateway/2-plan/compose.ts';
import { CompositionFailure } from '../../../src/gateway/2-plan/composition-failure.ts';

type Kind = 'federation' | 'graphql' | 'rest';

interface Odd {
  readonly what: string;
  readonly sdl: string;
  /** Of the first finding, for each kind that is not left out. */
  readonly code: string;
  readonly at: string;
  readonly kinds?: readonly Kind[];
}

const all: readonly Kind[] = ['federation', 'graphql', 'rest'];
const overlays: readonly Kind[] = ['graphql', 'rest'];
const federation: readonly Kind[] = ['federation'];
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@provides", "@override", "@inaccessible"])\n';
const nested = (open: string, inner: string, close: string, levels: number) => open.repeat(levels) + inner + close.repeat(levels);

/** Schemas that nobody should write, and somebody will. Composition breaks off at some of them, and tells others without a place. */
const odd: readonly Odd[] = [
  // Texts
  { what: 'an empty file', sdl: '', code: 'INVALID_GRAPHQL', at: '1:1' },
  { what: 'nothing but a comment', sdl: '# later', code: 'INVALID_GRAPHQL', at: '1:8' },
  { what: 'JSON', sdl: '{"data":{}}', code: 'INVALID_GRAPHQL', at: '1:2' },
  { what: 'HTML', sdl: '<!doctype html>', code: 'INVALID_GRAPHQL', at: '1:1' },
  { what: 'an operation', sdl: 'query { me }', code: 'INVALID_GRAPHQL', at: '1:1' },
  { what: 'a text that does not end', sdl: 'type Query {\n  "me\n  a: Int\n}', code: 'INVALID_GRAPHQL', at: '2:6' },
  { what: 'an error behind lines of Windows', sdl: 'type Query {\r\n  "Me."\r\n  me: []\r\n}\r\n', code: 'INVALID_GRAPHQL', at: '3:8' },
  { what: 'a tab', sdl: 'type Query {\n\tme: Nope\n}', code: 'UNKNOWN_TYPE', at: '2:6', kinds: overlays },
  { what: 'lists in lists', sdl: `type Query { a: ${nested('[', 'Int', ']', 30_000)} }`, code: 'NESTED_TOO_DEEPLY', at: '1:216' },
  {
    what: 'a default in a default',
    sdl: `scalar J\ntype Query { a(x: J = ${nested('[', '1', ']', 30_000)}): Int }`,
    code: 'NESTED_TOO_DEEPLY',
    at: '2:221',
  },
  {
    what: 'a key in a key',
    sdl: `${link}type Query { a: A }\ntype A @key(fields: "${nested('a{', 'id', '}', 20_000)}") { id: ID! a: A }`,
    code: 'NESTED_TOO_DEEPLY',
    at: '3:21',
  },
  {
    what: 'an object in an object of @is',
    sdl: `type Query { a(x: ID! @is(field: "${nested('{ a: ', 'id', ' }', 5_000)}")): A @lookup }\ntype A @key(fields: "id") { id: ID! }`,
    code: 'NESTED_TOO_DEEPLY',
    at: '1:34',
    kinds: overlays,
  },
  // Root types
  { what: 'one type for two operations', sdl: 'schema { query: X mutation: X }\ntype X { a: Int }', code: 'ROOT_TWICE', at: '1:19' },
  {
    what: 'one type for queries and subscriptions',
    sdl: 'schema { query: X subscription: X }\ntype X { a: Int }',
    code: 'ROOT_TWICE',
    at: '1:19',
  },
  {
    what: 'two types for one operation',
    sdl: 'schema { query: X }\nextend schema { query: Y }\ntype X { a: Int }\ntype Y { a: Int }',
    code: 'ROOT_TWICE',
    at: '2:17',
  },
  { what: 'an interface for a root', sdl: 'schema { query: X }\ninterface X { a: Int }', code: 'ROOT_TYPE', at: '2:11' },
  { what: 'a scalar for a root', sdl: 'schema { query: Int }', code: 'ROOT_TYPE', at: '1:17' },
  { what: 'an enum that is called Query', sdl: 'enum Query { A }', code: 'ROOT_TYPE', at: '1:6' },
  { what: 'an input that is called Mutation', sdl: 'type Query { a: Int }\ninput Mutation { a: Int }', code: 'ROOT_TYPE', at: '2:7' },
  { what: 'a root that is not there', sdl: 'schema { query: Q }', code: 'INVALID_GRAPHQL', at: '1:10', kinds: federation },
  { what: 'a root that is not there', sdl: 'schema { query: Q }', code: 'UNKNOWN_TYPE', at: '1:17', kinds: overlays },
  {
    what: 'another type that is called Query',
    sdl: 'schema { query: Root }\ntype Root { a: Query }\ntype Query { b: Int }',
    code: 'ROOT_QUERY_USED',
    at: '2:1',
  },
  {
    what: 'subscriptions by another name',
    sdl: 'schema { query: Query subscription: Live }\ntype Query { a: Int }\ntype Live { a: Int }',
    code: 'SUBSCRIPTIONS',
    at: '3:1',
  },
  // Names
  { what: 'a type twice', sdl: 'type Query { a: A }\ntype A { b: Int }\nenum A { B }', code: 'NAME_TWICE', at: '3:6' },
  { what: 'a field twice', sdl: 'type Query {\n  a: Int\n  a: String\n}', code: 'NAME_TWICE', at: '3:3' },
  {
    what: 'a field of a type and its extension',
    sdl: 'type Query { a: Int }\ninput I { b: Int }\nextend input I { b: Int }',
    code: 'NAME_TWICE',
    at: '3:18',
  },
  { what: 'an argument twice', sdl: 'type Query { a(x: Int, x: Int): Int }', code: 'NAME_TWICE', at: '1:24' },
  { what: 'a value twice', sdl: 'type Query { a: E }\nenum E { A A }', code: 'NAME_TWICE', at: '2:12' },
  { what: 'a directive twice', sdl: 'directive @x on ENUM\ndirective @x on ENUM\ntype Query { a: Int }', code: 'NAME_TWICE', at: '2:12' },
  {
    what: 'a name that a prefix makes',
    sdl: 'extend schema @prefix(types: "A")\ntype Query { b: B ab: AB }\ntype B { a: Int }\ntype AB @source(name: "X") { a: Int }',
    code: 'NAME_TWICE',
    at: '4:6',
    kinds: overlays,
  },
  {
    what: 'a field that a prefix makes',
    sdl: 'extend schema @prefix(fields: "a")\ntype Query { b: Int ab: Int @source(name: "x") }',
    code: 'NAME_TWICE',
    at: '2:21',
    kinds: overlays,
  },
  { what: 'a type of two underscores', sdl: 'type Query { a: __X }\ntype __X { a: Int }', code: 'RESERVED_NAME', at: '2:6' },
  { what: 'a value of two underscores', sdl: 'type Query { a: E }\nenum E { __A }', code: 'RESERVED_NAME', at: '2:10' },
  { what: 'an argument of two underscores', sdl: 'type Query { a(__b: Int): Int }', code: 'RESERVED_NAME', at: '1:16' },
  { what: 'a type that is called __proto__', sdl: 'type Query { a: Int }\ntype __proto__ { a: Int }', code: 'RESERVED_NAME', at: '2:6' },
  { what: 'a type that is called Int', sdl: 'type Query { a: Int }\ntype Int { b: String }', code: 'RESERVED_NAME', at: '2:6' },
  { what: 'a field of _Entity', sdl: 'type Query { a: _Entity }\ntype _Entity { a: Int }', code: 'RESERVED_TYPE', at: '1:17' },
  { what: 'an argument of _Any', sdl: 'scalar _Any\ntype Query { a(x: [_Any!]): Int }', code: 'RESERVED_TYPE', at: '2:20' },
  { what: 'a field of join__Graph', sdl: 'type Query { a: join__Graph }\ntype join__Graph { a: Int }', code: 'RESERVED_TYPE', at: '1:17' },
  // Types
  { what: 'a type without fields', sdl: 'type Query { a: A }\ntype A', code: 'INVALID_GRAPHQL', at: '2:1' },
  {
    what: 'an extension of nothing',
    sdl: 'type Query { a: Int }\nextend type A { b: Int }',
    code: 'EXTENSION_WITH_NO_BASE',
    at: '2:13',
    kinds: federation,
  },
  {
    what: 'an input that never ends',
    sdl: 'type Query { a(x: A): Int }\ninput A { b: B! }\ninput B { a: A! }',
    code: 'INVALID_GRAPHQL',
    at: '2:11',
  },
  { what: 'an input that comes back', sdl: 'type Query { a: A }\ninput A { a: Int }', code: 'INVALID_GRAPHQL', at: '1:14' },
  { what: 'an interface of itself', sdl: 'type Query { a: I }\ninterface I implements I { a: Int }', code: 'INVALID_GRAPHQL', at: '2:1' },
  { what: 'a union of scalars', sdl: 'type Query { a: U }\nunion U = Int', code: 'INVALID_GRAPHQL', at: '2:11' },
  { what: 'a default of another type', sdl: 'type Query { a(b: Int = "x"): Int }', code: 'INVALID_GRAPHQL', at: '1:16' },
  // Directives
  {
    what: 'a directive where it may not be',
    sdl: 'directive @x on OBJECT\ntype Query {\n  a: Int @x\n}',
    code: 'INVALID_GRAPHQL',
    at: '3:10',
  },
  {
    what: 'an argument that a directive has not',
    sdl: `${link}type Query { a: A }\ntype A @key(fields: "id", by: 1) { id: ID! }`,
    code: 'INVALID_GRAPHQL',
    at: '3:27',
  },
  {
    what: 'a key without fields',
    sdl: `${link}type Query { a: A }\ntype A @key { id: ID! }`,
    code: 'INVALID_GRAPHQL',
    at: '3:8',
    kinds: ['federation', 'rest'],
  },
  { what: 'a key on an enum', sdl: `${link}type Query { a: A }\nenum A @key(fields: "A") { A }`, code: 'INVALID_GRAPHQL', at: '3:8' },
  {
    what: 'a key of a number',
    sdl: `${link}type Query { a: A }\ntype A @key(fields: 5) { id: ID! }`,
    code: 'KEY_INVALID_FIELDS_TYPE',
    at: '3:8',
  },
  {
    what: 'a key by an interface',
    sdl: `${link}type Query { a: A }\ntype A @key(fields: "i { id }") { i: I }\ninterface I { id: ID! }`,
    code: 'KEY_FIELDS_SELECT_INVALID_TYPE',
    at: '3:8',
  },
  {
    what: 'another @key',
    sdl: 'directive @key(by: Int) on OBJECT\ntype Query { a: A }\ntype A @key(by: 1) { id: ID! }',
    code: 'DIRECTIVE_DEFINITION_INVALID',
    at: '1:12',
    kinds: federation,
  },
  { what: 'a link to nothing', sdl: 'extend schema @link\ntype Query { a: Int }', code: 'LINK_URL', at: '1:15', kinds: overlays },
  {
    what: 'a link to a version that is not',
    sdl: 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.99")\ntype Query { a: Int }',
    code: 'UNKNOWN_FEDERATION_LINK_VERSION',
    at: '1:15',
  },
  { what: 'a link twice', sdl: `${link}${link}type Query { a: Int }`, code: 'INVALID_LINK_DIRECTIVE_USAGE', at: '1:1' },
  { what: 'an override of itself', sdl: `${link}type Query { a: Int @override(from: "a") }`, code: 'OVERRIDE_FROM_SELF_ERROR', at: '2:21' },
  { what: 'nothing that may be seen', sdl: `${link}type Query { a: Int @inaccessible }`, code: 'ONLY_INACCESSIBLE_CHILDREN', at: '2:14' },
  // Directives of overlays
  {
    what: '@lookup with a number that is none',
    sdl: 'type Query { a(ids: [ID!]! @is(field: "id")): [A] @lookup(most: -1) }\ntype A @key(fields: "id") { id: ID! }',
    code: 'LOOKUP_MOST',
    at: '1:59',
    kinds: overlays,
  },
  {
    what: '@lookup with an argument that it has not',
    sdl: 'type Query { a(id: ID!): A @lookup(mots: 5) }\ntype A @key(fields: "id") { id: ID! }',
    code: 'UNKNOWN_ARGUMENT',
    at: '1:36',
    kinds: overlays,
  },
  {
    what: '@is without a look-up',
    sdl: 'type Query { a(x: ID! @is(field: "id")): A }\ntype A { id: ID! }',
    code: 'DIRECTIVE_PLACE',
    at: '1:23',
    kinds: overlays,
  },
  {
    what: '@is on a field',
    sdl: 'type Query { a(id: ID!): A @lookup @is(field: "id") }\ntype A @key(fields: "id") { id: ID! }',
    code: 'DIRECTIVE_PLACE',
    at: '1:36',
    kinds: overlays,
  },
  {
    what: '@source on an extension',
    sdl: 'type Query { a: A }\ntype A { a: Int }\nextend type A @source(name: "B") { c: Int }',
    code: 'DIRECTIVE_PLACE',
    at: '3:15',
    kinds: overlays,
  },
  { what: '@prefix on a type', sdl: 'type Query @prefix(fields: "a_") { a: Int }', code: 'DIRECTIVE_PLACE', at: '1:12', kinds: overlays },
  {
    what: '@prefix twice',
    sdl: 'extend schema @prefix(types: "A")\nextend schema @prefix(types: "B")\ntype Query { b: Int }',
    code: 'PREFIX_NAME',
    at: '2:15',
    kinds: overlays,
  },
  {
    what: 'two values that are one of the API',
    sdl: 'type Query { a: E }\nenum E { A B @source(name: "A") }',
    code: 'SOURCE_TWICE',
    at: '2:12',
    kinds: overlays,
  },
  {
    what: 'two arguments that are one of the API',
    sdl: 'type Query { a(b: Int, c: Int @source(name: "b")): Int }',
    code: 'SOURCE_TWICE',
    at: '1:24',
    kinds: overlays,
  },
  {
    what: 'two fields of an input that are one of the API',
    sdl: 'type Query { a(i: I): Int }\ninput I { b: Int @source(name: "x") c: Int @source(name: "x") }',
    code: 'SOURCE_TWICE',
    at: '2:37',
    kinds: overlays,
  },
  {
    what: '@discriminator on an object',
    sdl: 'type Query { a: A }\ntype A @discriminator(field: "b") { b: Int }',
    code: 'DIRECTIVE_PLACE',
    at: '2:8',
    kinds: overlays,
  },
  {
    what: '@discriminator of a GraphQL API',
    sdl: 'type Query { u: U }\nunion U @discriminator(field: "kind") = A\ntype A { a: Int }',
    code: 'DIRECTIVE_PLACE',
    at: '2:9',
    kinds: ['graphql'],
  },
  {
    what: '@nullIfNotFound on a type',
    sdl: 'type Query { a: A }\ntype A @nullIfNotFound { b: Int }',
    code: 'DIRECTIVE_PLACE',
    at: '2:8',
    kinds: overlays,
  },
  {
    what: '@is of a field that the object has not',
    sdl: 'type Query { a: A @is(field: "nr") }\ntype A { id: ID! }',
    code: 'IS_FIELD',
    at: '1:19',
    kinds: ['rest'],
  },
  { what: '@is on a field of no object', sdl: 'type Query { a: Int @is(field: "nr") }', code: 'IS_FIELD', at: '1:21', kinds: ['rest'] },
];

const cases = odd.flatMap(({ kinds, ...each }) => (kinds ?? all).map((kind) => ({ ...each, kind })));

/** What looks odd and is allowed. */
const fine: readonly { readonly what: string; readonly sdl: string; readonly kinds?: readonly Kind[] }[] = [
  { what: 'a byte order mark', sdl: '\uFEFFtype Query { me: Int }' },
  { what: 'lines of Windows', sdl: 'type Query {\r\n\t"""\r\n\tMe.\r\n\t"""\r\n\tme: Int\r\n}\r\n' },
  { what: 'a long description', sdl: `type Query { "${'{ [ ( '.repeat(100)}${'x'.repeat(1_000_000)}" a: Int }` },
  { what: 'extensions alone', sdl: 'extend type Query { a: Int }' },
  {
    what: 'roots by other names',
    sdl: 'schema { query: RootQuery mutation: RootMutation }\ntype RootQuery { a: Int }\ntype RootMutation { b: Int }',
  },
  {
    what: 'names of objects of JavaScript',
    sdl: 'type Query { constructor: toString hasOwnProperty: Int }\ntype toString { valueOf: Int }',
  },
  {
    what: 'what a subgraph tells of itself',
    sdl: `${link}type Query { a: A _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }\ntype A @key(fields: "id") { id: ID! }\nscalar _Any\nunion _Entity = A\ntype _Service { sdl: String! }`,
  },
  { what: 'a list as a key', sdl: `${link}type Query { a: A }\ntype A @key(fields: "ids") { ids: [ID!] }` },
  { what: '@oneOf', sdl: 'type Query { a(i: I): Int }\ninput I @oneOf { a: Int b: Int }', kinds: overlays },
];

const subgraph = (kind: Kind, sdl: string, name = 'a') => ({
  name,
  kind,
  sdl,
  file: `${name}.graphql`,
  url: 'http://127.0.0.1:1/graphql',
  forwardHeaders: { kind: 'named', names: [] } as const,
  timeoutMs: 1_000,
});

function findings(...subgraphs: readonly ReturnType<typeof subgraph>[]) {
  try {
    compose(subgraphs);
    return [];
  } catch (error) {
    if (error instanceof CompositionFailure) return error.findings;
    throw error;
  }
}

describe('an odd schema is refused with place and advice', () => {
  it.each(cases)('$what ($kind)', ({ kind, sdl, code, at }) => {
    const found = findings(subgraph(kind, sdl));
    const [first] = found;
    const [place] = first?.places ?? [];
    expect({ code: first?.code, at: `${place?.line}:${place?.column}`, file: place?.file }).toEqual({ code, at, file: 'a.graphql' });
    for (const { help = '' } of found) expect(help).not.toBe('');
  });

  it('and where composition breaks off at what nobody thought of, at its file', () => {
    const sdl =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "FieldSet"])\ntype Query { a: FieldSet }\nscalar FieldSet';
    const found = findings(subgraph('federation', 'type Query { b: Int }', 'b'), subgraph('federation', sdl));
    expect(found).toMatchObject([{ code: 'COMPOSITION_BROKE_OFF', places: [{ file: 'a.graphql' }] }]);
    expect(found[0]?.message).toMatch(/^composition broke off at the schema of `a`: /);
  });

  it('shows what a name is at odds with', () => {
    const [found] = findings(subgraph('graphql', 'type Query { a: A }\ntype A { b: Int }\ntype A { c: Int }'));
    expect(found?.places.map(({ line, column }) => [line, column])).toEqual([
      [3, 6],
      [2, 6],
    ]);
  });
});

describe('what looks odd and is allowed composes', () => {
  it.each(fine.flatMap(({ kinds, ...each }) => (kinds ?? all).map((kind) => ({ ...each, kind }))))('$what ($kind)', ({ kind, sdl }) => {
    expect(findings(subgraph(kind, sdl))).toEqual([]);
  });
});

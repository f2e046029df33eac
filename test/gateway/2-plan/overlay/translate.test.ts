import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readOverlay } from '../../../../src/gateway/2-plan/overlay/read-overlay.ts';
import { translator } from '../../../../src/gateway/2-plan/overlay/translate.ts';
import { subgraphSchema } from '../../../../src/gateway/2-plan/subgraph-schema.ts';
import type { SubgraphRequest } from '../../../../src/gateway/3-fetch/call.ts';

const operation = { id: 'query', method: 'POST', name: 'query', urlTemplate: '/graphql' };

function overlayOf(sdl: string) {
  const { overlay, faults } = readOverlay(parse(sdl), 'look-ups');
  expect(faults).toEqual([]);
  if (overlay === undefined) throw new Error('no overlay');
  return overlay;
}

/** Translates, and holds the outcome against the API's own schema, as the API would. */
function translated(sdl: string, query: string, variables: Record<string, unknown> = {}) {
  const overlay = overlayOf(sdl);
  const request: SubgraphRequest = { query, variables, operationName: undefined, shape: new Map(), operation };
  const result = translator(overlay)(request);
  expect(validate(subgraphSchema(overlay.remoteSdl()), parse(result.request.query)).map(({ message }) => message)).toEqual([]);
  return result;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').replace(/ \}/g, '}').replace(/\{ /g, '{').trim();

const asking = (selection: string): string => `query($representations:[_Any!]!){_entities(representations:$representations){${selection}}}`;

const node = `
  type Query { node(id: ID!): Node @lookup user(login: String!): User @lookup }
  interface Node { id: ID! }
  type User implements Node @key(fields: "id") @key(fields: "login") { id: ID! login: String! name: String manager: User }
  type Team implements Node @key(fields: "id") { id: ID! title(upper: Boolean): String }
`;
const list = `
  type Query { nodes(ids: [ID!]! @is(field: "id")): [Node]! @lookup(most: 2) }
  interface Node { id: ID! }
  type User implements Node @key(fields: "id") { id: ID! name: String }
  type Team implements Node @key(fields: "id") { id: ID! title: String }
`;
const renamed = `
  extend schema @prefix(types: "Git", fields: "git_")
  type Query { node(id: ID!): Node @lookup @internal viewer: User! }
  interface Node { id: ID! }
  type User implements Node @key(fields: "id") { id: ID! handle: String! @source(name: "login") friends(first: Int, order: Order): [User!]! owner: Owner }
  type Organization implements Node @source(name: "Organization") @key(fields: "id") { id: ID! }
  union Owner = User | Organization
  enum Order { ASC DESC }
  scalar DateTime
`;
const composite = `
  type Query { repository(owner: String! @is(field: "owner.login"), name: String!, followRenames: Boolean): Repository @lookup }
  type Owner { login: String! }
  type Repository @key(fields: "owner { login } name") { owner: Owner! name: String! stars: Int }
`;
const objects = `
  type Query { products(by: [ProductKey!]! @is(field: "{ sku region: market.code }")): [Product] @lookup }
  input ProductKey { sku: String! region: String! }
  type Market { code: String! }
  type Product @key(fields: "sku market { code }") { sku: String! market: Market! title: String }
`;

interface Case {
  readonly what: string;
  readonly sdl: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly sent: string;
  readonly sentVariables: Record<string, unknown>;
}

const requests: readonly Case[] = [
  {
    what: 'one look-up for each entity, each once',
    sdl: node,
    query: asking('... on User { name } ... on Team { title }'),
    variables: {
      representations: [
        { __typename: 'User', id: '1' },
        { __typename: 'Team', id: '2' },
        { __typename: 'User', id: '1' },
      ],
    },
    sent: 'query($_e0_id: ID!, $_e1_id: ID!) {_e0: node(id: $_e0_id) {_type: __typename ..._User} _e1: node(id: $_e1_id) {_type: __typename ..._Team}} fragment _User on User {... on User {name}} fragment _Team on Team {... on Team {title}}',
    sentVariables: { _e0_id: '1', _e1_id: '2' },
  },
  {
    what: 'the key that the representation has',
    sdl: node,
    query: asking('... on User { name }'),
    variables: { representations: [{ __typename: 'User', login: 'ada' }] },
    sent: 'query($_e0_login: String!) {_e0: user(login: $_e0_login) {_type: __typename ..._OnlyUser}} fragment _OnlyUser on User {... on User {name}}',
    sentVariables: { _e0_login: 'ada' },
  },
  {
    what: 'only the variables that are used, beside those of the look-ups',
    sdl: node,
    query:
      'query Q($representations:[_Any!]!,$up:Boolean,$_e0_id:Boolean,$other:Int){_entities(representations:$representations){... on Team{title(upper:$up) other:title(upper:$_e0_id)} ...on User @include(if:$up){name}}}',
    variables: { representations: [{ __typename: 'Team', id: '2' }], up: true, _e0_id: false, other: 1 },
    sent: 'query Q($up: Boolean, $_e0_id: Boolean, $__e0_id: ID!) {_e0: node(id: $__e0_id) {_type: __typename ..._Team}} fragment _Team on Team {... on Team {title(upper: $up) other: title(upper: $_e0_id)}}',
    sentVariables: { up: true, _e0_id: false, __e0_id: '2' },
  },
  {
    what: 'lists of keys, in portions',
    sdl: list,
    query: asking('__typename ... on User { name } ... on Team { title }'),
    variables: { representations: ['1', '2', '3', '1'].map((id) => ({ __typename: id === '2' ? 'Team' : 'User', id })) },
    sent: 'query($_l0_ids: [ID!]!, $_l1_ids: [ID!]!) {_l0: nodes(ids: $_l0_ids) {_type: __typename ... on User {_k_User_0: id ..._User} ... on Team {_k_Team_0: id ..._Team}} _l1: nodes(ids: $_l1_ids) {_type: __typename ... on User {_k_User_0: id ..._User}}} fragment _User on User {__typename ... on User {name}} fragment _Team on Team {__typename ... on Team {title}}',
    sentVariables: { _l0_ids: ['1', '2'], _l1_ids: ['3'] },
  },
  {
    what: 'an argument from a nested field of the key; optional ones are left out',
    sdl: composite,
    query: asking('... on Repository { stars }'),
    variables: { representations: [{ __typename: 'Repository', owner: { login: 'ada' }, name: 'engine' }] },
    sent: 'query($_e0_owner: String!, $_e0_name: String!) {_e0: repository(owner: $_e0_owner, name: $_e0_name) {_type: __typename ..._OnlyRepository}} fragment _OnlyRepository on Repository {... on Repository {stars}}',
    sentVariables: { _e0_owner: 'ada', _e0_name: 'engine' },
  },
  {
    what: 'keys as objects of several fields',
    sdl: objects,
    query: asking('... on Product { title }'),
    variables: { representations: [{ __typename: 'Product', sku: 'a', market: { code: 'de' } }] },
    sent: 'query($_l0_by: [ProductKey!]!) {_l0: products(by: $_l0_by) {_type: __typename ... on Product {_k_Product_0: sku _k_Product_1: market {code} ..._OnlyProduct}}} fragment _OnlyProduct on Product {... on Product {title}}',
    sentVariables: { _l0_by: [{ sku: 'a', region: 'de' }] },
  },
  {
    what: 'renamed types, fields and variables',
    sdl: renamed,
    query:
      'query($representations:[_Any!]!,$o:GitOrder=ASC){_entities(representations:$representations){... on GitUser{handle friends(order:$o){...F} owner{__typename ... on Organization{id}}}}} fragment F on GitUser { nick: handle }',
    variables: { representations: [{ __typename: 'GitUser', id: '1' }] },
    sent: 'query($o: Order = ASC, $_e0_id: ID!) {_e0: node(id: $_e0_id) {_type: __typename ..._User}} fragment _User on User {... on User {handle: login friends(order: $o) {... on User {nick: login}} owner {__typename ... on Organization {id}}}}',
    sentVariables: { _e0_id: '1' },
  },
  {
    what: 'plain operations, by name',
    sdl: renamed,
    query: 'query Me @live { git_viewer { __typename handle } }',
    sent: 'query Me @live {git_viewer: viewer {__typename handle: login}}',
    sentVariables: {},
  },
  {
    what: 'nothing, when no look-up takes what there is',
    sdl: node,
    query: asking('... on User { name }'),
    variables: { representations: [{ __typename: 'User', id: null }, { __typename: 'Stranger', id: '1' }, null] },
    sent: 'query {__typename}',
    sentVariables: {},
  },
];

describe('a request to a plain GraphQL API', () => {
  it.each(requests.filter(({ what }) => !what.includes('plain operations')))(
    'has $what',
    ({ sdl, query, variables, sent, sentVariables }) => {
      const { request } = translated(sdl, query, variables);
      expect(flat(request.query)).toBe(sent);
      expect(request.variables).toEqual(sentVariables);
    },
  );

  it('keeps plain operations, by their own names and directives', () => {
    const plain = requests.find(({ what }) => what.includes('plain operations'));
    const { request } = translated(`directive @live on QUERY ${renamed}`, plain?.query ?? '');
    expect(flat(request.query)).toBe(plain?.sent);
  });
});

describe('the answer of a plain GraphQL API', () => {
  const ids = (...all: string[]) => all.map((id) => ({ __typename: 'User', id }));

  it('becomes entities in the order of the representations, with null for what is not there', () => {
    const { answer } = translated(list, asking('... on User { name }'), { representations: ids('1', '2', '1') });
    const data = {
      _l0: [
        { _type: 'User', _k_User_0: 2, name: 'Bo' },
        { _type: 'User', _k_User_0: '1', name: 'Ada' },
      ],
    };
    expect(answer({ data, errors: [] }).data).toEqual({ _entities: [{ name: 'Ada' }, { name: 'Bo' }, { name: 'Ada' }] });
    expect(answer({ data: { _l0: [null, { _type: 'Team', _k_Team_0: '2' }] }, errors: [] }).data).toEqual({
      _entities: [null, null, null],
    });
  });

  it('is matched by keys that are enums and numbers in objects, the first of each', () => {
    const sdl = `
      type Query { places(by: [Key!]! @is(field: "{ code nr: spot.nr }")): [Place] @lookup }
      input Key { code: Code! nr: Int! }
      enum Code { DE @source(name: "de_DE") AT }
      type Spot { nr: Int! @source(name: "number") }
      type Place @key(fields: "code spot { nr }") { code: Code! spot: Spot! name: String }
    `;
    const representations = ['DE', 'AT'].map((code) => ({ __typename: 'Place', code, spot: { nr: 1 } }));
    const { request, answer } = translated(sdl, asking('... on Place { name }'), { representations });
    expect(flat(request.query)).toContain('_k_Place_0: code _k_Place_1: spot {nr: number}');
    expect(request.variables).toEqual({
      _l0_by: [
        { code: 'de_DE', nr: 1 },
        { code: 'AT', nr: 1 },
      ],
    });
    const place = (code: string, nr: unknown, name: string) => ({ _type: 'Place', _k_Place_0: code, _k_Place_1: { nr }, name });
    const data = { _l0: [place('AT', '1', 'Wien'), place('de_DE', 1, 'Berlin'), place('AT', 1, 'Graz'), place('AT', 2, 'Linz')] };
    expect(answer({ data, errors: [] }).data).toEqual({ _entities: [{ name: 'Berlin' }, { name: 'Wien' }] });
  });

  it('gives every representation an entity of its own', () => {
    const { answer } = translated(node, asking('... on User { name }'), { representations: ids('1', '1') });
    const { data } = answer({ data: { _e0: { _type: 'User', manager: { id: '2' } } }, errors: [] });
    const [first, second] = (data?.['_entities'] ?? []) as { manager: object }[];
    expect(first).toEqual(second);
    expect(first?.manager).not.toBe(second?.manager);
  });

  it('is null where another type came than was meant', () => {
    const { answer } = translated(node, asking('... on User { name }'), { representations: ids('1') });
    expect(answer({ data: { _e0: { _type: 'Team' } }, errors: [] }).data).toEqual({ _entities: [null] });
  });

  it('has the type names of the graph', () => {
    const query = asking('__typename ... on GitUser { friends { __typename } owner { __typename } kind: __typename }');
    const { answer } = translated(renamed, query, { representations: [{ __typename: 'GitUser', id: '1' }] });
    const data = {
      _e0: { _type: 'User', __typename: 'User', kind: 'User', friends: [{ __typename: 'User' }], owner: { __typename: 'Organization' } },
    };
    expect(answer({ data, errors: [] }).data).toEqual({
      _entities: [{ __typename: 'GitUser', kind: 'GitUser', friends: [{ __typename: 'GitUser' }], owner: { __typename: 'Organization' } }],
    });
  });

  const error = (...path: (string | number)[]) => ({ message: 'no', path, extensions: { code: 'NOT_FOUND', subgraph: 'git' } });

  it.each([
    {
      what: 'each representation of the entity',
      sdl: node,
      path: ['_e0', 'name'],
      data: { _e0: null },
      paths: [
        ['_entities', 0, 'name'],
        ['_entities', 2, 'name'],
      ],
    },
    {
      what: 'the entity of a list by its key',
      sdl: list,
      path: ['_l0', 0, 'name'],
      data: { _l0: [{ _type: 'User', _k_User_0: '2' }, null] },
      paths: [['_entities', 1, 'name']],
    },
    {
      what: 'the entity of a list by its place, when nothing else is left',
      sdl: list,
      path: ['_l0', 1],
      data: { _l0: [null, null] },
      paths: [['_entities', 1]],
    },
    {
      what: 'all of a list that is null',
      sdl: list,
      path: ['_l0'],
      data: { _l0: null },
      paths: [
        ['_entities', 0],
        ['_entities', 2],
        ['_entities', 1],
      ],
    },
    {
      what: 'the only entity of a list that did not come, wherever the null stands',
      sdl: list,
      path: ['_l0', 0],
      data: { _l0: [null, { _type: 'User', _k_User_0: '1' }] },
      paths: [['_entities', 1]],
    },
    {
      what: 'the entity of a list that is shorter than its keys',
      sdl: list,
      path: ['_l0', 0, 'name'],
      data: { _l0: [null] },
      paths: [
        ['_entities', 0, 'name'],
        ['_entities', 2, 'name'],
        ['_entities', 1, 'name'],
      ],
    },
    {
      what: 'the entity, when a field of its key fails that nobody asked for',
      sdl: list,
      path: ['_l0', 1, '_k_User_0'],
      data: { _l0: [{ _type: 'User', _k_User_0: '1' }, null] },
      paths: [['_entities', 1]],
    },
    {
      what: 'what is inside of an entity',
      sdl: node,
      path: ['_e0', 'manager', 'name'],
      data: { _e0: { manager: null } },
      paths: [
        ['_entities', 0, 'manager', 'name'],
        ['_entities', 2, 'manager', 'name'],
      ],
    },
    { what: 'elsewhere what is not of an entity', sdl: node, path: ['other'], data: null, paths: [['other']] },
  ])('has errors at $what', ({ sdl, path, data, paths }) => {
    const { answer } = translated(sdl, asking('... on User { name }'), { representations: ids('1', '2', '1') });
    expect(answer({ data, errors: [error(...path)] }).errors.map((each) => each.path)).toEqual(paths);
  });

  it('keeps an error of the whole call', () => {
    const { answer } = translated(node, asking('... on User { name }'), { representations: ids('1') });
    const errors = [{ message: 'no', extensions: { code: 'SUBGRAPH_TIMEOUT', subgraph: 'git' } }];
    expect(answer({ data: null, errors })).toEqual({ data: null, errors });
  });
});

describe('names of arguments, inputs and values', () => {
  const sdl = `
    extend schema @prefix(types: "Git", fields: "git_")
    type Query {
      issues(in: [State!] @source(name: "states"), by: Filter, one: State = OPEN): [Issue!]!
      issue(nr: ID! @source(name: "id") @is(field: "id")): Issue @lookup @internal
    }
    type Issue @key(fields: "id") { id: ID! state: State! past: [State!] }
    enum State { OPEN @source(name: "open") DONE @source(name: "OPEN") OTHER }
    input Filter { kind: State @source(name: "state_kind"), all: [Filter!] }
  `;

  it('become the API’s in an operation and its variables', () => {
    const { request } = translated(
      sdl,
      'query($f:GitFilter,$s:[GitState!]=[OPEN]){a:git_issues(in:$s,by:$f){id} b:git_issues(in:DONE,by:{kind:OPEN,all:[{kind:OTHER}]},one:DONE){id}}',
      { f: { kind: 'DONE', all: [{ kind: 'OPEN' }] }, s: ['OPEN', 'OTHER'] },
    );
    expect(flat(request.query)).toContain('$s: [State!] = [open]');
    expect(flat(request.query)).toContain('a: issues(states: $s, by: $f)');
    expect(flat(request.query)).toContain('states: OPEN by: {state_kind: open, all: [{state_kind: OTHER}]} one: OPEN');
    expect(request.variables).toEqual({ f: { state_kind: 'OPEN', all: [{ state_kind: 'open' }] }, s: ['open', 'OTHER'] });
  });

  it('become the graph’s in an answer, each value once', () => {
    const { answer } = translated(sdl, '{git_issues{state past ...on GitIssue{state s:state}}}');
    const data = { git_issues: [{ state: 'OPEN', s: 'open', past: ['open', 'OPEN', 'OTHER', null] }] };
    expect(answer({ data, errors: [] }).data).toEqual({
      git_issues: [{ state: 'DONE', s: 'OPEN', past: ['OPEN', 'DONE', 'OTHER', null] }],
    });
  });

  it('and in look-ups', () => {
    const { request, answer } = translated(sdl, asking('...on GitIssue{state}'), {
      representations: [{ __typename: 'GitIssue', id: '1' }],
    });
    expect(flat(request.query)).toContain('_e0: issue(id: $_e0_id)');
    expect(answer({ data: { _e0: { _type: 'Issue', state: 'open' } }, errors: [] }).data).toEqual({ _entities: [{ state: 'OPEN' }] });
  });
});

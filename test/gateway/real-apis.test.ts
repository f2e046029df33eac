import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildASTSchema, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compositeTypes } from '../../src/cli/subgraph/overlay/api-types.ts';
import { choosePart } from '../../src/cli/subgraph/overlay/choose-part.ts';
import { findLookUps } from '../../src/cli/subgraph/overlay/find-look-ups.ts';
import { overlayText } from '../../src/cli/subgraph/overlay/write-overlay.ts';
import { compiled } from '../support/compiled.ts';
import { ask, handler, openGateway, type TestGateway } from './support/gateway.ts';
import { openPlainGraphql, type PlainGraphql } from './support/plain-graphql.ts';
import { openRest, type RestService } from './support/rest-service.ts';

const file = (path: string): string => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
/**
 * GitHub's, and that of Nautical Commerce, a marketplace platform: each has more than 1,300 definitions, and `User`, `App`, `Node` and `PageInfo`
 * are types of both.
 */
const files = {
  github: file('@octokit/graphql-schema/schema.graphql'),
  nautical: file('@nautical-commerce/graphql-schema/nautical/schema.graphql'),
};

/** The whole of an API as the draft that `subgraph add --all` makes of it. */
function whole(path: string, prefix: { readonly types: string; readonly fields: string }) {
  const sdl = readFileSync(path, 'utf8');
  const schema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
  const part = choosePart(schema, findLookUps(schema), { roots: [], types: [], fields: [], all: true });
  return { sdl, types: compositeTypes(schema).length, overlay: overlayText(schema, part, prefix, []) };
}

interface Case {
  readonly does: string;
  readonly query: string;
  readonly variables?: object;
  readonly data: object;
  readonly errors?: readonly object[];
  /** Of GitHub, of Nautical Commerce and of the REST service. Both APIs hold each call against their published schemas. */
  readonly calls: readonly [number, number, number];
}

const cases: readonly Case[] = [
  {
    does: 'answers one query over all of them, with one look-up for each API',
    query:
      '{ github_viewer { login repositories(first: 1) { nodes { nameWithOwner viewerPermission } } } links { author { login } product { name } } }',
    data: {
      github_viewer: { login: 'login-U_0', repositories: { nodes: [{ nameWithOwner: 'a/b', viewerPermission: 'ADMIN' }] } },
      links: [
        { author: { login: 'login-U_1' }, product: { name: 'product P_1' } },
        { author: { login: 'login-U_2' }, product: { name: 'product P_2' } },
      ],
    },
    calls: [2, 1, 1],
  },
  {
    does: 'changes something of one API, by its own names',
    query: 'mutation ($new: ShopProductInput!) { shop_productUpdate(id: "P_1", input: $new) { product { __typename name } } }',
    variables: { new: { name: 'lamp' } },
    data: { shop_productUpdate: { product: { __typename: 'ShopProduct', name: 'lamp' } } },
    calls: [0, 1, 0],
  },
  {
    does: 'answers what one API has when the other fails',
    query: '{ github_viewer { login } shop_product(id: "P_1") { name } }',
    data: { github_viewer: { login: 'login-U_0' }, shop_product: null },
    errors: [{ path: ['shop_product'], subgraph: 'nautical' }],
    calls: [1, 1, 0],
  },
  {
    does: 'keeps types apart that have one name in both',
    query: '{ both: __type(name: "User") { name } git: __type(name: "GitHubUser") { kind } shop: __type(name: "ShopUser") { kind } }',
    data: { both: null, git: { kind: 'OBJECT' }, shop: { kind: 'OBJECT' } },
    calls: [0, 0, 0],
  },
];

describe.skipIf(!Object.values(files).every((each) => existsSync(each)))('two published APIs, whole, beside a REST service', () => {
  let github: PlainGraphql;
  let nautical: PlainGraphql;
  let links: RestService;
  let gateway: TestGateway;

  beforeAll(async () => {
    const git = whole(files.github, { types: 'GitHub', fields: 'github_' });
    const shop = whole(files.nautical, { types: 'Shop', fields: 'shop_' });
    expect([git.types > 1_000, shop.types > 700]).toEqual([true, true]);
    const user = (id: string) => ({
      __typename: 'User',
      id,
      login: `login-${id}`,
      repositories: { nodes: [{ nameWithOwner: 'a/b', viewerPermission: 'ADMIN' }] },
    });
    github = await openPlainGraphql(git.sdl, {
      'Query.viewer': () => user('U_0'),
      'Query.nodes': (_parent, { ids }: { ids: readonly string[] }) => ids.map(user).reverse(),
    });
    const product = (id: string, name = `product ${id}`) => ({ __typename: 'Product', id, name });
    nautical = await openPlainGraphql(shop.sdl, {
      // The draft marks it as the look-up of everything that is a Node; no order is promised.
      'Query.nodes': (_parent, { ids }: { ids: readonly string[] }) => ids.map((id) => product(id)).reverse(),
      'Query.product': () => {
        throw new Error('the shop is closed');
      },
      'Mutation.productUpdate': (_parent, { id, input }: { id: string; input: { name: string } }) => ({
        product: product(id, input.name),
        productErrors: [],
      }),
    });
    links = await openRest(() => ({
      body: [
        { author: { id: 'U_1' }, product: { id: 'P_1' } },
        { author: { id: 'U_2' }, product: { id: 'P_2' } },
      ],
    }));
    const { handlers, findings } = await compiled({
      'resolvers/links/Query.links': `<http-data-source><http-request><set-method>GET</set-method><set-url>${links.url}/links</set-url></http-request></http-data-source>`,
    });
    expect(findings).toEqual([]);
    const bare = handler({});
    const set = {
      global: undefined,
      subgraph: () => bare,
      api: () => bare,
      resolver: (subgraph: string, field: string) => handlers.get(`resolvers/${subgraph}/${field}`),
    };
    gateway = await openGateway(
      [
        { name: 'github', kind: 'graphql', sdl: git.overlay, url: github.url },
        { name: 'nautical', kind: 'graphql', sdl: shop.overlay, url: nautical.url },
        {
          name: 'links',
          kind: 'rest',
          url: links.url,
          sdl: 'type Query { links: [Link!]! }\ntype Link { author: GitHubUser! product: ShopProduct! }\ntype GitHubUser @key(fields: "id", resolvable: false) { id: ID! }\ntype ShopProduct @key(fields: "id", resolvable: false) { id: ID! }',
        },
      ],
      { handlers: { current: () => set } },
    );
  }, 600_000);
  afterAll(() => Promise.all([gateway.close(), github.close(), nautical.close(), links.close()]), 60_000);

  beforeEach(() => {
    for (const { received } of [github, nautical, links]) received.length = 0;
  });

  it.each(cases)('$does', { timeout: 60_000 }, async ({ query, variables = {}, data, errors = [], calls }) => {
    const answer = await ask(gateway, query, { variables });
    expect(answer.errors?.map(({ path, extensions }) => ({ path, subgraph: extensions?.['subgraph'] }))).toEqual(errors);
    expect(answer.data).toEqual(data);
    expect([github.received.length, nautical.received.length, links.received.length]).toEqual(calls);
  });
});

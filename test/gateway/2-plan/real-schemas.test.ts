import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { compose, type SubgraphSchema } from '../../../src/gateway/2-plan/compose.ts';
import { translator } from '../../../src/gateway/2-plan/overlay/translate.ts';
import { subgraphSchema } from '../../../src/gateway/2-plan/subgraph-schema.ts';
import type { Supergraph } from '../../../src/gateway/2-plan/supergraph.ts';

/** GitHub's public schema, as its package has it: more than 1,600 types. */
const file = fileURLToPath(new URL('../../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url));

const common = { url: 'http://127.0.0.1:1/graphql', forwardHeaders: { kind: 'named', names: [] }, timeoutMs: 1_000 } as const;
const people: SubgraphSchema = {
  ...common,
  name: 'people',
  kind: 'federation',
  file: 'people.graphql',
  sdl: 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\ntype Query { me: GitHubUser }\ntype GitHubUser @key(fields: "id") { id: ID! nick: String }',
};

/** The whole of it as an overlay: a prefix, its two look-ups marked, and keys for what others know. */
function wholeOverlay(sdl: string): SubgraphSchema {
  const marked = sdl
    .replace(/(\n {2}node\([\s\S]*?\n {2}\): Node)/, '$1 @lookup @internal')
    .replace(/(\n {2}nodes\([\s\S]*?ids: \[ID!\]!)([\s\S]*?\n {2}\): \[Node\]!)/, '$1 @is(field: "id")$2 @lookup @internal');
  const keys = ['Repository', 'User', 'Organization'].map((type) => `extend type ${type} @key(fields: "id")`);
  const text = ['extend schema @prefix(types: "GitHub", fields: "github_")', marked, ...keys].join('\n');
  return { ...common, name: 'github', kind: 'graphql', file: 'github.graphql', sdl: text };
}

const operation = { id: 'query', method: 'POST', name: 'query', urlTemplate: '/graphql' };

describe.skipIf(!existsSync(file))("GitHub's public schema, whole, as an overlay", () => {
  let supergraph: Supergraph;
  beforeAll(() => {
    supergraph = compose([people, wholeOverlay(readFileSync(file, 'utf8'))]);
  }, 300_000);

  it('composes beside another subgraph', () => {
    expect(supergraph.sdl).toContain('type GitHubUser');
    expect((supergraph.sdl.match(/^type GitHub/gm) ?? []).length).toBeGreaterThan(900);
    expect(supergraph.sdl).not.toMatch(/^ {2}github_node\(/m);
  });

  it('is called with requests that it understands', { timeout: 120_000 }, () => {
    const overlay = supergraph.overlays.get('github');
    if (overlay === undefined) throw new Error('no overlay');
    const query =
      'query($representations:[_Any!]!,$n:Int,$o:GitHubRepositoryOrder){_entities(representations:$representations){...on GitHubUser{login repositories(first:$n,orderBy:$o){nodes{__typename nameWithOwner owner{__typename ...on GitHubOrganization{id}}}}} ...on GitHubRepository{stargazerCount}}}';
    const representations = [
      { __typename: 'GitHubUser', id: 'U_1' },
      { __typename: 'GitHubRepository', id: 'R_1' },
    ];
    const { request } = translator(overlay)({
      query,
      variables: { representations, n: 3 },
      operationName: undefined,
      shape: new Map(),
      operation,
    });
    expect(request.variables).toEqual({ n: 3, _l0_ids: ['U_1', 'R_1'] });
    expect(validate(subgraphSchema(overlay.remoteSdl()), parse(request.query)).map(({ message }) => message)).toEqual([]);
  });
});

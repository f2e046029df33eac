import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compose, type SubgraphSchema } from '../../../src/gateway/2-plan/compose.ts';
import type { composeApart as Compose } from '../../../src/gateway/2-plan/compose-apart.ts';

/** As built: a thread cannot read TypeScript. */
const built = new URL('../../../dist/gateway/2-plan/compose-apart.js', import.meta.url);
const { composeApart } = (await import(built.href)) as { composeApart: typeof Compose };

const overlay = (sdl: string): SubgraphSchema => ({
  name: 'git',
  kind: 'graphql',
  url: 'http://git.example/graphql',
  sdl,
  file: 'git.graphql',
  forwardHeaders: { kind: 'named', names: [] },
  timeoutMs: 1_000,
});

describe('composition in a thread of its own', () => {
  it('is a part of the build', () => expect(readFileSync(fileURLToPath(built), 'utf8')).toContain('compose-thread.js'));

  it('gives what composition gives, with overlays that can translate', async () => {
    const subgraph = overlay('type Query { user(id: ID!): User @lookup }\ntype User @key(fields: "id") { id: ID! }');
    const { sdl, overlays } = await composeApart([subgraph]);
    expect(sdl).toBe(compose([subgraph]).sdl);
    expect([...(overlays.get('git')?.entities.keys() ?? [])]).toEqual(['User']);
  });

  it('fails with the same findings', async () => {
    await expect(composeApart([overlay('type Query { me: Nobody }')])).rejects.toMatchObject({
      name: 'CompositionFailure',
      findings: [{ code: 'UNKNOWN_TYPE', places: [{ file: 'git.graphql', line: 1, column: 18 }] }],
    });
  });

  it('composes nothing where nothing has changed, and reads no overlay again that has not', async () => {
    const subgraph = overlay('type Query { user(id: ID!): User @lookup }\ntype User @key(fields: "id") { id: ID! }');
    const other: SubgraphSchema = { ...subgraph, name: 'other', kind: 'federation', sdl: 'type Query { me: Int }' };
    const first = await composeApart([subgraph, other]);
    expect(await composeApart([{ ...subgraph }, { ...other }], first)).toBe(first);
    const second = await composeApart([subgraph, { ...other, sdl: 'type Query { you: Int }' }], first);
    expect(second.sdl).toContain('you: Int');
    expect(second.overlays.get('git')).toBe(first.overlays.get('git'));
    const third = await composeApart([overlay(`${subgraph.sdl} extend type User { name: String }`), other], first);
    expect(third.overlays.get('git')).not.toBe(first.overlays.get('git'));
    expect((await composeApart([{ ...subgraph, url: 'http://git.example/moved' }, other], first)).sdl).toContain('/moved');
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildASTSchema, buildSchema, isEnumType, isInterfaceType, isObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/gateway/2-plan/compose.ts';
import { readOverlay } from '../../src/gateway/2-plan/overlay/read-overlay.ts';

const root = new URL('../../', import.meta.url);
const schema = (name: string): string => readFileSync(new URL(`subgraphs/${name}/schema.graphql`, root), 'utf8');
const published = fileURLToPath(new URL('node_modules/@octokit/graphql-schema/schema.graphql', root));

describe('the other kinds of the example project', () => {
  it('compose with its federation services', () => {
    const common = { forwardHeaders: { kind: 'named', names: [] }, timeoutMs: 1_000, url: 'http://127.0.0.1:1/graphql' } as const;
    const kinds = { crm: 'federation', billing: 'federation', projects: 'federation', github: 'graphql', support: 'rest' } as const;
    const subgraphs = Object.entries(kinds).map(([name, kind]) => ({ ...common, name, kind, sdl: schema(name), file: `${name}.graphql` }));
    const { sdl } = compose(subgraphs);
    expect(sdl).toContain('type GitHubIssue');
    expect(sdl).toContain('tickets(status: TicketStatus): [Ticket!]!');
  });

  it.skipIf(!existsSync(published))("GitHub's part is a part of what GitHub publishes", () => {
    const { overlay } = readOverlay(parse(schema('github')), 'look-ups');
    if (overlay === undefined) throw new Error('no overlay');
    const part = buildSchema(overlay.remoteSdl());
    const whole = buildASTSchema(parse(readFileSync(published, 'utf8')), { assumeValid: true, assumeValidSDL: true });
    for (const type of Object.values(part.getTypeMap())) {
      if (type.name.startsWith('__')) continue;
      const real = whole.getType(type.name);
      expect(real?.constructor.name, type.name).toBe(type.constructor.name);
      if (isEnumType(type) && isEnumType(real))
        expect(real.getValues().map(({ name }) => name)).toEqual(expect.arrayContaining(type.getValues().map(({ name }) => name)));
      if (!(isObjectType(type) || isInterfaceType(type)) || !(isObjectType(real) || isInterfaceType(real))) continue;
      for (const field of Object.values(type.getFields())) {
        const own = real.getFields()[field.name];
        // An overlay may promise less than the API does: null where the API says `!`.
        const promised = [field.type.toString(), `${field.type.toString()}!`];
        expect(promised, `${type.name}.${field.name}`).toContain(own?.type.toString());
        for (const argument of field.args)
          expect(own?.args.find(({ name }) => name === argument.name)?.type.toString(), argument.name).toBe(argument.type.toString());
      }
    }
  });
});

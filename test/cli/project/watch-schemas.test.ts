import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SchemaReload, watchSchemas } from '../../../src/cli/project/watch-schemas.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { compose } from '../../../src/gateway/2-plan/compose.ts';
import type { SchemaSource } from '../../../src/gateway/serve.ts';
import { memoryLog } from '../../gateway/support/gateway.ts';
import { projectFolder } from '../../support/project-folder.ts';

function watching() {
  const cwd = projectFolder({
    'fedpass.yaml': 'subgraphs: { people: { url: http://people.example/graphql } }',
    'subgraphs/people/schema.graphql': 'type Query { me: Int }',
  });
  const { config } = loadConfig('fedpass.yaml', {}, 'skip', cwd);
  if (config === undefined) throw new Error('no configuration');
  const served: string[] = [];
  const gateway = {
    reload: async (schema: SchemaSource) => {
      if (schema.kind === 'subgraphs') served.push(compose(schema.subgraphs).sdl);
    },
  };
  const reloads: SchemaReload[] = [];
  let told: (() => void) | undefined;
  const watch = watchSchemas(
    { config, cwd, gateway, log: memoryLog([]) },
    (reload) => {
      reloads.push(reload);
      told?.();
    },
    5,
  );
  onTestFinished(() => watch.stop());
  return {
    served,
    /** Writes the schema and waits for what becomes of it. */
    write(sdl: string): Promise<SchemaReload | undefined> {
      const done = new Promise<SchemaReload | undefined>((resolve) => {
        told = () => resolve(reloads.at(-1));
      });
      writeFileSync(join(cwd, 'subgraphs/people/schema.graphql'), sdl);
      return done;
    },
  };
}

describe('schemas that change on disk', () => {
  it('are served anew', async () => {
    const { served, write } = watching();
    expect(await write('type Query { me: Int you: Int }')).toEqual({ kind: 'served' });
    expect(served).toHaveLength(1);
    expect(served[0]).toContain('you: Int');
  });

  it('change nothing when they do not compose, and are served once they do', async () => {
    const { served, write } = watching();
    const refused = await write('type Query { me: Nobody }');
    expect(refused?.kind === 'refused' && refused.findings.map(({ source, severity }) => [source.file, severity])).toEqual([
      ['subgraphs/people/schema.graphql', 'error'],
    ]);
    expect(served).toEqual([]);
    expect(await write('type Query { me: Int you: Int }')).toEqual({ kind: 'served' });
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import { HandlerLoader } from '../../src/cli/project/handler-loader.ts';
import { compileProject, type ProjectDocument } from '../../src/compiler/compile-project.ts';
import { Source } from '../../src/diagnostics/source.ts';
import { catalogue } from '../../src/policies/catalogue.ts';
import { typeErrors } from '../support/handler-files.ts';
import { internalErrors } from '../support/internal-errors.ts';
import { recordedGivens } from '../support/recorded-givens.ts';

const folder = fileURLToPath(new URL('samples/', import.meta.url));
const facts = { library: createLibrary(), fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' } as const;

const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.xml'))
  .map((name, index): ProjectDocument => {
    const source = new Source(`samples/${name}`, readFileSync(join(folder, name), 'utf8'));
    return { name: `samples/${index}`, scope: undefined, source };
  });

/** Every example of every policy as a document. */
const examples = [...catalogue.values()].flatMap(({ definition }) =>
  definition.form === 'unsupported'
    ? []
    : definition.examples.map((example, index): ProjectDocument => {
        const section = example.section ?? definition.sections[0] ?? 'inbound';
        const text = `<policies><${section}>${example.xml}</${section}></policies>`;
        return {
          name: `examples/${definition.name}-${index}`,
          scope: undefined,
          source: new Source(`${definition.name} ${example.title}`, text),
        };
      }),
);

describe('documents as they are in production', () => {
  const modules = mkdtempSync(join(tmpdir(), 'fedpass-samples-'));
  afterAll(() => rmSync(modules, { recursive: true, force: true }));
  const compiled = compileProject(samples, facts, { unsupported: 'error' });

  it.each(compiled.map((each) => [each.document.source.file, each] as const))('%s compiles', (_name, { module, findings }) => {
    expect(findings.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(module).toBeDefined();
  });

  it('become TypeScript that tsc accepts, as every example of a policy does', () => {
    expect(typeErrors([...compiled, ...compileProject(examples, facts, { unsupported: 'error' })])).toEqual([]);
  });

  it('run on recorded requests without an internal error', async () => {
    const handlers = await new HandlerLoader(modules).load(compiled);
    const found: string[] = [];
    for (const { document } of compiled) {
      const handler = handlers.get(document.name);
      if (handler === undefined) continue;
      for (const [title, given] of Object.entries(recordedGivens()))
        for (const error of await internalErrors(handler, given)) found.push(`${document.source.file}: ${title}: ${error}`);
    }
    expect(found).toEqual([]);
  });
});

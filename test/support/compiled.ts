import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLibrary } from '../../src/cli/library.ts';
import { HandlerLoader } from '../../src/cli/project/handler-loader.ts';
import type { NamedValueFact } from '../../src/compiler/2-check/project.ts';
import { compileProject, type ProjectDocument } from '../../src/compiler/compile-project.ts';
import { scopeOf } from '../../src/compiler/scope-of.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Source } from '../../src/diagnostics/source.ts';
import type { HandlerModule } from '../../src/runtime/handler.ts';

const library = createLibrary();
const loader = new HandlerLoader(mkdtempSync(join(tmpdir(), 'fedpass-handlers-')));

/** Documents by their path below `policies/` without `.xml`. */
export type Documents = Readonly<Record<string, string>>;

export interface CompiledSet {
  readonly handlers: ReadonlyMap<string, HandlerModule>;
  readonly findings: readonly Diagnostic[];
}

/** Compiles documents with the real compiler and loads the handlers as a project would. */
export async function compiled(documents: Documents, namedValues: ReadonlyMap<string, NamedValueFact> = new Map()): Promise<CompiledSet> {
  const input = Object.entries(documents).map(([name, text]): ProjectDocument => {
    const scope = scopeOf(name);
    if (scope === undefined) throw new Error(`${name} is no place for a document`);
    return { name, scope, source: new Source(`policies/${name}.xml`, text) };
  });
  const results = compileProject(input, { library, namedValues, connections: 'unknown' }, { unsupported: 'error' });
  return { handlers: await loader.load(results), findings: results.flatMap(({ findings }) => findings) };
}

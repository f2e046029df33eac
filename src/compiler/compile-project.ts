import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/source.ts';
import type { DocumentScope, ProjectFacts } from './2-check/project.ts';
import type { EmittedModule } from './3-emit/document/emit-document.ts';
import type { Callee } from './3-emit/document/writer.ts';
import { type Callees, type Compiled, type CompileOptions, compile } from './compile.ts';
import type { CompileMemory } from './compile-memory.ts';

/** A document of a project. `name` is its path below the policies folder without `.xml`: `subgraphs/crm`, `fragments/team`, `global`. */
export interface ProjectDocument {
  readonly name: string;
  /** Undefined where only its root element tells what it is. */
  readonly scope: DocumentScope | undefined;
  readonly source: Source;
}

export interface CompiledDocument {
  readonly document: ProjectDocument;
  /** Absent when an error was found in it, or in what it calls. */
  readonly module: EmittedModule | undefined;
  readonly findings: readonly Diagnostic[];
}

/** Fragments first, then what `<base />` can mean, then what includes them: a handler needs to know what it calls. */
const rank = ({ scope }: ProjectDocument): number => (scope === 'fragment' ? 0 : isBase(scope) ? 1 : 2);

/** `subgraphs.xml` is the base of subgraphs, `global.xml` that of APIs. */
const isBase = (scope: DocumentScope | undefined): scope is 'base' | 'global' => scope === 'base' || scope === 'global';
const baseOf: Readonly<Partial<Record<DocumentScope, 'base' | 'global'>>> = { subgraph: 'base', api: 'global' };

/** What is known beside the documents. `fragments` is given where each of them stands alone; else they are those among the documents. */
export type ProjectInput = Omit<ProjectFacts, 'fragments'> & { readonly fragments?: 'unknown' };

/** Compiles the documents of a project, in the order in which they need each other. `known`: of the same facts and options. */
export function compileProject(
  documents: readonly ProjectDocument[],
  facts: ProjectInput,
  options: CompileOptions,
  known?: CompileMemory,
): readonly CompiledDocument[] {
  const fragmentIds = documents.filter(({ scope }) => scope === 'fragment').map(({ name }) => fragmentId(name));
  const project: ProjectFacts = { ...facts, fragments: facts.fragments ?? new Set(fragmentIds) };
  const ids = JSON.stringify(fragmentIds.sort());
  const fragments = new Map<string, Callee>();
  const bases = new Map<DocumentScope, Callees['base']>();
  const ordered = [...documents].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  return ordered.map((document) => {
    const meant = document.scope === undefined ? undefined : baseOf[document.scope];
    const ownBase = meant === undefined ? undefined : bases.get(meant);
    const compiled = (): Compiled => compile(document.source, document.scope, project, { base: ownBase, fragments }, options);
    const { module, findings } = known?.recall(document, ids, { base: ownBase, fragments }, compiled) ?? compiled();
    if (module !== undefined) {
      const callee = { ...module.callee, module: moduleName(document.name) };
      if (document.scope === 'fragment') fragments.set(fragmentId(document.name), callee);
      if (isBase(document.scope)) bases.set(document.scope, callee);
    } else if (isBase(document.scope)) bases.set(document.scope, 'broken');
    return { document, module, findings };
  });
}

/** `team`, wherever the fragment stands. */
const fragmentId = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** How one handler names another in an import; the printer's specifier turns it into a path. */
export const moduleName = (document: string): string => `@/${document}`;

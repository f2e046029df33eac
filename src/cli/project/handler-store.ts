import type { ProjectFacts } from '../../compiler/2-check/project.ts';
import { CompileMemory } from '../../compiler/compile-memory.ts';
import { type CompiledDocument, compileProject, type ProjectDocument } from '../../compiler/compile-project.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { forward, type HandlerModule, type HandlerSet, type HandlerSource, handlerVersion, next } from '../../runtime/handler.ts';
import type { HandlerLoader } from './handler-loader.ts';

/** What a compile of the whole project brought. */
export interface Refresh {
  /** Names of documents whose handler is new, changed or gone. */
  readonly changed: readonly string[];
  /** Names of documents that are broken; their last good version goes on serving, where there was one. */
  readonly broken: readonly string[];
  readonly findings: readonly Diagnostic[];
}

/** Compiles documents and holds the newest set of handlers that works. A broken document never replaces a working one. */
export class HandlerStore implements HandlerSource {
  readonly #loader: HandlerLoader;
  readonly #facts: Omit<ProjectFacts, 'fragments'>;
  readonly #compiled = new CompileMemory();
  #good = new Map<string, ProjectDocument>();
  #current: HandlerSet = handlerSet(new Map());
  #refreshing: Promise<unknown> = Promise.resolve();

  constructor(loader: HandlerLoader, facts: Omit<ProjectFacts, 'fragments'>) {
    this.#loader = loader;
    this.#facts = facts;
  }

  current(): HandlerSet {
    return this.#current;
  }

  /**
   * Compiles these documents and swaps the set in one step. One at a time and in order: what was handed in last is what stays. `alongside` brings what else is
   * swapped in the same step; it is waited for.
   */
  refresh(documents: readonly ProjectDocument[], alongside?: Promise<() => void>): Promise<Refresh> {
    const done = this.#refreshing.then(async () => {
      const { refresh, serve } = await this.#prepare(documents);
      const swap = await alongside;
      // No request begins between these two.
      serve();
      swap?.();
      return refresh;
    });
    this.#refreshing = done.catch(() => undefined);
    return done;
  }

  async #prepare(documents: readonly ProjectDocument[]): Promise<{ readonly refresh: Refresh; readonly serve: () => void }> {
    const compiled = this.#compile(documents);
    const findings = compiled.flatMap((document) => document.findings);
    // A folder that vanished whole is a deployment half done, not a wish to serve without policies.
    if (documents.length === 0 && this.#good.size > 0) return unchanged([...this.#good.keys()], findings);
    const broken = compiled.filter(({ findings: own }) => own.some(isError)).map(({ document }) => document.name);
    const usable = broken.length === 0 ? compiled : this.#withLastGood(documents, broken);
    // Still broken with the last good texts, for instance because a fragment is gone: nothing changes, since a subgraph must never
    // be called without the policies that guard it.
    if (usable.some(({ module }) => module === undefined)) return unchanged(broken, findings);
    const next = handlerSet(await this.#loader.load(usable));
    const good = new Map(usable.filter(({ module }) => module !== undefined).map(({ document }) => [document.name, document]));
    const refresh = { changed: changes(this.#good, good), broken, findings };
    return {
      refresh,
      serve: () => {
        // Queries that are shared are those under one set.
        if (refresh.changed.length > 0) this.#current = next;
        this.#good = good;
        this.#compiled.keep(new Set(documents.map(({ name }) => name)));
      },
    };
  }

  #compile(documents: readonly ProjectDocument[]): readonly CompiledDocument[] {
    return compileProject(documents, this.#facts, { unsupported: 'error' }, this.#compiled);
  }

  /** The same documents with the last good text of those that are broken. One that was never good is left out. */
  #withLastGood(documents: readonly ProjectDocument[], broken: readonly string[]): readonly CompiledDocument[] {
    const mended = documents.flatMap((document) => {
      if (!broken.includes(document.name)) return [document];
      const good = this.#good.get(document.name);
      return good === undefined ? [] : [good];
    });
    return this.#compile(mended);
  }
}

const unchanged = (broken: readonly string[], findings: readonly Diagnostic[]) => ({
  refresh: { changed: [], broken, findings },
  serve: () => undefined,
});

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

function changes(before: ReadonlyMap<string, ProjectDocument>, after: ReadonlyMap<string, ProjectDocument>): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name)?.source.text !== after.get(name)?.source.text).sort();
}

/** What runs around a subgraph that has neither a document nor `subgraphs.xml`. */
const bare: HandlerModule = {
  meta: {
    version: handlerVersion,
    scope: 'subgraph',
    document: '',
    sites: [],
    reads: { requestBody: false, responseBody: false },
    connections: [],
  },
  async backend(x) {
    await forward(x);
    return next;
  },
};

function handlerSet(modules: ReadonlyMap<string, HandlerModule>): HandlerSet {
  const base = modules.get('subgraphs') ?? bare;
  const global = modules.get('global');
  return {
    global,
    subgraph: (name) => modules.get(`subgraphs/${name}`) ?? base,
    api: (name) => modules.get(`apis/${name}`) ?? global ?? bare,
    resolver: (subgraph, field) => modules.get(`resolvers/${subgraph}/${field}`),
  };
}

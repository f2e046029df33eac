import type { Callee } from './3-emit/document/writer.ts';
import type { Callees, Compiled } from './compile.ts';
import type { ProjectDocument } from './compile-project.ts';

/** What one document was compiled from, and to. */
interface Entry {
  readonly document: ProjectDocument;
  /** Ids of all fragments that there were: a finding may name the nearest. */
  readonly ids: string;
  readonly callees: string;
  readonly compiled: Compiled;
}

/** Texts of a document that are remembered: while one is broken, the last good one is compiled beside it. */
const mostTexts = 2;

/** Remembers what documents of one project were compiled to, so that of a change only what it concerns is compiled again. */
export class CompileMemory {
  readonly #entries = new Map<string, readonly Entry[]>();

  /**
   * What the document was compiled to the last time, unless it, or what a caller must know of what it calls, has changed. `ids`: of all fragments, as a text.
   */
  recall(document: ProjectDocument, ids: string, callees: Callees, compile: () => Compiled): Compiled {
    const entries = this.#entries.get(document.name) ?? [];
    const known = entries.find((entry) => isOf(entry, document, callees, ids));
    const compiled = known?.compiled ?? compile();
    const entry = known ?? { document, ids, callees: calleesText(callees, compiled.includes), compiled };
    this.#entries.set(document.name, [entry, ...entries.filter((other) => other !== known)].slice(0, mostTexts));
    return compiled;
  }

  /** Forgets documents that are gone. */
  keep(names: ReadonlySet<string>): void {
    for (const name of this.#entries.keys()) if (!names.has(name)) this.#entries.delete(name);
  }
}

function isOf({ document: own, ids, callees, compiled }: Entry, { scope, source }: ProjectDocument, now: Callees, idsNow: string): boolean {
  const isSame = own.scope === scope && own.source.file === source.file && own.source.text === source.text;
  return isSame && own.source.encoding === source.encoding && ids === idsNow && callees === calleesText(now, compiled.includes);
}

/** All that a document depends on of those that it calls. What they do is theirs. */
const calleesText = ({ base, fragments }: Callees, includes: readonly string[]): string =>
  JSON.stringify([base === 'broken' ? base : facts(base), includes.map((id) => facts(fragments.get(id)))]);

const facts = (callee: Callee | undefined): unknown => (callee === undefined ? null : { ...callee, sections: [...callee.sections] });

import { parseXml } from '../../compiler/1-parse/xml/parse.ts';
import { rules } from '../../compiler/2-check/lint/catalogue.ts';
import { RuleSet } from '../../compiler/2-check/lint/run.ts';
import type { ProjectFacts } from '../../compiler/2-check/project.ts';
import type { Library } from '../../compiler/2-check/types/library.ts';
import { type DocumentView, viewOf } from '../../compiler/2-check/view/document-view.ts';
import type { Neighbours } from '../../compiler/2-check/view/neighbours.ts';
import { type CompileOptions, check } from '../../compiler/compile.ts';
import { lintDocument } from '../../compiler/lint.ts';
import { scopeOf } from '../../compiler/scope-of.ts';
import { type Diagnostic, Findings } from '../../diagnostics/diagnostic.ts';
import type { Source } from '../../diagnostics/source.ts';
import { createLibrary } from '../library.ts';
import { misplaced } from '../project/misplaced.ts';
import type { CheckedDocument, InputDocument } from './document.ts';
import { directivesOf, mayHoldDirectives } from './suppress/directives-of.ts';
import type { Facts, Surroundings } from './surroundings.ts';

/** What a document is checked with. */
export interface CheckContext {
  readonly around: Surroundings;
  /** Tells one set of facts from another: while it is the same, so are they. */
  readonly factsKey: string;
  /** The documents around it, by their names; undefined when it stands alone. */
  readonly neighbours: ReadonlyMap<string, Source> | undefined;
  /** Options of rules, by code. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The costly half of the linter, which a run that finds everything in the cache never loads. */
export class DocumentChecker {
  readonly #library: Library = createLibrary();
  readonly #compile: CompileOptions;
  /** Documents that others include, under the facts that they were read with. */
  readonly #views = new WeakMap<Source, { readonly factsKey: string; readonly view: DocumentView | 'unreadable' }>();

  constructor(dialect: 'auto' | 'xml' | 'rawxml') {
    this.#compile = { dialect, unsupported: 'warning' };
  }

  /** Everything that is found in a document, whatever anybody's settings. */
  check({ source, name }: InputDocument, context: CheckContext): CheckedDocument {
    const { around, options } = context;
    // In the policies folder its place says what it must be, elsewhere its root element.
    const scope = name === undefined ? undefined : scopeOf(name);
    const facts = this.#facts(around.facts);
    const checked = check(source, scope, facts, this.#compile);
    const found = lintDocument(checked, this.#neighbours(context), facts, new RuleSet(rules, new Map(Object.entries(options))));
    // Where a rule found secrets, no finding shows them.
    const shown = found[0]?.source ?? source;
    const place = name !== undefined && around.kind === 'project' ? misplaced([{ name, source: shown }], around.config) : [];
    const own = this.#directives(shown);
    return { source: shown, findings: [...found, ...place, ...own.findings], directives: own.directives };
  }

  #facts(facts: Facts): ProjectFacts {
    return { ...facts, library: this.#library };
  }

  #neighbours(context: CheckContext): Neighbours | 'unknown' {
    const { neighbours } = context;
    if (neighbours === undefined) return 'unknown';
    const view = (name: string): DocumentView | 'unreadable' | undefined => {
      const source = neighbours.get(name);
      return source === undefined ? undefined : this.#viewOf(name, source, context);
    };
    const fragments = [...neighbours.keys()].flatMap((name): [string, DocumentView][] => {
      const found = name.startsWith('fragments/') ? view(name) : undefined;
      return found === undefined || found === 'unreadable' ? [] : [[name.slice('fragments/'.length), found]];
    });
    return {
      global: view('global'),
      base: view('subgraphs'),
      fragments: new Map(fragments),
    };
  }

  #viewOf(name: string, source: Source, { around, factsKey }: CheckContext): DocumentView | 'unreadable' {
    const known = this.#views.get(source);
    if (known?.factsKey === factsKey) return known.view;
    const facts = this.#facts(around.facts);
    const view = viewOf(check(source, scopeOf(name), facts, this.#compile), facts) ?? 'unreadable';
    this.#views.set(source, { factsKey, view });
    return view;
  }

  #directives(source: Source): Pick<CheckedDocument, 'directives'> & { readonly findings: readonly Diagnostic[] } {
    if (!mayHoldDirectives(source.text)) return { directives: [], findings: [] };
    // What is wrong with the document itself is reported already.
    const tree = parseXml(source, () => undefined, { dialect: this.#compile.dialect ?? 'auto' });
    const findings = new Findings();
    return { directives: directivesOf(source.text, tree, findings.reporter(source)), findings: findings.all };
  }
}

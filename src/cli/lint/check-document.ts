import { parseXml } from '../../compiler/1-parse/xml/parse.ts';
import type { Library } from '../../compiler/2-check/types/library.ts';
import { check } from '../../compiler/compile.ts';
import { scopeOf } from '../../compiler/scope-of.ts';
import { type Diagnostic, Findings } from '../../diagnostics/diagnostic.ts';
import { createLibrary } from '../library.ts';
import { misplaced } from '../project/misplaced.ts';
import type { CheckedDocument, InputDocument } from './document.ts';
import { directivesOf, mayHoldDirectives } from './suppress/directives-of.ts';
import type { Surroundings } from './surroundings.ts';

/** The costly half of the linter, which a run that finds everything in the cache never loads. */
export class DocumentChecker {
  readonly #library: Library = createLibrary();
  readonly #dialect: 'auto' | 'xml' | 'rawxml';

  constructor(dialect: 'auto' | 'xml' | 'rawxml') {
    this.#dialect = dialect;
  }

  /** Everything that is found in a document, whatever anybody's settings. */
  check({ source, name }: InputDocument, around: Surroundings): CheckedDocument {
    // In the policies folder its place says what it must be, elsewhere its root element.
    const scope = name === undefined ? undefined : scopeOf(name);
    const facts = { ...around.facts, library: this.#library };
    const { findings } = check(source, scope, facts, { dialect: this.#dialect, unsupported: 'warning' });
    const place = name !== undefined && around.kind === 'project' ? misplaced([{ name, source }], around.config) : [];
    const own = mayHoldDirectives(source.text) ? this.#directives({ source, name }) : { directives: [], findings: [] };
    return { source, findings: [...findings, ...place, ...own.findings], directives: own.directives };
  }

  #directives({ source }: InputDocument): Pick<CheckedDocument, 'directives'> & { readonly findings: readonly Diagnostic[] } {
    // What is wrong with the document itself is reported already.
    const tree = parseXml(source, () => undefined, { dialect: this.#dialect });
    const findings = new Findings();
    return { directives: directivesOf(source.text, tree, findings.reporter(source)), findings: findings.all };
  }
}

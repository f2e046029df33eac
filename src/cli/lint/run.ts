import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Source } from '../../diagnostics/source.ts';
import type { Suppressed } from '../reports/report.ts';
import type { LintCache } from './cache/cache.ts';
import { DocumentKeys, type TextDigests } from './cache/document-key.ts';
import type { DocumentChecker } from './check-document.ts';
import type { CheckedDocument, InputDocument } from './document.ts';
import type { InputFile } from './find-files.ts';
import { neighboursOf, type ProjectTexts } from './neighbours.ts';
import { unusedFragment } from './project/unused.ts';
import type { UseReader, Uses } from './project/uses.ts';
import { projectTexts } from './project-texts.ts';
import type { FileSettings } from './settings/lint-settings.ts';
import type { SourceFiles } from './source-files.ts';
import { suppress } from './suppress/suppress.ts';
import { nameBelow, type Surroundings } from './surroundings.ts';

/** A document with what was found in it. */
export interface LintedDocument {
  readonly file: InputFile;
  readonly source: Source;
  readonly findings: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/** What was found last in a document, by its path, and the key that it follows from. */
export type Remembered = Map<string, { readonly key: string; readonly document: CheckedDocument }>;

export interface RunTools {
  readonly around: Surroundings;
  readonly dialect: 'auto' | 'xml' | 'rawxml';
  /** Made when something has to be checked. */
  readonly checker: () => Promise<DocumentChecker>;
  readonly sources: SourceFiles;
  readonly digests: TextDigests;
  readonly uses: UseReader;
  readonly remembered: Remembered;
  readonly cache: LintCache;
  readonly cwd: string;
}

/** One pass over documents with the same surroundings. */
export class LintRun {
  readonly #tools: RunTools;
  readonly #keys: DocumentKeys;
  /** Undefined where each file stands alone. */
  readonly #project: ProjectTexts | undefined;
  #checked = 0;

  constructor(tools: RunTools) {
    const { around, dialect, digests, sources, cwd } = tools;
    this.#tools = tools;
    this.#keys = new DocumentKeys(around, dialect, digests);
    this.#project = projectTexts(around, sources, cwd);
    this.uses = this.#project === undefined ? undefined : usesOf(this.#project, tools.uses);
  }

  /** What the documents of the project refer to; undefined where each file stands alone. */
  readonly uses: Uses | undefined;

  /** How many documents were checked anew. */
  get checked(): number {
    return this.#checked;
  }

  /** What is found in a text that stands, or is to stand, in a file. */
  async lint(file: InputFile, source: Source): Promise<LintedDocument> {
    const { around } = this.#tools;
    const settings = around.settings.for(file.path);
    const name = around.kind === 'project' ? nameBelow(file.path, around.config.policies) : undefined;
    const document = await this.#find(file, { source, name }, settings);
    const unused = this.uses === undefined ? [] : unusedFragment(name, document.source, this.uses);
    return { file, source: document.source, ...judge({ ...document, findings: [...document.findings, ...unused] }, settings) };
  }

  async #find(file: InputFile, input: InputDocument, { options }: FileSettings): Promise<CheckedDocument> {
    const { remembered, cache, around, checker } = this.#tools;
    const neighbours = this.#neighboursOf(input);
    const key = this.#keys.keyOf(input, [...(neighbours?.values() ?? [])], [options]);
    const last = remembered.get(file.path);
    if (last?.key === key) return last.document;
    let document = cache.find(input.source, key);
    if (document === undefined) {
      const factsKey = this.#keys.around;
      document = (await checker()).check(input, { around, factsKey, neighbours, options });
      cache.keep(document, key);
      this.#checked++;
    }
    remembered.set(file.path, { key, document });
    return document;
  }

  #neighboursOf({ name, source }: InputDocument): ReadonlyMap<string, Source> | undefined {
    return this.#project === undefined ? undefined : neighboursOf(name, source, this.#project);
  }
}

/** Other documents than those that are checked may be the ones that use something. */
const usesOf = ({ names, sourceOf }: ProjectTexts, reader: UseReader): Uses =>
  reader.of([...names].flatMap((name) => sourceOf(name) ?? []));

/** Comments come before severities: what a comment speaks of is there, whether or not it is counted. */
function judge(document: CheckedDocument, settings: FileSettings): Pick<LintedDocument, 'findings' | 'suppressed'> {
  const { findings, suppressed } = suppress(document.source, document.findings, document.directives);
  const weighed = findings.flatMap((finding) => settings.weigh(finding) ?? []);
  return {
    findings: weighed.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    suppressed: suppressed.flatMap(({ finding, by }) => {
      const kept = settings.weigh(finding);
      return kept === undefined ? [] : [{ finding: kept, by }];
    }),
  };
}

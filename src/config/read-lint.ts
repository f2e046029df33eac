import * as z from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Source } from '../diagnostics/source.ts';
import type { LintConfig, Located } from './config.ts';
import { interpret } from './interpret.ts';
import { toFaults } from './issues.ts';
import { mask, maskBroken } from './mask.ts';
import { parseYaml } from './parse-yaml.ts';
import { placeOf } from './places.ts';
import { located, report } from './read.ts';
import { documentSchema } from './schema/document.ts';
import { lint } from './schema/lint.ts';
import { SecretReader, type SecretSources } from './secret-reader.ts';
import { secretSpans } from './secret-spans.ts';
import { freeze } from './settle.ts';
import type { Tree } from './tree.ts';

/** The `lint` section with its place in the file, unless an error was found in it. */
export interface ReadLintSection {
  readonly section?: Located & { readonly lint: LintConfig };
  readonly findings: readonly Diagnostic[];
}

const lintOnly = z.object({ lint });

/**
 * Reads the `lint` section of a configuration and nothing else, for who checks documents without a project: the file needs no subgraphs, and
 * what is wrong in its other parts is not said. Syntax is of the whole file. Nothing throws.
 */
export function readLintSection(source: Source, options: SecretSources): ReadLintSection {
  const { text } = source;
  const whole = placeOf(documentSchema);
  const { tree, faults: syntax } = parseYaml(text);
  if (syntax.length > 0) return { findings: report(new Source(source.file, maskBroken(text, whole)), syntax) };
  const shown = tree === undefined ? source : new Source(source.file, mask(text, secretSpans(tree, whole)));
  const part = only(tree, 'lint');
  const place = placeOf(lintOnly);
  const values = interpret(part, place, new SecretReader(options), 'skip', text);
  const parsed = lintOnly.safeParse(values.value, { reportInput: true });
  const wrong = parsed.success ? [] : toFaults(parsed.error.issues, part, place, values.faulted);
  const findings = report(shown, [...values.faults, ...wrong]);
  if (!parsed.success || findings.some(({ severity }) => severity === 'error')) return { findings };
  return { section: { lint: freeze(parsed.data.lint), ...located(shown, part) }, findings };
}

/** A file with one of its keys; an empty one when it has no such key. */
function only(tree: Tree | undefined, key: string): Tree {
  const start = { start: 0, end: 0 };
  const entry = tree?.kind === 'map' ? tree.entries.get(key) : undefined;
  return { kind: 'map', span: start, key: start, entries: new Map(entry === undefined ? [] : [[key, entry]]) };
}

import { type Diagnostic, Findings } from '../diagnostics/diagnostic.ts';
import { Source } from '../diagnostics/source.ts';
import { advise } from './advice.ts';
import type { Config, Located } from './config.ts';
import type { Fault } from './fault.ts';
import { interpret, type SecretUse } from './interpret.ts';
import { toFaults } from './issues.ts';
import { mask, maskBroken } from './mask.ts';
import { parseYaml } from './parse-yaml.ts';
import { placeOf } from './places.ts';
import { documentSchema } from './schema/document.ts';
import { badCache, badStore } from './schema/storage.ts';
import { SecretReader, type SecretSources } from './secret-reader.ts';
import { secretSpans } from './secret-spans.ts';
import { freeze, settle } from './settle.ts';
import { smallestConfig } from './smallest.ts';
import { follow, pointAt, type Tree } from './tree.ts';
import { structure } from './yaml-syntax.ts';

export interface ReadOptions extends SecretSources {
  /** `check` (default): a reference to a secret that is not there is an error. `skip`: secrets are not looked for. */
  readonly secrets?: SecretUse;
}

/** A configuration, unless an error was found; and all that was found. The findings' source shows no literal secret. */
export interface ReadConfig {
  readonly config?: Config;
  readonly findings: readonly Diagnostic[];
}

/** Reads the text of a `fedpass.yaml`: syntax, references, schema, and what only the whole shows. Nothing throws. */
export function readConfig(source: Source, options: ReadOptions): ReadConfig {
  const { text } = source;
  const place = placeOf(documentSchema);
  const { tree, faults: syntax } = parseYaml(text);
  if (tree === undefined || syntax.length > 0) {
    const empty: Fault = { message: structure.empty, span: { start: 0, end: 0 }, values: {}, help: `for example \`${smallestConfig}\`` };
    return { findings: report(new Source(source.file, maskBroken(text, place)), syntax.length > 0 ? syntax : [empty]) };
  }
  const reader = new SecretReader(options);
  const values = interpret(tree, place, reader, options.secrets ?? 'check', text);
  const shown = new Source(source.file, mask(text, secretSpans(tree, place)));
  const parsed = documentSchema.safeParse(values.value, { reportInput: true });
  if (!parsed.success)
    return { findings: report(shown, [...values.faults, ...toFaults(parsed.error.issues, tree, place, values.faulted)]) };
  const settled = settle(parsed.data, options.folder, reader);
  if (settled.kind === 'malformed') {
    const malformed = settled.keys.map(
      (path): Fault => ({
        message: path === 'store' ? badStore : badCache,
        span: pointAt(follow(tree, [path]).tree),
        values: { path },
      }),
    );
    return { findings: report(shown, [...values.faults, ...malformed]) };
  }
  const { settings } = settled;
  const findings = report(shown, [...values.faults, ...advise(settings, tree)]);
  if (findings.some((finding) => finding.severity === 'error')) return { findings };
  return { config: freeze({ ...settings, ...located(shown, tree) }), findings };
}

/** Places of a tree, for findings of other rooms. */
export function located(source: Source, tree: Tree): Located {
  return {
    source,
    at: (path) => {
      const { tree: there, found } = follow(tree, path);
      return found ? pointAt(there) : there.key;
    },
    keyAt: (path) => follow(tree, path).tree.key,
  };
}

/** Faults as findings of a source. */
export function report(source: Source, faults: readonly Fault[]): readonly Diagnostic[] {
  const findings = new Findings();
  const reporter = findings.reporter(source);
  for (const { message, span, values, help, related, fix } of faults) {
    reporter(message, span, values, {
      ...(help === undefined ? {} : { help }),
      ...(related === undefined ? {} : { related: [{ source, span: related.span, message: related.message }] }),
      ...(fix === undefined ? {} : { fix: { title: fix.title, edits: [{ span: fix.span, text: fix.text }] } }),
    });
  }
  return findings.all;
}

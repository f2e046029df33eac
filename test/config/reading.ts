import { type ReadConfig, type ReadOptions, readConfig } from '../../src/config/read.ts';
import type { SecretFiles } from '../../src/config/secret-reader.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Source } from '../../src/diagnostics/source.ts';

/** Files in memory: a path to its text. */
export const filesOf = (texts: Readonly<Record<string, string>>): SecretFiles => ({
  stamp: (path) => texts[path],
  read: (path) => texts[path],
});

/** Reads a configuration that stands in `/project`. */
export const read = (text: string, options: Partial<ReadOptions> = {}): ReadConfig =>
  readConfig(new Source('fedpass.yaml', text), { env: {}, files: filesOf({}), folder: '/project', ...options });

/** A finding as tests write it: `code line:column-line:column`, with a `~` in front of a warning. */
export function brief({ code, severity, source, span }: Diagnostic): string {
  const start = source.locate(span.start);
  const end = source.locate(span.end);
  return `${severity === 'warning' ? '~' : ''}${code} ${start.line}:${start.column}-${end.line}:${end.column}`;
}

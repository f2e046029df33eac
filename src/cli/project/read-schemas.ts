import { readFileSync } from 'node:fs';
import type { Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';
import type { SubgraphSchema } from '../../gateway/2-plan/compose.ts';
import { shownPath } from '../lint/find-files.ts';

const missing = message(
  'subgraph/schema-missing',
  'error',
  'the schema of the subgraph `{name}` is not at {file}',
  'put its SDL there, or name another file with `schema`',
);

/** Reads the SDL of every subgraph. What is not there is a finding that points into the configuration. */
export function readSchemas(
  config: Config,
  cwd: string,
): { readonly schemas: readonly SubgraphSchema[]; readonly findings: readonly Diagnostic[] } {
  const findings = new Findings();
  const report = findings.reporter(config.source);
  const schemas = Object.entries(config.subgraphs).flatMap(([name, { schema, url, timeout, breaker, ...rest }]): SubgraphSchema[] => {
    const file = shownPath(schema, cwd);
    try {
      const { enabled, ...rules } = breaker;
      const sdl = readFileSync(schema, 'utf8');
      return [{ ...rest, name, url: url ?? '', timeoutMs: timeout, breaker: enabled ? rules : undefined, file, sdl }];
    } catch {
      report(missing, config.at(['subgraphs', name, 'schema']), { name, file });
      return [];
    }
  });
  return { schemas, findings: findings.all };
}

import type { Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import type { RunningGateway } from '../../gateway/serve.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { compositionFindings } from './composition-findings.ts';
import { readSchemas } from './read-schemas.ts';
import { watchFiles } from './watch-files.ts';

/** What became of schemas that changed on disk. */
export type SchemaReload = { readonly kind: 'served' } | { readonly kind: 'refused'; readonly findings: readonly Diagnostic[] };

/**
 * Serves schemas anew once they have changed and then kept still for one look. Those that do not compose change nothing: what served before
 * goes on serving.
 */
export function watchSchemas(
  {
    config,
    cwd,
    gateway,
    log,
  }: { readonly config: Config; readonly cwd: string; readonly gateway: Pick<RunningGateway, 'reload'>; readonly log: Log },
  onReload: (reload: SchemaReload) => void,
  every?: number,
): { stop(): Promise<void> } {
  async function reload(): Promise<void> {
    const { schemas, findings } = readSchemas(config, cwd);
    if (findings.length > 0) return onReload({ kind: 'refused', findings });
    try {
      await gateway.reload({ kind: 'subgraphs', subgraphs: schemas });
      onReload({ kind: 'served' });
    } catch (error) {
      if (error instanceof CompositionFailure) return onReload({ kind: 'refused', findings: compositionFindings(error, schemas) });
      log.error(
        { error: error instanceof Error ? error.message : String(error) },
        'the changed schemas cannot be served; the old ones stay',
      );
    }
  }
  const files = Object.values(config.subgraphs).map(({ schema }) => schema);
  return watchFiles(files, reload, every);
}

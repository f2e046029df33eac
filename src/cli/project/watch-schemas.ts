import { statSync } from 'node:fs';
import type { Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { CompositionFailure } from '../../gateway/2-plan/composition-failure.ts';
import type { RunningGateway } from '../../gateway/serve.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { compositionFindings } from './composition-findings.ts';
import { readSchemas } from './read-schemas.ts';

/** What became of schemas that changed on disk. */
export type SchemaReload = { readonly kind: 'served' } | { readonly kind: 'refused'; readonly findings: readonly Diagnostic[] };

/** Milliseconds between two looks. Editors and deployments replace files, which not every platform reports. */
const lookEvery = 1_000;

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
  every = lookEvery,
): { stop(): Promise<void> } {
  let served = stateOf(config);
  let seen = served;
  let working: Promise<void> | undefined;
  const look = (): void => {
    const now = stateOf(config);
    const isStill = now === seen;
    seen = now;
    if (now === served || !isStill || working !== undefined) return;
    served = now;
    working = reload().finally(() => {
      working = undefined;
    });
  };
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
  const timer = setInterval(look, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}

/** A text that differs when a schema file came, went or was written. */
function stateOf({ subgraphs }: Pick<Config, 'subgraphs'>): string {
  return Object.values(subgraphs)
    .map(({ schema }) => {
      const stat = statSync(schema, { throwIfNoEntry: false });
      return `${schema} ${stat?.ino} ${stat?.size} ${stat?.mtimeMs}`;
    })
    .join('\n');
}

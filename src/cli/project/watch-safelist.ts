import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RunningGateway } from '../../gateway/serve.ts';
import { readSafelist, type SafelistPlace } from './read-safelist.ts';
import { watchFiles } from './watch-files.ts';

/** What became of a list of operations that changed on disk. */
export type SafelistReload = { readonly kind: 'served' } | { readonly kind: 'refused'; readonly findings: readonly Diagnostic[] };

/** Admits what a changed list holds, once it keeps still. One that cannot be used changes nothing: the operations of the last good one go on running. */
export function watchSafelist(
  { cwd, gateway, ...place }: SafelistPlace & { readonly cwd: string; readonly gateway: Pick<RunningGateway, 'admit'> },
  onReload: (reload: SafelistReload) => void,
  look?: number,
): { stop(): Promise<void> } {
  const reload = async (): Promise<void> => {
    const list = readSafelist(place, cwd);
    if (list.kind === 'refused') return onReload(list);
    gateway.admit(list.safelist);
    onReload({ kind: 'served' });
  };
  return watchFiles([place.file], reload, look === undefined ? {} : { look });
}

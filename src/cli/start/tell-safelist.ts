import type { Log } from '../../runtime/ports/log.ts';
import type { Io } from '../io.ts';
import type { SafelistReload } from '../project/watch-safelist.ts';
import { findingsText } from '../reports/pretty.ts';

/** Says what became of a list of operations that changed. */
export function tellSafelist(reload: SafelistReload, log: Log, io: Io): void {
  if (reload.kind === 'served') {
    log.info({}, 'the changed list of operations is in force');
    return;
  }
  io.err(`${findingsText(reload.findings, { color: io.color.err })}\n`);
  log.error({ findings: reload.findings.length }, 'the changed list of operations cannot be used; the old one stays');
}

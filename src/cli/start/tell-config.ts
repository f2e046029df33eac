import type { Log } from '../../runtime/ports/log.ts';
import type { Io } from '../io.ts';
import type { ConfigReload } from '../project/reload-config.ts';
import { findingsText } from '../reports/pretty.ts';

/** Says what became of a configuration that changed. */
export function tellConfig(reload: ConfigReload, log: Log, io: Io): void {
  switch (reload.kind) {
    case 'served':
      log.info({}, 'the changed configuration is served');
      return;
    case 'refused':
      io.err(`${findingsText(reload.findings, { color: io.color.err })}\n`);
      log.error({ findings: reload.findings.length }, 'the changed configuration is refused; the old one stays');
      return;
    case 'failed':
      log.error({ why: reload.why }, 'the changed configuration cannot be served; the old one stays');
  }
}

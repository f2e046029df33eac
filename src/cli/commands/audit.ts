import type { AuditActionName, AuditOptions } from '../audit/run-audit.ts';
import { actionHelp, chooseAction } from '../choose-action.ts';
import type { CliCommand } from '../command.ts';

interface Options extends AuditOptions {
  readonly config?: string;
}

const actions: Readonly<Record<AuditActionName, string>> = {
  list: 'what was done to connections, by whom and when',
  verify: 'whether the log is whole: nothing changed, removed or swapped',
};

const help = `${actionHelp(actions)}
Examples:
  $ fedpass audit list --last 50
  $ fedpass audit verify
  $ fedpass audit verify --since 812:pGx1…      the end as \`verify\` printed it earlier

Exit status: 0 whole · 1 not whole · 2 usage or configuration · 3 internal error
`;

/** Reads the audit log of the credential store. */
export const auditCommand: CliCommand<Options> = {
  name: 'audit',
  summary: 'list and verify the audit log of the credential store',
  declare: (command) =>
    command
      .argument('<action>', Object.keys(actions).join(', '))
      .option('-c, --config <file>', 'the configuration (default: fedpass.yaml)')
      .option('--last <count>', 'list: how many entries, the newest (default: 100)')
      .option('--since <end>', 'verify: an end that was noted, as <number>:<digest>')
      .option('--json', 'print JSON')
      .addHelpText('after', help),
  async run([action], { config, ...options }, io) {
    const name = chooseAction(actions, action);
    const { runAudit } = await import('../audit/run-audit.ts');
    const { withPlainWords } = await import('../explain-failure.ts');
    return withPlainWords(io, () => runAudit(name, { config, options }, io));
  },
};

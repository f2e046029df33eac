import type { CliCommand } from '../command.ts';
import { UsageError } from '../exit.ts';

/** Serves the project, or a supergraph without any configuration. Ends when it is told to stop. */
export const startCommand: CliCommand = {
  name: 'start',
  summary: 'run the gateway',
  declare: (command) =>
    command
      .option('-c, --config <file>', 'the configuration', 'fedpass.yaml')
      .option('-p, --port <port>', 'the port, in place of the configured one; 0 takes any free one')
      .option('--supergraph <file>', 'serve a composed supergraph of plain federation subgraphs; no configuration is read')
      .option('--log-level <level>', 'what is logged to standard error: debug, info, warn, error or silent', 'info')
      .addHelpText(
        'after',
        '\nExamples:\n  $ fedpass start\n  $ fedpass start --config /etc/fedpass/fedpass.yaml\n  $ fedpass start --supergraph supergraph.graphql --port 4000\n',
      ),
  async run(_args, options, io) {
    const level = String(options['logLevel']);
    if (level !== 'debug' && level !== 'info' && level !== 'warn' && level !== 'error' && level !== 'silent')
      throw new UsageError(`there is no log level \`${level}\``, 'choose debug, info, warn, error or silent');
    const { startProject, startSupergraph } = await import('../start/start.ts');
    const port = portOf(options['port']);
    return typeof options['supergraph'] === 'string'
      ? startSupergraph({ file: options['supergraph'], port, level }, io)
      : startProject({ config: String(options['config']), port, level }, io);
  },
};

function portOf(text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(String(text)) || port > 65535) throw new UsageError(`\`${String(text)}\` is no port`, 'write a number from 0 to 65535');
  return port;
}

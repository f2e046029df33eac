import { Option } from 'commander';
import type { LogLevel } from '../../telemetry/pino-log.ts';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../exit.ts';

interface Options {
  readonly config?: string;
  readonly port?: string;
  readonly supergraph?: string;
  readonly safelist?: string;
  readonly logLevel: LogLevel;
}

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** Serves the project, or a supergraph without any configuration. Ends when it is told to stop. */
export const startCommand: CliCommand<Options> = {
  name: 'start',
  summary: 'run the gateway',
  declare: (command) =>
    command
      .addOption(new Option('-c, --config <file>', 'the configuration (default: fedpass.yaml)').conflicts('supergraph'))
      .option('-p, --port <port>', 'the port, in place of the configured one; 0 takes any free one')
      .option('--supergraph <file>', 'serve a composed supergraph of plain federation subgraphs; no configuration is read')
      .option('--safelist <file>', 'run the operations of this manifest alone (Apollo or Relay)')
      .addOption(new Option('--log-level <level>', 'what is logged to standard error').choices(logLevels).default('info'))
      .addHelpText(
        'after',
        '\nExamples:\n  $ fedpass start\n  $ fedpass start --config /etc/fedpass/fedpass.yaml\n  $ fedpass start --supergraph supergraph.graphql --port 4000\n  $ fedpass start --safelist persisted-query-manifest.json\n',
      ),
  async run(_args, { config, port: portText, supergraph, safelist, logLevel: level }, io) {
    const request = { port: portOf(portText), safelist, level };
    // Each loads what it needs: a supergraph has no documents to compile, and no store.
    if (supergraph === undefined) return (await import('../start/start-project.ts')).startProject({ ...request, config }, io);
    return (await import('../start/start-supergraph.ts')).startSupergraph({ ...request, file: supergraph }, io);
  },
};

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new UsageError(`\`${text}\` is no port`, 'write a number from 0 to 65535');
  return port;
}

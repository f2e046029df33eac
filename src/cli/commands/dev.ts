import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Option } from 'commander';
import type { GatewayPort } from '../../dev/gateway-port.ts';
import type { DevProvider } from '../../dev/run-dev.ts';
import type { CliCommand } from '../command.ts';
import { devJson, devReport, reloadLine } from '../dev-report.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { configPath, defaultConfig } from '../project/config-path.ts';

interface Options {
  readonly config?: string;
  readonly port?: string;
  readonly json?: boolean;
  readonly manualConsent?: boolean;
  readonly provider?: DevProvider;
}

/** Runs the gateway with everything it needs to answer at once. Ends when it is told to stop. */
export const devCommand: CliCommand<Options> = {
  name: 'dev',
  summary: 'run the gateway with a local OAuth server and stand-in services',
  declare: (command) =>
    command
      .option('-c, --config <file>', 'the configuration (default: fedpass.yaml, or the example project where there is none)')
      .option('-p, --port <port>', "the gateway's port; the seven after it are for its helpers, 0 takes any free ones", '4000')
      .option('--json', 'print one line of JSON with every address when ready')
      .option('--manual-consent', 'leave the consent of the third provider to you')
      .addOption(
        new Option('--provider <kind>', 'who gives the tokens; the adversarial one misbehaves as its page is told to')
          .choices(['behaving', 'adversarial'] satisfies DevProvider[])
          .default('behaving'),
      )
      .addHelpText(
        'after',
        '\nExamples:\n  $ fedpass dev\n  $ fedpass dev --port 0 --json\n  $ fedpass dev --manual-consent\n  $ fedpass dev --provider adversarial\n',
      ),
  async run(_args, options, io) {
    const { devGateway } = await import('../dev-gateway.ts');
    const { withPlainWords } = await import('../explain-failure.ts');
    return withPlainWords(io, () => dev(options, io, devGateway(io)));
  },
};

/** The command with the gateway it starts. */
export async function dev(
  { config: named, port: portText = '4000', json = false, manualConsent = false, provider = 'behaving' }: Options,
  io: Io,
  gateway: GatewayPort,
): Promise<Exit> {
  const { highestPort, runDev } = await import('../../dev/run-dev.ts');
  const { DevRefusal } = await import('../../dev/refusal.ts');
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port > highestPort)
    throw new UsageError('--port takes 0, or a port that has seven more after it', `write a number up to ${highestPort}, such as 4000`);
  const { config, stateRoot } = places(named, io.cwd);
  try {
    const running = await runDev({
      config,
      stateRoot,
      port,
      manualConsent,
      provider,
      env: io.env,
      gateway,
      onReload: (reload) => {
        const time = new Date().toTimeString().slice(0, 8);
        if (json) io.err(reloadLine(reload, { color: io.color.err, time }));
        else io.out(reloadLine(reload, { color: io.color.out, time }));
      },
      onProblem: (sentence) => io.err(`fedpass: ${sentence}\n`),
    });
    io.out(
      json
        ? devJson(running.facts)
        : devReport(running.facts, { color: io.color.out, stateFolder: relative(io.cwd, stateRoot) || stateRoot }),
    );
    await io.stopped;
    await running.close();
    return exit.clean;
  } catch (error) {
    if (error instanceof DevRefusal) throw new UsageError(error.message, error.wayOut);
    throw error;
  }
}

/** The configuration that was named, else the one in the working folder, else the example that comes with the package. */
function places(named: string | undefined, cwd: string): { readonly config: string; readonly stateRoot: string } {
  const own = resolve(cwd, named ?? defaultConfig);
  if (named !== undefined) configPath(named, cwd);
  if (existsSync(own)) return { config: own, stateRoot: join(dirname(own), '.fedpass', 'dev') };
  // The package's own folder may be read-only, so the state goes where the user is.
  return { config: fileURLToPath(new URL('../../../fedpass.yaml', import.meta.url)), stateRoot: join(cwd, '.fedpass', 'dev') };
}

import type { CliCommand } from '../command.ts';

interface Options {
  readonly config?: string;
  readonly url?: string;
  readonly header?: readonly string[];
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Proves that a gateway and its settings are fit for production. */
export const doctorCommand: CliCommand<Options> = {
  name: 'doctor',
  summary: 'prove by probes that a gateway and its settings are fit for production',
  declare: (command) =>
    command
      .option('-c, --config <file>', 'the configuration (default: fedpass.yaml)')
      .option('--url <address>', 'probe a gateway that runs; without it one is started on this machine, with a store and keys of its own')
      .option('--header <header...>', 'send with operations, as `Name: value`: for a graph that answers nobody whom it does not know')
      .option('--strict', 'let warnings fail, too')
      .option('--json', 'print JSON')
      .addHelpText(
        'after',
        '\nExamples:\n  $ fedpass doctor\n  $ fedpass doctor --url https://graph.example.com --strict\n\nProbes are requests that anybody could send; nothing secret is in them but what --header says. No token is asked for.\n\nExit status: 0 nothing failed · 1 something did · 2 usage or configuration · 3 internal error\n',
      ),
  async run(_args, { config, url, header: headers = [], strict = false, json = false }, io) {
    const { runDoctor } = await import('../doctor/run-doctor.ts');
    return runDoctor({ config, url, headers, strict, json }, io);
  },
};

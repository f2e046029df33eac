import { type Command, Option } from 'commander';
import type { CliCommand } from '../command.ts';
import type { ActionName, ActionOptions } from '../connections/action.ts';
import { UsageError } from '../exit.ts';

interface Options extends ActionOptions {
  readonly config?: string;
}

const actions: Readonly<Record<ActionName, string>> = {
  list: 'all connections, and how they are',
  show: 'one connection, with its access policies',
  login: 'make a link that connects it, once, within a day',
  test: 'make the call that a policy would, and say which step fails',
  revoke: 'throw its tokens away; it has to be connected anew',
  'can-i': 'whether somebody may have its token, and why',
};

const examples = `
Actions:
${Object.entries(actions)
  .map(([name, what]) => `  ${name.padEnd(8)} ${what}`)
  .join('\n')}

Examples:
  $ fedpass connections list
  $ fedpass connections login github/org
  $ fedpass connections test crm/default
  $ fedpass connections can-i crm/default --gateway
  $ fedpass connections can-i files/org --object-id 2d0c7a3e-98b8-4f2b-8a0e-1c8a4b1f3d33 --tenant-id 0b5c1b1e-7d0f-4a55-8f0e-5d9d0f8a2c22

It works on the credential store itself, beside a gateway that runs or without one.

Exit status: 0 yes · 1 no, or a step failed · 2 usage or configuration · 3 internal error
`;

/** Looks after connections, on the credential store that the configuration names. */
export const connectionsCommand: CliCommand<Options> = {
  name: 'connections',
  summary: 'list, connect, test and revoke connections',
  declare: (command) => withWho(command).addHelpText('after', examples),
  async run([action, connection], { config, ...options }, io) {
    const name = Object.keys(actions).find((one): one is ActionName => one === action);
    if (name === undefined)
      throw new UsageError(`there is no action \`${action ?? ''}\``, `it is one of ${Object.keys(actions).join(', ')}`);
    const { runAction } = await import('../connections/run-action.ts');
    const { withPlainWords } = await import('../explain-failure.ts');
    return withPlainWords(io, () => runAction({ name, connection, options, config }, io));
  },
};

const withWho = (command: Command): Command =>
  command
    .argument('<action>', Object.keys(actions).join(', '))
    .argument('[connection]', 'the connection, as <provider>/<connection>')
    .option('-c, --config <file>', 'the configuration (default: fedpass.yaml)')
    .option('--json', 'print JSON')
    .addOption(new Option('--gateway', 'can-i: the gateway itself').conflicts(['objectId']))
    .option('--object-id <id>', 'can-i: a user, service principal or group, by object id')
    .option('--tenant-id <id>', 'can-i: its directory in Microsoft Entra')
    .option('--issuer <url>', 'can-i: the issuer of its tokens, where that is not Microsoft Entra')
    .option('--app-id <id>', 'can-i: the application that its token was issued to')
    .option('--group <id...>', 'can-i: groups it is in')
    .option('--as-app', 'can-i: an application without a user');

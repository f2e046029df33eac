import { type Command, Option } from 'commander';
import { actionHelp, chooseAction } from '../choose-action.ts';
import type { CliCommand } from '../command.ts';
import type { ActionName, ActionOptions } from '../connections/action.ts';
import type { ResourceActionName } from '../connections/resources/run-resources.ts';

interface Options extends ActionOptions {
  readonly config?: string;
  readonly to?: string;
  readonly tokenFile?: string;
  readonly prune?: boolean;
  readonly yes?: boolean;
  readonly plan?: string;
}

const actions: Readonly<Record<ActionName, string>> = {
  list: 'all connections, and how they are',
  show: 'one connection, with its access policies',
  login: 'make a link that connects it, once, within a day',
  test: 'make the call that a policy would, and say which step fails',
  revoke: 'throw its tokens away; it has to be connected anew',
  'can-i': 'whether somebody may have its token, and why',
};

const resourceActions: Readonly<Record<ResourceActionName, string>> = {
  plan: 'what differs from declared resources, and what apply would do',
  apply: 'do what the plan says, once it was confirmed',
  drift: 'what is otherwise than declared, seen from what is there',
};

const all = { ...actions, ...resourceActions };

const examples = `${actionHelp(all)}
Examples:
  $ fedpass connections list
  $ fedpass connections login github/org
  $ fedpass connections test crm/default
  $ fedpass connections can-i crm/default --gateway
  $ fedpass connections can-i files/org --object-id 2d0c7a3e-98b8-4f2b-8a0e-1c8a4b1f3d33 --tenant-id 0b5c1b1e-7d0f-4a55-8f0e-5d9d0f8a2c22
  $ fedpass connections plan connections.yaml
  $ fedpass connections apply connections/ --to https://gateway.example.com:8443

It works on the credential store itself, beside a gateway that runs or without one. plan, apply and drift take a file or folder of declared resources (by
default connections.yaml, else fedpass.yaml), and with --to they work on a gateway that runs: FEDPASS_MANAGEMENT_TOKEN is the bearer token then.

Exit status: 0 yes, or nothing to do · 1 no, changes, or a step failed · 2 usage or configuration · 3 internal error
`;

/** Looks after connections, on the credential store that the configuration names. */
export const connectionsCommand: CliCommand<Options> = {
  name: 'connections',
  summary: 'list, connect, test and revoke connections',
  declare: (command) => withWho(command).addHelpText('after', examples),
  async run([action, connection], { config, to, tokenFile, prune = false, yes = false, plan, ...options }, io) {
    const { withPlainWords } = await import('../explain-failure.ts');
    const name = chooseAction(all, action);
    if (isResourceAction(name)) {
      const { runResources } = await import('../connections/resources/run-resources.ts');
      const json = options.json === true;
      const request = { name, path: connection, config, to, tokenFile, prune, yes, plan, json };
      return withPlainWords(io, () => runResources(request, io));
    }
    const { runAction } = await import('../connections/run-action.ts');
    return withPlainWords(io, () => runAction({ name, connection, options, config }, io));
  },
};

const isResourceAction = (name: keyof typeof all): name is ResourceActionName => Object.hasOwn(resourceActions, name);

const withWho = (command: Command): Command =>
  command
    .argument('<action>', Object.keys(all).join(', '))
    .argument('[connection]', 'the connection, as <provider>/<connection>; or the declared resources, a file or a folder')
    .option('-c, --config <file>', 'the configuration (default: fedpass.yaml)')
    .option('--json', 'print JSON')
    .option('--to <url>', 'plan, apply, drift: the management API of a gateway')
    .option('--token-file <file>', 'plan, apply, drift: where its bearer token is')
    .option('--prune', 'plan, apply: remove what is in no file')
    .option('--yes', 'apply: without asking')
    .option('--plan <id>', 'apply: this plan and no other')
    .addOption(new Option('--gateway', 'can-i: the gateway itself').conflicts(['objectId']))
    .option('--object-id <id>', 'can-i: a user, service principal or group, by object id')
    .option('--tenant-id <id>', 'can-i: its directory in Microsoft Entra')
    .option('--issuer <url>', 'can-i: the issuer of its tokens, where that is not Microsoft Entra')
    .option('--app-id <id>', 'can-i: the application that its token was issued to')
    .option('--group <id...>', 'can-i: groups it is in')
    .option('--as-app', 'can-i: an application without a user');

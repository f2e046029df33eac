import { actionHelp, chooseAction } from '../choose-action.ts';
import type { CliCommand } from '../command.ts';
import type { KeyActionName, KeyOptions } from '../keys/key-action.ts';

interface Options extends KeyOptions {
  readonly config?: string;
}

const actions: Readonly<Record<KeyActionName, string>> = {
  generate: 'make a key ring: in `keys.file`, or printed where `keys.ring` is used',
  rotate: 'add a key, and seal every record of the store with it',
  status: 'the keys, their age, and how many records each seals',
};

const help = `${actionHelp(actions)}
Examples:
  $ fedpass keys status
  $ fedpass keys rotate
  $ fedpass keys generate > keys.json      where \`keys.ring\` is used: the ring there is, with a key more

Gateways that run go on: they find the new key by themselves. Copy the key file to other machines before they need it.

Exit status: 0 done · 1 a key is too old, or a record could not be sealed anew · 2 usage or configuration · 3 internal error
`;

/** Looks after the keys that seal the credential store. */
export const keysCommand: CliCommand<Options> = {
  name: 'keys',
  summary: 'make, rotate and count the keys that seal the credential store',
  declare: (command) =>
    command
      .argument('<action>', Object.keys(actions).join(', '))
      .option('-c, --config <file>', 'the configuration (default: fedpass.yaml)')
      .option('--json', 'print JSON')
      .addHelpText('after', help),
  async run([action], { config, ...options }, io) {
    const name = chooseAction(actions, action);
    const { runKeyAction } = await import('../keys/run-key-action.ts');
    const { withPlainWords } = await import('../explain-failure.ts');
    return withPlainWords(io, () => runKeyAction(name, { config, options }, io));
  },
};

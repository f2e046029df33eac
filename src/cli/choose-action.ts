import { UsageError } from './exit.ts';

/** What a command can be told to do, by name, each with a line for its help. */
type Actions<Name extends string> = Readonly<Record<Name, string>>;

/** The part of a command's help that lists its actions. */
export function actionHelp<Name extends string>(actions: Actions<Name>): string {
  const lines = Object.entries(actions).map(([name, what]) => `  ${name.padEnd(8)} ${what}`);
  return `\nActions:\n${lines.join('\n')}\n`;
}

/** The action that a word names. Throws UsageError, which says what there is. */
export function chooseAction<Name extends string>(actions: Actions<Name>, word: string | undefined): Name {
  const names = Object.keys(actions) as Name[];
  const name = names.find((one) => one === word);
  if (name === undefined) throw new UsageError(`there is no action \`${word ?? ''}\``, `it is one of ${names.join(', ')}`);
  return name;
}

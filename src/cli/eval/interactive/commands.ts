/** What can be typed besides expressions. */
export const commands = [
  { name: ':help', argument: '', does: 'this list' },
  { name: ':type', argument: 'EXPRESSION', does: 'its C# type, without running it' },
  { name: ':members', argument: 'TYPE or EXPRESSION', does: 'what stands behind its dot' },
  { name: ':context', argument: '[FILE]', does: 'another context; without a file an empty one' },
  { name: ':quit', argument: '', does: 'the end (Ctrl-D)' },
] as const;

export type CommandName = (typeof commands)[number]['name'];

export const commandNames: readonly string[] = commands.map(({ name }) => name);

export const helpText = (): string =>
  [
    'An expression is evaluated: 1 + 2, @(context.Request.Method), or @{ … } over several lines.',
    '',
    ...commands.map(({ name, argument, does }) => `  ${`${name} ${argument}`.padEnd(30)}${does}`),
    '',
    'Tab completes members and names. Ctrl-C drops what is typed.',
    '',
  ].join('\n');

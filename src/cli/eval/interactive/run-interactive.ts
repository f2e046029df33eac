import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Exit, exit } from '../../exit.ts';
import type { Io, Typing } from '../../io.ts';
import { readFixture } from '../fixture-file.ts';
import { historyFile, readHistory, writeHistory } from './history.ts';
import { isOpen } from './input.ts';
import { EvalSession } from './session.ts';

const prompts = { first: '> ', more: '. ' } as const;

/** Evaluates what a person types until the end of the input. Answers go to the output of the terminal, in the order of the questions. */
export async function runInteractive(contextFile: string | undefined, io: Io, typing: Typing): Promise<Exit> {
  const fixtureOf = (path: string | undefined) =>
    readFixture(path === undefined ? undefined : { path: resolve(io.cwd, path), shown: path });
  const session = new EvalSession({ color: io.color.out, write: io.out, readFixture: fixtureOf, fixture: fixtureOf(contextFile) });
  const file = typing.isTerminal ? historyFile(io.env) : undefined;
  let typed: string[] = [];
  const lines = createInterface({
    input: typing.input,
    output: typing.output,
    terminal: typing.isTerminal,
    history: readHistory(file),
    removeHistoryDuplicates: true,
    prompt: prompts.first,
    completer: (line: string): [string[], string] => {
      const { names, typed: part } = session.complete([...typed, line].join('\n'));
      return [[...names], part];
    },
  });
  let newest: readonly string[] = [];
  lines.on('history', (history: readonly string[]) => {
    newest = [...history];
  });
  const ask = (): void => {
    if (!typing.isTerminal) return;
    lines.setPrompt(typed.length === 0 ? prompts.first : prompts.more);
    lines.prompt();
  };
  lines.on('SIGINT', () => {
    typed = [];
    typing.output.write('\n');
    // What was typed so far is dropped: readline takes it as deleted.
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
    ask();
  });
  if (typing.isTerminal) io.out('C# expressions; :help says more, :quit or Ctrl-D ends.\n');
  ask();
  // What is typed while an answer is being worked out waits for its turn.
  let answers = Promise.resolve();
  let ended = false;
  const answer = async (text: string): Promise<void> => {
    if (ended) return;
    ended = (await session.answer(text)) === 'end';
    if (ended) lines.close();
    else ask();
  };
  lines.on('line', (line) => {
    typed.push(line);
    const text = typed.join('\n');
    if (isOpen(text)) {
      ask();
      return;
    }
    typed = [];
    answers = answers.then(() => answer(text));
    answers.catch(() => lines.close());
  });
  await once(lines, 'close');
  await answers;
  if (newest.length > 0) writeHistory(file, newest, session.secrets);
  return exit.clean;
}

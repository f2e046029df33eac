import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { complete } from '../../src/cli/eval/interactive/complete.ts';
import { historyFile } from '../../src/cli/eval/interactive/history.ts';
import { isOpen } from '../../src/cli/eval/interactive/input.ts';
import { createLibrary } from '../../src/cli/library.ts';
import { program } from '../support/program.ts';
import { projectFolder } from '../support/project-folder.ts';
import { type Recorded, recordedRun } from './recorded-run.ts';

/** Runs the conversation with everything typed at once, as a file would be. */
async function piped(text: string, words: readonly string[] = [], cwd = process.cwd()): Promise<Recorded> {
  const input = new PassThrough();
  input.end(text);
  return recordedRun(['eval', '--interactive', ...words], { cwd, typing: { input, output: new PassThrough(), isTerminal: false } });
}

interface Terminal {
  type(keys: string): void;
  /** Resolves when a text has been answered or shown. */
  shows(text: string): Promise<void>;
  readonly ended: Promise<Recorded>;
}

/** A conversation at a terminal: keys go in, what is shown and what is answered come out. */
function terminal(
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string; readonly words?: readonly string[] } = {},
): Terminal {
  const input = new PassThrough();
  const output = new PassThrough();
  let seen = '';
  const waiting = new Set<() => void>();
  const see = (text: string): void => {
    seen += text;
    for (const look of waiting) look();
  };
  output.on('data', (chunk: Buffer) => see(chunk.toString()));
  const { env = {}, cwd = process.cwd(), words = [] } = options;
  const ended = recordedRun(['eval', ...words], { env, cwd, out: see, typing: { input, output, isTerminal: true } });
  return {
    type: (keys) => void input.write(keys),
    shows: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          const at = seen.indexOf(text);
          if (at < 0) return;
          seen = seen.slice(at + text.length);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    ended,
  };
}

describe('a conversation', () => {
  test.each([
    ['a value with its C# type', '1 + 2', '3 : int\n'],
    ['a text', '"a" + 1', '"a1" : string\n'],
    ['null', 'null', 'null : object\n'],
    ['a sequence', 'new[] { 1, 2 }', '[1,2] : int[]\n'],
    ['several lines', '@{\n  var x = 2;\n  return x * x;\n}', '4 : int\n'],
    ['a trace', '@{ context.Trace("seen"); return 1; }', 'trace: seen\n1 : int\n'],
    ['an exception', 'int.Parse("x")', 'System.FormatException: Input string was not in a correct format.\n'],
    ['a type', ':type context.Request.Headers', 'IReadOnlyDictionary<string, string[]>\n'],
    ['an unknown command', ':what', 'there is no command :what; :help lists them\n'],
    ['an absent context', ':context nowhere.json', 'there is no file `nowhere.json`\n'],
    ['nothing', '\n  \n', ''],
    ['an end without a word', ':quit\n1', ''],
  ])('answers %s', async (_what, typed, answer) => {
    expect(await piped(`${typed}\n`)).toEqual({ status: 0, out: answer, err: '' });
  });

  test('shows what is wrong under a caret, and goes on', async () => {
    const { out } = await piped('context.Requst\n2\n');
    expect(out).toContain('> 1 | @(context.Requst)\n    |           ^^^^^^\n  help: did you mean `Request`?\n');
    expect(out).toMatch(/2 : int\n$/);
  });

  test('lists the members of a type and of an expression', async () => {
    for (const of of ['IUrl', 'context.Request.Url', 'Fedpass.IUrl'])
      expect((await piped(`:members ${of}\n`)).out).toContain('Fedpass.IUrl\n  string Host { get; }\n');
    expect((await piped(':members DayOfWeek\n')).out).toContain('  Sunday = 0\n');
  });

  test('has help', async () => {
    expect((await piped(':help\n')).out).toContain(':members TYPE or EXPRESSION');
  });

  test('takes another context while it goes', async () => {
    const cwd = projectFolder({ 'a.json': '{"request":{"method":"PUT"}}', 'b.json': '{"request":{"method":"PATCH"}}' });
    const { out } = await piped(
      'context.Request.Method\n:context b.json\ncontext.Request.Method\n:context\ncontext.Request.Method\n',
      ['--context', 'a.json'],
      cwd,
    );
    expect(out).toBe('"PUT" : string\n"PATCH" : string\n"GET" : string\n');
  });

  test('ends what has no end, and goes on', async () => {
    const { out } = await piped('@{ while (true) { } return 1; }\n1\n');
    expect(out).toMatch(/more steps.*\n1 : int\n$/);
  });

  test.each([
    [['--interactive', '1'], /exclude each other/],
    [['--interactive', '--cases', 'a.jsonl'], /cannot be used with/],
  ])('%j is a mistake in usage', async (words, sentence) => {
    const { status, err } = await recordedRun(['eval', ...words], {
      typing: { input: new PassThrough(), output: new PassThrough(), isTerminal: true },
    });
    expect(status).toBe(2);
    expect(err).toMatch(sentence);
  });
});

describe('at a terminal', () => {
  test('begins without an expression, and Ctrl-D ends it', async () => {
    const { type, shows, ended } = terminal();
    await shows(':help says more');
    type('1 + 2\r');
    await shows('3 : int');
    type('\u0004');
    expect((await ended).status).toBe(0);
  });

  test('Ctrl-C drops the line, and the lines before it', async () => {
    const { type, shows, ended } = terminal();
    await shows('> ');
    type('@{\rvar x = \u0003');
    await shows('\n');
    type('7\r');
    await shows('7 : int');
    type('nonsense\u0003');
    type('8\r');
    await shows('8 : int');
    type(':quit\r');
    expect((await ended).status).toBe(0);
  });

  test('completes with Tab', async () => {
    const { type, shows, ended } = terminal();
    await shows('> ');
    type('context.Request.Meth\t');
    await shows('od');
    type('\r');
    await shows('"GET" : string');
    type('\u0004');
    await ended;
  });

  test('remembers for its owner alone, and no secrets', async () => {
    const cwd = projectFolder({ 'context.json': '{"subscription":{"id":"s","key":"key-of-mine"}}' });
    const env = { XDG_STATE_HOME: join(cwd, 'state') };
    const file = historyFile(env) ?? expect.fail();
    mkdirSync(join(cwd, 'state', 'fedpass'), { recursive: true });
    writeFileSync(file, '40 + 2\n', { mode: 0o644 });
    const first = terminal({ env, cwd, words: ['--context', 'context.json'] });
    await first.shows('> ');
    // The line of the earlier session is one key up.
    first.type('\u001b[A\r');
    await first.shows('42 : int');
    first.type('context.Subscription.Key == "key-of-mine"\r');
    await first.shows('True : bool');
    first.type('5 + 5\r');
    await first.shows('10 : int');
    first.type(':quit\r');
    await first.ended;
    expect(readFileSync(file, 'utf8')).toBe('40 + 2\n5 + 5\n:quit\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('completion', () => {
  const library = createLibrary();

  test.each([
    ['con', 'context', 'con'],
    ['context.', 'Request', ''],
    ['context.Request.H', 'Headers', 'H'],
    ['context.Request.Headers.GetV', 'GetValueOrDefault', 'GetV'],
    ['@(context.Response?.St', 'StatusCode', 'St'],
    ['@{ var list = new List<int>(); return list.', 'AddRange', ''],
    ['new[] { 1 }.Where(x => x > 1).Fir', 'FirstOrDefault', 'Fir'],
    ['new[] { "a" }.Select(text => text.Sub', 'Substring', 'Sub'],
    ['Math.', 'Round', ''],
    ['System.Math.R', 'Round', 'R'],
    ['DayOfWeek.S', 'Sunday', 'S'],
    ['(1, 2).', 'Item2', ''],
    ['new { Name = 1 }.', 'Name', ''],
    ['JObject.Parse("{}").Sel', 'SelectToken', 'Sel'],
    [':type context.Us', 'User', 'Us'],
    [':mem', ':members', ':mem'],
  ])('of %s has %s', (text, name, typed) => {
    const found = complete(text, library);
    expect(found.names).toContain(name);
    expect(found.typed).toBe(typed);
  });

  test.each(['', '1 + ', 'nothing.', '"a" "b".', '@{ ', 'x => y.', '\u0000.', '((((.'])('of %j is not a mistake', (text) => {
    expect(() => complete(text, library)).not.toThrow();
  });
});

test.each([
  ['1 +', false],
  ['@(1', true],
  ['@{ return "}";', true],
  ['@{ return "}"; }', false],
  [':type @{', false],
])('%j waits for more: %s', (text, open) => {
  expect(isOpen(text)).toBe(open);
});

test.each([
  [{ XDG_STATE_HOME: '/state', HOME: '/home/a' }, '/state/fedpass/eval-history'],
  [{ XDG_STATE_HOME: 'relative', HOME: '/home/a' }, '/home/a/.local/state/fedpass/eval-history'],
  [{}, undefined],
])('with %j the history is in %s', (env, file) => {
  expect(historyFile(env)).toBe(file);
});

test.skipIf(!existsSync(program))('the program itself converses over a pipe', async () => {
  const child = spawn(process.execPath, [program, 'eval', '--interactive'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stdin.end('@{\n return 6 * 7;\n}\n:quit\n');
  const [status] = (await once(child, 'close')) as [number];
  expect([status, out]).toEqual([0, '42 : int\n']);
});

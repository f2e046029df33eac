import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/run-cli.ts';
import { recordedRun } from './recorded-run.ts';

const escapeCode = String.fromCharCode(27);

describe('help', () => {
  test('without arguments it is shown as a mistake in usage', async () => {
    const { status, out, err } = await recordedRun([]);
    expect(status).toBe(2);
    expect(err).toBe('');
    for (const { name, summary } of commands) {
      expect(out).toContain(`  ${name} `);
      expect(out.replaceAll(/\s+/g, ' ')).toContain(summary);
    }
  });

  test.each([[['--help']], [['-h']], [['help']]])('%j shows the same and ends clean', async (words) => {
    expect(await recordedRun(words)).toEqual({ ...(await recordedRun([])), status: 0 });
  });

  test.each(commands.map(({ name }) => name))('%s has its own, with examples, in lines of a terminal', async (name) => {
    const help = await recordedRun([name, '--help']);
    expect(help).toMatchObject({ status: 0, err: '' });
    expect(help.out).toContain(`Usage: fedpass ${name} [options]`);
    expect(help.out).toMatch(/^Examples?:\n {2}\$ fedpass /m);
    expect(await recordedRun(['help', name])).toEqual(help);
    for (const line of help.out.slice(0, help.out.indexOf('Example')).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test.each([[['--version']], [['-v']]])('%j prints the version alone', async (words) => {
  expect(await recordedRun(words)).toEqual({ status: 0, out: '1.2.3\n', err: '' });
});

describe('a mistake in usage ends with status 2, one sentence and the way out', () => {
  test.each<[readonly string[], string, string]>([
    [['lnt'], 'unknown command `lnt`', 'did you mean `lint`?'],
    [['frobnicate'], 'unknown command `frobnicate`', 'fedpass --help shows how it is called'],
    [['--colour'], 'unknown option `--colour`', 'fedpass --help shows how it is called'],
    [['lint', '--formt', 'json'], 'unknown option `--formt`', 'did you mean `--format`?'],
    [
      ['lint', '--format', 'xml'],
      'option `--format <format>` argument `xml` is invalid',
      'allowed choices are pretty, json, sarif, github, junit',
    ],
    [['lint', '--dialect', 'c'], 'option `--dialect <dialect>` argument `c` is invalid', 'allowed choices are auto, xml, rawxml'],
    [['lint', '--config'], 'option `-c, --config <file>` argument missing', 'fedpass lint --help shows how it is called'],
    [['lint', '--config', 'nowhere', '--isolated'], 'there is no configuration `nowhere`', 'name a file that exists with --config'],
    [
      ['lint', '--watch', '--update-baseline'],
      'option `-w, --watch` cannot be used with option `--update-baseline`',
      'fedpass lint --help shows how it is called',
    ],
    [['lint', '--update-baseline'], '--update-baseline needs a baseline', 'name its file with --baseline'],
    [['lint', '--max-warnings', '-1'], '`-1` is no count of warnings', '--max-warnings takes a whole number from 0 on'],
    [['lint', '--max-warnings', ''], '`` is no count of warnings', '--max-warnings takes a whole number from 0 on'],
    [['compile'], 'required option `-o, --out <dir>` not specified', 'fedpass compile --help shows how it is called'],
    [['dev', 'now'], 'too many arguments for `dev`', 'expected 0 arguments but got 1'],
    [['dev', '--provider', 'evil'], 'option `--provider <kind>` argument `evil` is invalid', 'allowed choices are behaving, adversarial'],
    [['start', '--provider', 'adversarial'], 'unknown option `--provider`', 'fedpass start --help shows how it is called'],
    [['start', '--manual-consent'], 'unknown option `--manual-consent`', 'fedpass start --help shows how it is called'],
    [['start', '--port', 'http'], '`http` is no port', 'write a number from 0 to 65535'],
    [['start', '--port', '65536'], '`65536` is no port', 'write a number from 0 to 65535'],
    [
      ['start', '--log-level', 'loud'],
      'option `--log-level <level>` argument `loud` is invalid',
      'allowed choices are debug, info, warn, error, silent',
    ],
    [
      ['start', '--config', 'a', '--supergraph', 'b'],
      'option `-c, --config <file>` cannot be used with option `--supergraph <file>`',
      'fedpass start --help shows how it is called',
    ],
    [['eval'], 'there is nothing to evaluate', "give an expression, such as fedpass eval '@(1 + 2)', or --cases with a file"],
    [
      ['eval', '--cases', 'a', '--context', 'b'],
      'option `--context <file>` cannot be used with option `--cases <file>`',
      'fedpass eval --help shows how it is called',
    ],
    [['eval', '1', '--fixtures', 'x'], '--fixtures is for --cases', 'an expression takes its context from --context'],
  ])('%j', async (words, sentence, help) => {
    expect(await recordedRun(words)).toEqual({ status: 2, out: '', err: `fedpass: ${sentence}\n  help: ${help}\n` });
  });

  test.each([
    [['eval', '1', '--cases', 'x'], 'an expression and --cases exclude each other'],
    [['eval', '1', '--context', 'nope.json'], 'there is no file `nope.json`'],
    [['eval', '--cases', 'nope.jsonl'], 'there is no file `nope.jsonl`'],
    [['start', '--config', 'nope.yaml'], 'there is no configuration `nope.yaml`'],
    [['start', '--supergraph', 'nope.graphql'], 'there is no file `nope.graphql`'],
    [['lint', '--config', 'nope.yaml'], 'there is no configuration `nope.yaml`'],
    [['compile', '--out', 'x', '--config', 'nope.yaml'], 'there is no configuration `nope.yaml`'],
    [['dev', '--config', 'nope.yaml'], 'there is no configuration `nope.yaml`'],
    [['lint', '--config', 'test'], '`test` is a folder'],
    [['lint', 'nope.xml'], 'there is no file or folder `nope.xml`'],
  ])('%j', async (words, sentence) => {
    const { status, out, err } = await recordedRun(words);
    expect([status, out]).toEqual([2, '']);
    expect(err.split('\n')[0]).toBe(`fedpass: ${sentence}`);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test('what nobody foresaw is an internal error, without what looks like a credential', async () => {
  const out = (): void => {
    throw new Error('cannot print: Authorization: Bearer abcDEF123456');
  };
  const { status, err } = await recordedRun(['--version'], { out });
  expect(status).toBe(3);
  expect(err).toMatch(/^fedpass: internal error, please report it\nError: cannot print: .*\n\s+at /);
  expect(err).not.toContain('abcDEF123456');
});

test('colours only where they are wanted', async () => {
  const bad = ['eval', '@(1 + )'];
  expect((await recordedRun(bad)).err).not.toContain(escapeCode);
  expect((await recordedRun(bad, { color: { out: true, err: false } })).err).not.toContain(escapeCode);
  expect((await recordedRun(bad, { color: { out: false, err: true } })).err).toContain(escapeCode);
});

import { describe, expect, test } from 'vitest';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

describe('one expression', () => {
  test.each([
    ['@(1 + 2)', '3', 'System.Int32'],
    ['1 + 2', '3', 'System.Int32'],
    ['@{ var n = 2; return n * n; }', '4', 'System.Int32'],
    ['@("a" + \'b\')', 'ab', 'System.String'],
    ['@(1.50m)', '1.50', 'System.Decimal'],
    ['@(1 == 1)', 'True', 'System.Boolean'],
    ['@((string)null)', '', 'null'],
    ['@(context.Request.Method)', 'GET', 'System.String'],
  ])('%s is %j of %s: the value on stdout, the type on stderr', async (expression, value, type) => {
    expect(await recordedRun(['eval', expression])).toEqual({ status: 0, out: `${value}\n`, err: `${type}\n` });
  });

  test('in a context from a file, named from the working folder', async () => {
    const context = { request: { method: 'PATCH', headers: { 'X-A': ['1', '2'] } }, variables: { n: { type: 'int', value: 7 } } };
    const cwd = projectFolder({ 'here/context.json': JSON.stringify(context) });
    const expression = '@(context.Request.Method + context.Request.Headers["x-a"].Length + (int)context.Variables["n"])';
    const { status, out } = await recordedRun(['eval', '--context', 'here/context.json', expression], { cwd });
    expect([status, out]).toEqual([0, 'PATCH27\n']);
  });

  test('what it traces goes to stderr', async () => {
    const { out, err } = await recordedRun(['eval', '@{ context.Trace("seen"); return 1; }']);
    expect([out, err]).toEqual(['1\n', 'trace: seen\nSystem.Int32\n']);
  });

  test.each([
    ['a syntax error', '@(1 + )', 7, 'csharp/expected-expression CS1525', '      ^'],
    ['a type error', '@(1 + context.Requst.Method)', 15, 'csharp/unknown-member CS1061', '              ^^^^^^'],
  ])('%s is shown with a caret, status 1 and nothing on stdout', async (_what, expression, column, code, caret) => {
    const { status, out, err } = await recordedRun(['eval', expression]);
    expect([status, out]).toEqual([1, '']);
    expect(err).toContain(`expression:1:${column}: error: `);
    expect(err).toContain(`[${code}]\n> 1 | ${expression}\n    | ${caret}\n`);
  });

  test('what it throws is its C# exception, status 1', async () => {
    const { status, out, err } = await recordedRun(['eval', '@(int.Parse("x"))']);
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(/^System\.FormatException: .+\n$/);
  });

  test.each([
    ['no JSON', '{', /^fedpass: context\.json is no JSON: .+\n$/],
    ['a URL that is none', '{"request":{"url":{"string":"nope"}}}', /^fedpass: .*`nope`.*\n/],
    ['a variable of an unknown type', '{"variables":{"v":{"type":"colour","value":1}}}', /^fedpass: .*`colour`.*\n/],
  ])('a context with %s is a mistake in usage', async (_what, text, sentence) => {
    const { status, out, err } = await recordedRun(['eval', '--context', 'context.json', '1'], {
      cwd: projectFolder({ 'context.json': text }),
    });
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
  });
});

describe('a file of cases', () => {
  test('gives a line for every case, in order, whatever it comes to', async () => {
    const cases = [
      { id: 'a', expr: '@(context.Request.Method)', context: 'post' },
      { id: 'b', expr: '@(1 +)' },
      { id: 'c', expr: '@(int.Parse("x"))' },
      { id: 'd', expr: '@(new [] { 1.5, 2 })' },
    ];
    const cwd = projectFolder({
      'cases.jsonl': `${cases.map((one) => JSON.stringify(one)).join('\n\n')}\n`,
      'fixtures/post.json': '{"request":{"method":"POST"}}',
    });
    const { status, out, err } = await recordedRun(['eval', '--cases', 'cases.jsonl', '--fixtures', 'fixtures'], { cwd });
    expect([status, err]).toEqual([0, '']);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { id: 'a', type: 'System.String', string: 'POST', json: 'POST' },
      { id: 'b', compileError: 'CS1525', message: expect.any(String) },
      { id: 'c', throws: 'System.FormatException', message: expect.any(String) },
      { id: 'd', type: 'System.Double[]', string: 'System.Double[]', json: [1.5, 2] },
    ]);
  });

  test.each([
    ['{"id":"a"}', 'cases.jsonl:2: this line is no case'],
    ['nonsense', 'cases.jsonl:2: this line is no case'],
    ['{"id":"a","expr":"@(1)","context":"nope"}', 'there is no file `nope.json`'],
    ['{"id":"a","expr":"@(1)","context":"null"}', 'null.json describes no context: '],
  ])('with the line %s is a mistake in usage', async (line, sentence) => {
    const cwd = projectFolder({ 'cases.jsonl': `{"id":"first","expr":"@(1)"}\n${line}\n`, 'null.json': 'null' });
    const { status, err } = await recordedRun(['eval', '--cases', 'cases.jsonl', '--fixtures', '.'], { cwd });
    expect(status).toBe(2);
    expect(err).toContain(`fedpass: ${sentence}`);
  });
});

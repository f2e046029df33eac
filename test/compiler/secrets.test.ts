import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import type { NamedValueFact } from '../../src/compiler/2-check/project.ts';
import { print } from '../../src/compiler/3-emit/print.ts';
import { compileProject } from '../../src/compiler/compile-project.ts';
import { Source } from '../../src/diagnostics/source.ts';
import { runHandler } from '../../src/runtime/pipeline.ts';
import { compiled } from '../support/compiled.ts';
import { recordedExchange } from '../support/exchange.ts';

const namedValues = new Map<string, NamedValueFact>([
  ['key', { kind: 'secret' }],
  ['org', { kind: 'plain', text: 'contoso' }],
]);

/** Each value is the text of a header; `sent` is what must go out when the secret is `s3"cr\\et`. */
const cases = [
  ['a whole value', '{{key}}', 's3"cr\\et'],
  ['a part of a value', 'Key {{key}} of {{org}}', 'Key s3"cr\\et of contoso'],
  ['a whole string literal', '@("{{key}}")', 's3"cr\\et'],
  ['a part of a string literal', '@("Key {{key}}".ToUpper())', 'KEY S3"CR\\ET'],
  ['a concatenation', '@("Key " + "{{key}}" + context.Request.Method)', 'Key s3"cr\\etPOST'],
  ['an interpolated string', '@($"Key {{key}} {context.Request.Method}")', 'Key s3"cr\\et POST'],
  ['a comparison', '@("{{key}}" == "{{org}}" ? "same" : "other")', 'other'],
  ['a comparison with a constant that is equal', `@("{{key}}" == "s3\\"cr\\\\et" ? "same" : "other")`, 'same'],
  ['a comparison with a constant that is not', '@("{{key}}" != "contoso" ? "other" : "same")', 'other'],
  ['a constant', `@{ const string k = "{{key}}"; return k == "s3\\"cr\\\\et" ? "same" : "other"; }`, 'same'],
  ['a format', `@($"{1:'{{key}}'}")`, 's3"cr\\et'],
  ['a block', '@{ var k = "{{key}}"; return k.Length.ToString(); }', '8'],
] as const;

describe('a secret named value', () => {
  it.each(cases)('is read when the handler runs: %s', async (_title, value, sent) => {
    const text = `<policies><inbound><set-header name="X-Key"><value>${value}</value></set-header></inbound></policies>`;
    const { handlers, findings } = await compiled({ 'subgraphs/crm': text }, namedValues);
    expect(findings.map(({ message }) => message)).toEqual([]);
    const { x } = recordedExchange({ secrets: { key: 's3"cr\\et' } });
    const handler = handlers.get('subgraphs/crm');
    if (handler === undefined) throw new Error('no handler');
    expect((await runHandler(handler, x)).kind).toBe('completed');
    expect(x.context.request.headers.sent.get('X-Key')?.[0]).toBe(sent);
  });

  it('never stands in what is compiled, not even as a mark', () => {
    const text = `<policies><inbound>${cases
      .map(([, value]) => `<set-variable name="v" value='${value.replaceAll("'", '&apos;')}' />`)
      .join('')}</inbound></policies>`;
    const source = new Source('policies/subgraphs/crm.xml', text);
    const [result] = compileProject(
      [{ name: 'subgraphs/crm', scope: 'subgraph', source }],
      { library: createLibrary(), namedValues, connections: 'unknown' },
      { unsupported: 'error' },
    );
    if (result?.module === undefined) throw new Error(JSON.stringify(result?.findings.map(({ message }) => message)));
    const { text: code } = print(result.module, source, 'ts', (module) => module, 'x.ts');
    expect(code).not.toMatch(/[\uE000-\uF8FF]|\\ue00/i);
    expect(code).toContain("context.namedValue('key')");
  });

  it.each([
    ['in a literal', String.raw`@("\uE001key\uE002")`],
    ['in an interpolated string', String.raw`@($"\uE001key\uE002 {context.Request.Method}")`],
    ['put together', String.raw`@("\uE001" + "key\uE002")`],
    ['as characters', '@("\uE001key\uE002")'],
    ['beside another secret', String.raw`@("\uE001key\uE002" + "{{other}}".Length)`],
    ['in a format', String.raw`@(string.Format("\uE001key\uE002{0}", 1))`],
  ])('is not read by the mark that the compiler uses inside: %s', async (_title, value) => {
    const text = `<policies><inbound><set-variable name="v" value='${value}' /></inbound></policies>`;
    const { handlers, findings } = await compiled({ 'subgraphs/crm': text }, new Map([...namedValues, ['other', { kind: 'secret' }]]));
    expect(findings).toEqual([]);
    const { x } = recordedExchange({ secrets: { key: 's3cret', other: 'four' } });
    const handler = handlers.get('subgraphs/crm');
    if (handler === undefined) throw new Error('no handler');
    expect((await runHandler(handler, x)).kind).toBe('completed');
    const sent = x.context.variables.get('v');
    expect(sent).toContain('\uE001key\uE002');
    expect(sent).not.toContain('s3cret');
  });

  it.each([
    ['true', 'PUT'],
    ['false', 'POST'],
  ])('is read in the type that the policy takes: %s', async (flag, method) => {
    const text = '<policies><inbound><choose><when condition="{{flag}}"><set-method>PUT</set-method></when></choose></inbound></policies>';
    const { handlers } = await compiled({ 'subgraphs/crm': text }, new Map([['flag', { kind: 'secret' }]]));
    const { x } = recordedExchange({ secrets: { flag } });
    const handler = handlers.get('subgraphs/crm');
    if (handler === undefined) throw new Error('no handler');
    expect(await runHandler(handler, x)).toEqual({ kind: 'completed' });
    expect(x.context.request.method).toBe(method);
  });

  it('does not decide which fragment is included: left out, its policies would be missing', async () => {
    const text = '<policies><inbound><include-fragment fragment-id="{{key}}" /></inbound></policies>';
    const { handlers, findings } = await compiled({ 'subgraphs/crm': text, 'fragments/team': '<fragment />' }, namedValues);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['unsupported/expression', 'error']]);
    expect(handlers.get('subgraphs/crm')).toBeUndefined();
  });

  it('counts as unknown in the checks of policies, a plain named value as its text', async () => {
    const header = (name: string) => `<set-header name="X-${name}"><value>a</value></set-header>`;
    const text = `<policies><inbound>${header('{{org}}')}${header('{{key}}')}${header('{{spaced}}')}</inbound></policies>`;
    const { findings } = await compiled(
      { 'subgraphs/crm': text },
      new Map([...namedValues, ['spaced', { kind: 'plain', text: 'two words' }]]),
    );
    expect(findings.map(({ code, message }) => [code, message])).toEqual([['set-header/name', '`X-two words` is no header name']]);
  });
});

import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import { print } from '../../src/compiler/3-emit/print.ts';
import { compileProject } from '../../src/compiler/compile-project.ts';
import { Source } from '../../src/diagnostics/source.ts';
import { runHandler } from '../../src/runtime/pipeline.ts';
import { compiled } from '../support/compiled.ts';
import { recordedExchange } from '../support/exchange.ts';

const namedValues = new Map([
  ['key', { kind: 'secret' }],
  ['org', { kind: 'plain', text: 'contoso' }],
] as const);

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
});

import { describe, expect, it } from 'vitest';
import { readLintSection } from '../../src/config/read-lint.ts';
import { Source } from '../../src/diagnostics/source.ts';
import { brief, filesOf } from './reading.ts';

const read = (text: string) => readLintSection(new Source('lint.yaml', text), { env: {}, files: filesOf({}), folder: '/project' });

const rules = { csharp: { severity: 'off', options: {} } };

describe('the lint section alone', () => {
  it.each<[string, string, unknown]>([
    ['needs no subgraphs', 'lint: { rules: { csharp: off } }\n', { rules, overrides: [] }],
    ['is read beside parts that are wrong', 'subgraphs: 5\nnope: 1\nlint: { rules: { csharp: off } }\n', { rules, overrides: [] }],
    ['may be missing', 'subgraphs: 5\n', { rules: {}, overrides: [] }],
    ['may be empty', 'lint:\n', { rules: {}, overrides: [] }],
    ['may be of an empty file', '', { rules: {}, overrides: [] }],
  ])('%s', (_what, text, expected) => {
    const { section, findings } = read(text);
    expect(findings.map(brief)).toEqual([]);
    expect(section?.lint).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['a misspelt key', 'lint: { rule: {} }\n', ['config/unknown-key 1:9-1:13']],
    ['a wrong severity', 'lint: { rules: { csharp: 5 } }\n', ['config/type 1:26-1:27']],
    ['wrong syntax', 'lint: {\n', ['config/yaml-bracket 1:7-1:8']],
  ])('says what is wrong in it: %s', (_what, text, expected) => {
    const { section, findings } = read(text);
    expect(findings.map(brief)).toEqual(expected);
    expect(section).toBeUndefined();
  });

  it('knows the place of every key', () => {
    const { section } = read('lint: { rules: { csharp: off } }\n');
    expect(section?.keyAt(['lint', 'rules', 'csharp'])).toEqual({ start: 17, end: 23 });
  });

  it('shows no secret of the other parts', () => {
    const { findings } = read('namedValues: { a: { secret: canary } }\nlint: { rules: { csharp: 5 } }\n');
    expect(findings.map(({ source }) => source.text.includes('canary'))).toEqual([false]);
  });
});

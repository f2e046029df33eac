import { describe, expect, it } from 'vitest';
import { LintSettings } from '../../../src/cli/lint/settings/lint-settings.ts';
import type { LintConfig, LintSetting } from '../../../src/config/config.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Severity } from '../../../src/diagnostics/message.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const set = (severity: LintSetting['severity'], options: LintSetting['options'] = {}): LintSetting => ({ severity, options });

const settings = (config: Partial<LintConfig>): LintSettings => new LintSettings({ rules: {}, overrides: [], ...config }, '/project');

const weigh = (config: Partial<LintConfig>, code: string, severity: Severity = 'warning', file = '/project/policies/a.xml') => {
  const finding: Diagnostic = { code, severity, message: '', source: new Source('a.xml', ''), span: { start: 0, end: 0 } };
  return settings(config).for(file).weigh(finding)?.severity ?? 'off';
};

const override = (files: readonly string[], rules: LintConfig['rules']) => ({ files, rules });

describe('the severity of a finding', () => {
  it.each<[string, Partial<LintConfig>, string]>([
    ['is its own', {}, 'warning'],
    ['is what the code says', { rules: { 'a/b': set('error') } }, 'error'],
    ['may be off', { rules: { 'a/b': set('off') } }, 'off'],
    ['is what the group says', { rules: { a: set('info') } }, 'info'],
    ['is what the code says before the group', { rules: { a: set('off'), 'a/b': set('error') } }, 'error'],
    ['is not what a part of the group says', { rules: { 'a/c': set('off'), b: set('off') } }, 'warning'],
    ['is what a folder says', { rules: { a: set('off') }, overrides: [override(['policies'], { 'a/b': set('error') })] }, 'error'],
    ['is not what another folder says', { overrides: [override(['other'], { a: set('off') })] }, 'warning'],
    [
      'is what the later of two says',
      { overrides: [override(['**'], { 'a/b': set('off') }), override(['policies'], { a: set('info') })] },
      'info',
    ],
    ['falls through what says nothing', { rules: { a: set('info') }, overrides: [override(['policies'], { c: set('off') })] }, 'info'],
  ])('%s', (_what, config, expected) => expect(weigh(config, 'a/b')).toBe(expected));

  it.each(['off', 'info', 'warning'] as const)('of an error is never %s', (severity) => {
    expect(weigh({ rules: { a: set(severity), 'a/b': set(severity) } }, 'a/b', 'error')).toBe('error');
  });

  it('is found for no name by chance', () => {
    expect(weigh({}, 'constructor/toString')).toBe('warning');
  });
});

describe('options of rules', () => {
  it('are those of the setting that holds in the file', () => {
    const both = settings({
      rules: { 'a/b': set('warning', { most: 1 }) },
      overrides: [override(['x'], { 'a/b': set('error', { most: 2 }) })],
    });
    expect(both.for('/project/y/a.xml').options).toEqual({ 'a/b': { most: 1 } });
    expect(both.for('/project/x/a.xml').options).toEqual({ 'a/b': { most: 2 } });
  });
});

describe('options that a rule does not take', () => {
  const wrong = async (setting: string) => {
    const text = `subgraphs: { crm: { url: "http://localhost:1/graphql" } }\nlint:\n  rules:\n    ${setting}\n`;
    const cwd = projectFolder({ 'fedpass.yaml': text, 'policies/subgraphs.xml': '<policies></policies>' });
    const { out, status } = await recordedRun(['lint', '--format', 'json'], { cwd });
    const { diagnostics } = JSON.parse(out) as {
      diagnostics: {
        code: string;
        help?: string;
        range: { start: { line: number; column: number; offset: number }; end: { offset: number } };
      }[];
    };
    const found = diagnostics.filter(({ code }) => code.startsWith('lint/'));
    return { status, found: found.map(({ code, help, range }) => [code, text.slice(range.start.offset, range.end.offset), help]) };
  };

  it.each([
    ['an unknown option', 'variable/never-read: [info, { ignroe: [a] }]', 'lint/wrong-options', 'ignroe', 'the options are ignore', 1],
    ['a value of another kind', 'variable/never-read: [info, { ignore: 5 }]', 'lint/wrong-options', '5', 'it is a list of texts', 1],
    [
      'options of a rule that has none',
      'flow/unreachable: [info, { most: 5 }]',
      'lint/wrong-options',
      'most',
      'the rule has no options',
      1,
    ],
    ['a misspelt rule', 'variable/never-raed: info', 'lint/unknown-code', 'variable/never-raed', 'did you mean `variable/never-read`?', 0],
  ])('%s', async (_what, setting, code, at, help, status) => {
    expect(await wrong(setting)).toEqual({ status, found: [[code, at, help]] });
  });

  it('are not those that it takes', async () => {
    expect(await wrong('variable/never-read: [info, { ignore: [a] }]')).toEqual({ status: 0, found: [] });
  });
});

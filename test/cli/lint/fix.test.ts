import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixDocument } from '../../../src/cli/lint/fix/fix-document.ts';
import { replaceText } from '../../../src/cli/lint/fix/replace-text.ts';
import type { LintedDocument } from '../../../src/cli/lint/run.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../src/diagnostics/source.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

/** A comment without use: what every document can have a fix for. */
const useless = '<!-- fedpass-disable-next-line unsupported/policy: long gone -->';
const before = `<policies>\r\n  <inbound>\r\n    ${useless}\r\n    <base /> \t\r\n  </inbound>\n<backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;
const after = before.replace(`    ${useless}\r\n`, '');

const lint = (cwd: string, ...words: readonly string[]) => recordedRun(['lint', '--isolated', '--format', 'json', ...words], { cwd });
const bytes = (cwd: string, name = 'a.xml') => readFileSync(join(cwd, name));

describe('--fix', () => {
  it('changes what it mends and not a byte beside it', async () => {
    const cwd = projectFolder({ 'a.xml': `\uFEFF${before}`, 'b.xml': before.replace(useless, '<!-- é🔑 -->') });
    const other = bytes(cwd, 'b.xml');
    const { status, out, err } = await lint(cwd, '--fix', '.');
    expect([status, JSON.parse(out).diagnostics, err]).toEqual([0, [], 'fedpass: 1 file mended\n']);
    expect(bytes(cwd)).toEqual(Buffer.from(`\uFEFF${after}`));
    expect(bytes(cwd, 'b.xml')).toEqual(other);
  });

  it('mends nothing twice', async () => {
    const cwd = projectFolder({ 'a.xml': before });
    await lint(cwd, '--fix', '.');
    expect(await lint(cwd, '--fix', '.')).toMatchObject({ status: 0, err: '' });
  });

  it('leaves a file alone that is not UTF-8', async () => {
    const cwd = projectFolder({ 'a.xml': '' });
    const odd = Buffer.concat([Buffer.from(before), Buffer.from([0x3c, 0x21, 0x2d, 0x2d, 0xe9, 0x2d, 0x2d, 0x3e])]);
    writeFileSync(join(cwd, 'a.xml'), odd);
    const { out, err } = await lint(cwd, '--fix', '.');
    expect(err).toBe('');
    expect(JSON.parse(out).diagnostics).toMatchObject([{ code: 'document/not-utf-8' }]);
    expect(bytes(cwd)).toEqual(odd);
  });

  it('keeps who may read a file, and a link a link', async () => {
    const cwd = projectFolder({ 'real/a.xml': before });
    chmodSync(join(cwd, 'real/a.xml'), 0o640);
    symlinkSync(join('real', 'a.xml'), join(cwd, 'a.xml'));
    await lint(cwd, '--fix', 'a.xml');
    expect(lstatSync(join(cwd, 'a.xml')).isSymbolicLink()).toBe(true);
    expect([bytes(cwd, 'real/a.xml').toString(), statSync(join(cwd, 'real/a.xml')).mode & 0o777]).toEqual([after, 0o640]);
  });

  it('does not mend what is suppressed, off or in a baseline', async () => {
    const cwd = projectFolder({ 'a.xml': before, 'l.yaml': 'lint: { rules: { suppression/unused: off } }\n' });
    await lint(cwd, '--fix', '--config', 'l.yaml', 'a.xml');
    expect(bytes(cwd).toString()).toBe(before);
  });
});

describe('--dry-run', () => {
  it('shows the difference, writes nothing, and reports what would be left', async () => {
    const cwd = projectFolder({ 'a.xml': before });
    const { status, out, err } = await recordedRun(['lint', '--isolated', '--fix', '--dry-run', 'a.xml'], { cwd });
    expect(bytes(cwd).toString()).toBe(before);
    expect([status, err]).toEqual([0, 'fedpass: 1 file would be mended\n']);
    expect(out).toBe(
      [
        '--- a/a.xml',
        '+++ b/a.xml',
        '@@ -1,6 +1,5 @@',
        ' <policies>\r',
        '   <inbound>\r',
        `-    ${useless}\r`,
        '     <base /> \t\r',
        '   </inbound>',
        ' <backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>',
        '\\ No newline at end of file',
        '',
        'clean: 1 file, nothing found',
        '',
      ].join('\n'),
    );
  });

  it('keeps the difference out of what programs read', async () => {
    const cwd = projectFolder({ 'a.xml': before });
    const { out, err } = await lint(cwd, '--dry-run', 'a.xml');
    expect(JSON.parse(out).diagnostics).toEqual([]);
    expect(err).toContain('--- a/a.xml');
  });
});

describe('a file that is written', () => {
  it('must still hold what it was mended from', () => {
    const cwd = projectFolder({ 'a.xml': 'new' });
    expect(replaceText(join(cwd, 'a.xml'), 'old', 'mended')).toBe('changed');
    expect(replaceText(join(cwd, 'b.xml'), 'old', 'mended')).toEqual({ failed: 'ENOENT' });
    expect(bytes(cwd).toString()).toBe('new');
  });
});

/** A document whose findings are made up: one per letter that `fixes` knows. */
function made(text: string, fixes: Readonly<Record<string, string>>): LintedDocument {
  const source = new Source('a.xml', text);
  const findings = [...text].flatMap((letter, at): Diagnostic[] => {
    const by = fixes[letter];
    const span = { start: at, end: at + 1 };
    const severity = letter === '!' ? 'error' : 'warning';
    return by === undefined && letter !== '!'
      ? []
      : [
          {
            code: 'a/b',
            severity,
            message: '',
            source,
            span,
            ...(by === undefined ? {} : { fix: { title: '', edits: [{ span, text: by }] } }),
          },
        ];
  });
  return { file: { path: '/a.xml', shown: 'a.xml' }, source, findings, suppressed: [] };
}

describe('fixes of fixes', () => {
  it.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['are made until none is left', 'a', { a: 'b', b: 'c', c: 'd' }, 'd'],
    ['that undo each other come to an end', 'a', { a: 'b', b: 'a' }, 'a'],
    ['that bring an error are taken back', 'a', { a: 'b', b: '!' }, 'b'],
    ['may be made beside an error', 'a!', { a: 'b' }, 'b!'],
  ])('%s', async (_what, text, fixes, expected) => {
    const fixed = await fixDocument(made(text, fixes), async (_document, source) => made(source.text, fixes));
    expect(fixed.source.text).toBe(expected);
  });
});

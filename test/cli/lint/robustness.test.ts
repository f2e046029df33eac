import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles } from '../../../src/cli/lint/find-files.ts';
import { SourceFiles } from '../../../src/cli/lint/source-files.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const document = (inbound: string): string => `<policies><inbound>${inbound}</inbound></policies>`;

async function found(cwd: string, path = 'x.xml') {
  const { status, out } = await recordedRun(['lint', '--isolated', '--format', 'json', path], { cwd });
  const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string; range: { start: { offset: number } } }[] };
  return { status, found: diagnostics.map(({ code, range }) => `${code} ${range.start.offset}`) };
}

function written(bytes: Uint8Array | string, name = 'x.xml'): string {
  const cwd = projectFolder({});
  writeFileSync(join(cwd, name), bytes);
  return cwd;
}

describe('a document that is no UTF-8', () => {
  const utf16 = Buffer.from(`\uFEFF${document('')}`, 'utf16le');

  it.each([
    ['UTF-16, little end first', utf16, ['document/utf-16 0']],
    ['UTF-16, big end first', Buffer.from(utf16).swap16(), ['document/utf-16 0']],
    [
      'Latin-1 in a text',
      Buffer.from(document('<set-method>caf\u00e9</set-method>'), 'latin1'),
      [`document/not-utf-8 ${document('').indexOf('</inb') + '<set-method>caf'.length}`],
    ],
    ['a character cut off', Buffer.from('<policies></policies>\u00e9').subarray(0, -1), ['document/not-utf-8 21']],
  ])('%s', async (_what, bytes, expected) => {
    const { status, found: all } = await found(written(bytes));
    expect([status, all.filter((one) => one.startsWith('document/'))]).toEqual([1, expected]);
  });

  it.each([
    ['with a byte order mark', `\uFEFF${document('')}`],
    ['that holds U+FFFD itself', `<!-- \uFFFD -->${document('')}`],
  ])('is not one %s', async (_what, text) => {
    expect((await found(written(text))).status).toBe(0);
  });

  it('is not compiled either', async () => {
    expect((await recordedRun(['compile', '--isolated', 'x.xml', '--out', 'o'], { cwd: written(utf16) })).status).toBe(1);
  });
});

describe('what a document holds never steers a terminal', () => {
  const sequence = '\u001b[2J\u001b]0;title\u0007';
  const text = `<!-- ${sequence} -->\n${document(`<set-haeder name="${sequence}\u202Ereversed" nam\u0085e="x" />\r<set-${sequence}x />`)}`;

  it.each(['pretty', 'github'])('in the format %s', async (format) => {
    const cwd = written(text, `a${sequence.slice(0, 4)}b.xml`);
    const { out, err } = await recordedRun(['lint', '--isolated', '--format', format, '.'], { cwd });
    expect(out).toContain('set-haeder');
    expect(`${out}${err}`).not.toMatch(/(?![\t\n])[\p{Cc}\u202E]/u);
  });

  it('and columns stay where they are', async () => {
    const { out } = await recordedRun(['lint', '--isolated', 'x.xml'], {
      cwd: written(document('<set-method>\u001bX</set-method><set-haeder />')),
    });
    const lines = out.split('\n');
    const marks = lines.findIndex((one) => /^ +\| +\^+$/.test(one) && one.split('^').length - 1 === 'set-haeder'.length);
    expect(lines[marks - 1]).toContain('\u241BX');
    expect(lines[marks - 1]?.slice(lines[marks]?.indexOf('^'), (lines[marks]?.lastIndexOf('^') ?? 0) + 1)).toBe('set-haeder');
  });

  it('nor a mistake in usage', async () => {
    expect((await recordedRun(['lint', `no${sequence}where`], { cwd: projectFolder({}) })).err).not.toContain('\u001b');
  });
});

describe('folders', () => {
  it('with links that lead back are read once', async () => {
    const cwd = projectFolder({ 'p/a.xml': document(''), 'p/q/b.xml': document('') });
    symlinkSync('..', join(cwd, 'p/q/up'));
    symlinkSync('nowhere', join(cwd, 'p/lost.xml'));
    const { out } = await recordedRun(['lint', '--isolated', '--format', 'json', 'p'], { cwd });
    expect((JSON.parse(out) as { files: number }).files).toBeLessThanOrEqual(4);
  });

  it('with spaces and other scripts in their names are named as they are', async () => {
    const cwd = projectFolder({ 'mes politiques/\u00e9t\u00e9 \u{1F511}/d\u00e9j\u00e0 vu.xml': '<polices/>' });
    const { out } = await recordedRun(['lint', '--isolated', 'mes politiques'], { cwd });
    expect(out).toContain('mes politiques/\u00e9t\u00e9 \u{1F511}/d\u00e9j\u00e0 vu.xml:1:2: error');
  });

  it('may lose a file while they are read', () => {
    const cwd = projectFolder({ 'p/a.xml': document(''), 'p/b.xml': document('') });
    const files = findFiles(['p'], cwd);
    rmSync(join(cwd, 'p/b.xml'));
    mkdirSync(join(cwd, 'p/b.xml'));
    const sources = new SourceFiles();
    expect(files.map((file) => sources.readIfThere(file)?.file)).toEqual(['p/a.xml', undefined]);
  });
});

describe('large documents', () => {
  it('of 5 MB are checked', async () => {
    const text = document(
      '<set-variable name="a" value="@(context.Request.Method)" /><set-header name="X-A"><value>@((string)context.Variables["a"])</value></set-header>\n'.repeat(
        35_000,
      ),
    );
    const { status } = await found(written(text));
    expect(status).toBeLessThanOrEqual(1);
  });

  it('with ten thousand findings show some of them, errors first, and count the rest', async () => {
    const cwd = written(document(`${'<xsl-transform />\n'.repeat(5_000)}${'<set-haeder />\n'.repeat(5_000)}`));
    const { out } = await recordedRun(['lint', '--isolated', 'x.xml'], { cwd });
    expect(out).toMatch(/and \d+ more, which --format json lists/);
    expect(out.match(/: error: /g)?.length).toBe(200);
    expect(out).toMatch(/1 file: \d{4} errors/);
  });

  it('on a single line show a part of it', async () => {
    const cwd = written(document(`${'<set-method>GET</set-method>'.repeat(50_000)}<set-haeder />`));
    const { out } = await recordedRun(['lint', '--isolated', 'x.xml'], { cwd });
    expect(out.length).toBeLessThan(10_000);
    const [, line = '', marks = ''] = out
      .split('\n')
      .filter((one) => one.includes('|'))
      .map((one) => one.slice(one.indexOf('|') + 2))
      .slice(-3);
    expect(`${line}${marks}`).toContain('^');
  });
});

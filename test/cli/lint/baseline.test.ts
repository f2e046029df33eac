import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const limit = '<azure-openai-emit-token-metric><dimension name="x" value="y" /></azure-openai-emit-token-metric>';
const error = '<set-header nam="X-A" />';
const document = (...lines: readonly string[]): string =>
  `<policies>\n<inbound>\n<base />\n${lines.map((line) => `${line}\n`).join('')}</inbound>\n<backend><base /></backend>\n<outbound><base /></outbound>\n<on-error><base /></on-error>\n</policies>\n`;

const lint = (cwd: string, ...words: readonly string[]) =>
  recordedRun(['lint', '--isolated', '--baseline', 'base.json', ...words], { cwd });

async function codes(cwd: string, ...words: readonly string[]) {
  const { status, out } = await lint(cwd, 'p', '--format', 'json', ...words);
  const { diagnostics, suppressed = [] } = JSON.parse(out) as {
    diagnostics: { code: string }[];
    suppressed?: { suppression: { kind: string } }[];
  };
  return { status, codes: diagnostics.map(({ code }) => code), listed: suppressed.length };
}

/** A folder with documents and the baseline of what is in them. */
async function folderWithBaseline(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = projectFolder(files);
  await lint(cwd, 'p', '--update-baseline');
  return cwd;
}

const baseline = (cwd: string) =>
  JSON.parse(readFileSync(join(cwd, 'base.json'), 'utf8')) as { findings: { file: string; code: string; count: number }[] };

describe('a baseline', () => {
  it('is written when there is none, sorted, one entry a line', async () => {
    const cwd = projectFolder({ 'p/b.xml': document(limit, limit), 'p/a.xml': document(error, limit) });
    const { status, err } = await lint(cwd, 'p', '--update-baseline');
    expect([status, err]).toEqual([0, 'fedpass: 4 findings in the baseline `base.json`\n']);
    const text = readFileSync(join(cwd, 'base.json'), 'utf8');
    expect(text.replaceAll(/"line":"[0-9a-f]{16}"/g, '"line":"…"')).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "findings": [
          {"file":"p/a.xml","code":"attribute/unknown","line":"…","count":1},
          {"file":"p/a.xml","code":"unsupported/policy","line":"…","count":1},
          {"file":"p/b.xml","code":"unsupported/policy","line":"…","count":2}
        ]
      }
      "
    `);
    await lint(cwd, 'p', '--update-baseline');
    expect(readFileSync(join(cwd, 'base.json'), 'utf8')).toBe(text);
  });

  it('keeps what it lists from failing, errors too, wherever it moves', async () => {
    const cwd = await folderWithBaseline({ 'p/a.xml': document(error, limit) });
    expect(await codes(cwd)).toEqual({ status: 0, codes: [], listed: 2 });
    writeFileSync(join(cwd, 'p/a.xml'), document(`    ${limit.replace(' ', '  ')}`, '', error));
    expect(await codes(cwd)).toEqual({ status: 0, codes: [], listed: 2 });
  });

  it('fails what it does not list: another line, another code, one more of the same, another file', async () => {
    const cwd = await folderWithBaseline({ 'p/a.xml': document(limit) });
    const found = async (files: Readonly<Record<string, string>>) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
      return codes(cwd);
    };
    const one = { status: 1, codes: ['unsupported/policy'], listed: 1 };
    expect(await found({ 'p/a.xml': document(limit, limit.replace('"y"', '"z"')) })).toEqual(one);
    expect(await found({ 'p/a.xml': document(limit, limit) })).toEqual(one);
    expect(await found({ 'p/a.xml': document(limit), 'p/b.xml': document(limit) })).toEqual(one);
    expect(await codes(cwd, '--max-warnings', '1')).toMatchObject({ status: 0 });
  });

  it('reports what is no longer found, until it is taken off', async () => {
    const cwd = await folderWithBaseline({ 'p/a.xml': document(limit, limit), 'p/b.xml': document(limit) });
    writeFileSync(join(cwd, 'p/a.xml'), document(limit));
    rmSync(join(cwd, 'p/b.xml'));
    expect(await codes(cwd)).toEqual({ status: 1, codes: ['baseline/gone', 'baseline/gone'], listed: 1 });
    expect(await codes(cwd, '--update-baseline')).toEqual({ status: 0, codes: [], listed: 1 });
    expect(baseline(cwd).findings).toMatchObject([{ file: 'p/a.xml', count: 1 }]);
  });

  it('only ever shrinks', async () => {
    const cwd = await folderWithBaseline({ 'p/a.xml': document(limit) });
    writeFileSync(join(cwd, 'p/a.xml'), document(limit, error));
    expect(await codes(cwd, '--update-baseline')).toMatchObject({ status: 1, listed: 1 });
    expect(baseline(cwd).findings).toMatchObject([{ code: 'unsupported/policy', count: 1 }]);
  });

  it('is left alone where a run did not look', async () => {
    const cwd = await folderWithBaseline({ 'p/a.xml': document(limit), 'p/b.xml': document(limit) });
    const before = readFileSync(join(cwd, 'base.json'), 'utf8');
    expect(await lint(cwd, 'p/a.xml', '--update-baseline')).toMatchObject({ status: 0 });
    expect(readFileSync(join(cwd, 'base.json'), 'utf8')).toBe(before);
  });

  it('holds from any working folder', async () => {
    const cwd = await folderWithBaseline({ 'p/a.xml': document(limit) });
    expect(await recordedRun(['lint', '--isolated', '--baseline', '../base.json', 'a.xml'], { cwd: join(cwd, 'p') })).toMatchObject({
      status: 0,
    });
  });

  it('lists no infos, and a comment comes before it', async () => {
    const cwd = projectFolder({
      'l.yaml': 'lint: { rules: { unsupported: info } }\n',
      'p/a.xml': document(limit),
      'q/a.xml': document(`<!-- fedpass-disable-next-line unsupported/policy: ok -->\n${limit}`),
    });
    await lint(cwd, 'p', '--config', 'l.yaml', '--update-baseline');
    expect(baseline(cwd).findings).toEqual([]);
    rmSync(join(cwd, 'base.json'));
    await lint(cwd, 'q', '--update-baseline');
    expect(baseline(cwd).findings).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['no JSON', '<<<<<<< HEAD', 'is no JSON'],
    ['another shape', '{"version":1,"findings":[{"file":1}]}', 'is no baseline'],
    ['another version', '{"version":2,"findings":[]}', 'is a baseline of another version'],
  ])('that is %s is refused', async (_what, text, sentence) => {
    const { status, err } = await lint(projectFolder({ 'p/a.xml': document(), 'base.json': text }), 'p');
    expect([status, err]).toEqual([2, expect.stringContaining(`\`base.json\` ${sentence}`)]);
  });

  it('that is not there is said, and so is an update of none', async () => {
    const cwd = projectFolder({ 'p/a.xml': document(limit) });
    expect(await lint(cwd, 'p')).toMatchObject({ status: 1, err: expect.stringContaining('there is no baseline `base.json` yet') });
    expect(await recordedRun(['lint', '--update-baseline'], { cwd })).toMatchObject({ status: 2 });
  });
});

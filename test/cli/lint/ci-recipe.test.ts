import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const page = readFileSync(new URL('../../../docs/ci.md', import.meta.url), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);
const [document = ''] = blocks('xml');
const [section = ''] = blocks('yaml').filter((text) => text.startsWith('lint:'));

/** Every call of the program on the page, in order, without its comment. */
const commands = [...page.matchAll(/^.*?\bnpx fedpass (lint\b[^#\n]*)/gm)].map(([, words = '']) => words.trim());

/** A project like the page's: its document, its section of the configuration. */
const project = () =>
  projectFolder({
    'fedpass.yaml': `subgraphs: { crm: { url: "http://localhost:1/graphql" } }\n${section}`,
    'policies/subgraphs/crm.xml': document,
  });

/** Runs a command as a shell does, as far as the page needs one: words, and `> file`. */
async function shell(command: string, cwd: string): Promise<number> {
  const [call = '', target] = command.replace(/\s*\|\| true$/, '').split(/\s*>\s*/);
  const { status, out } = await recordedRun(call.split(/\s+/), { cwd });
  if (target !== undefined) writeFileSync(join(cwd, target), out);
  return status;
}

describe('docs/ci.md', () => {
  it('has commands of every kind', () => {
    expect(commands.length).toBeGreaterThanOrEqual(10);
    for (const option of ['--format sarif', '--format github', '--format junit', '--baseline', '--fix', '--isolated'])
      expect(commands.some((command) => command.includes(option))).toBe(true);
  });

  it.each(commands)('this command works in a project that is fine: fedpass %s', async (command) => {
    const cwd = project();
    if (command.includes('--baseline') && !command.includes('--update')) await shell(`${command} --update-baseline`, cwd);
    expect(await shell(command, cwd)).toBe(0);
    if (existsSync(join(cwd, 'fedpass.sarif')))
      expect(JSON.parse(readFileSync(join(cwd, 'fedpass.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    if (existsSync(join(cwd, 'fedpass.xml'))) expect(XMLValidator.validate(readFileSync(join(cwd, 'fedpass.xml'), 'utf8'))).toBe(true);
  });

  it.each(commands.filter((command) => !command.includes('--update') && !command.includes('--baseline')))(
    'and fails in one that is not: fedpass %s',
    async (command) => {
      const cwd = project();
      writeFileSync(join(cwd, 'policies/subgraphs/crm.xml'), '<polices />\n');
      expect(await shell(command, cwd)).toBe(1);
    },
  );

  it.each(blocks('yaml'))('this is YAML:\n%s', (text) => expect(parse(text)).toBeTypeOf('object'));

  it('suppresses in its example what it says', async () => {
    const { out } = await recordedRun(['lint'], { cwd: project() });
    expect(out).toBe('clean: 1 file, nothing found (1 suppressed)\n');
  });
});

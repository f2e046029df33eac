import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../support/project-folder.ts';
import { recordedRun } from '../recorded-run.ts';

const document = (inbound: string): string =>
  `<policies>\n<inbound>\n<base />\n${inbound}\n</inbound>\n<backend><base /></backend>\n<outbound><base /></outbound>\n<on-error><base /></on-error>\n</policies>\n`;
const read = '<set-header name="X-A"><value>@((string)context.Variables["team"])</value></set-header>';
const config = 'subgraphs: { crm: { url: "http://localhost:1/graphql" } }\n';

interface Found {
  readonly code: string;
  readonly docs?: string;
}

async function found(files: Readonly<Record<string, string>>): Promise<readonly Found[]> {
  const { out } = await recordedRun(['lint', '--format', 'json'], { cwd: projectFolder({ 'fedpass.yaml': config, ...files }) });
  return (JSON.parse(out) as { diagnostics: readonly Found[] }).diagnostics.filter(({ code }) => code === 'variable/used-before-set');
}

it('rules run, and their findings name a page that is there', async () => {
  const [finding] = await found({ 'policies/subgraphs/crm.xml': document(read) });
  expect(finding?.docs).toBe('docs/rules/variable-used-before-set.md');
  expect(readFileSync(new URL(`../../../${finding?.docs}`, import.meta.url), 'utf8')).toContain('variable/used-before-set');
});

it.each<[string, Readonly<Record<string, string>>]>([
  [
    'a fragment that is included',
    {
      'policies/subgraphs/crm.xml': document(`<include-fragment fragment-id="team" />\n${read}`),
      'policies/fragments/team.xml': '<fragment><set-variable name="team" value="a" /></fragment>',
    },
  ],
  [
    'the base',
    { 'policies/subgraphs/crm.xml': document(read), 'policies/subgraphs.xml': document('<set-variable name="team" value="a" />') },
  ],
  [
    'the global document',
    { 'policies/subgraphs/crm.xml': document(read), 'policies/global.xml': document('<set-variable name="team" value="a" />') },
  ],
])('rules see what stands in %s', async (_what, files) => expect(await found(files)).toEqual([]));

it('a secret that a rule finds is shown in no format, no difference and no baseline', async () => {
  const secret = `Bearer ${['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJjYW5hcnkifQ', 'canarycanarycanarycanary'].join('.')}`;
  const text = document(
    `<!-- fedpass-disable-next-line unsupported/policy: gone -->\n<set-header name="Authorization"><value>${secret}</value></set-header>`,
  );
  const cwd = projectFolder({ 'a.xml': text });
  for (const words of [
    ['--format', 'pretty'],
    ['--format', 'junit'],
    ['--format', 'sarif'],
    ['--format', 'github'],
    ['--dry-run'],
    ['--baseline', 'b.json', '--update-baseline'],
  ]) {
    const { out, err } = await recordedRun(['lint', '--isolated', 'a.xml', ...words], { cwd });
    expect(`${out}${err}`, words.join(' ')).not.toContain('canary');
  }
  expect(readFileSync(join(cwd, 'b.json'), 'utf8')).toContain('security/secret-literal');
});

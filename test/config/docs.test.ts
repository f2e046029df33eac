import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { referencePage } from '../../src/config/reference-page.ts';
import { brief, read } from './reading.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');

/** An environment in which every variable that a text names is set. */
const envOf = (text: string, value: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/\$\{env\.(\w+)\}/g)].map(([, name = '']) => [name, name === 'PORT' ? '4000' : value]));

const everyFile = { stamp: () => '1', read: () => 'a secret' };

describe('docs/configuration.md and docs/fedpass.schema.json', () => {
  it('are current (else: npm run build && node scripts/generate-config-docs.mjs)', () => {
    expect(page).toBe(referencePage());
    expect(JSON.parse(readFileSync(join(root, 'docs/fedpass.schema.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
  });

  const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

  it('hold an example of every section', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(2 + Object.keys(jsonSchema()['properties'] as object).length);
  });

  it.each(blocks)('this example is clean:\n%s', (text) => {
    const whole = /^subgraphs:/m.test(text) ? text : `${text}subgraphs: { crm: { url: "https://crm.example.com/graphql" } }\n`;
    const { config, findings } = read(whole, { env: envOf(whole, 'secret'), files: everyFile });
    expect(findings.map(brief)).toEqual([]);
    expect(config).toBeDefined();
  });

  it('have a meaning for every key', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `') && line.split(' | ').length === 5);
    expect(rows.filter((line) => (line.split(' | ')[3] ?? '').trim() === '')).toEqual([]);
  });
});

const example = join(root, 'fedpass.yaml');

describe.skipIf(!existsSync(example))('the example project', () => {
  it('has a clean configuration', () => {
    const text = readFileSync(example, 'utf8');
    const { findings } = read(text, { env: envOf(text, 'https://example.com'), files: everyFile });
    expect(findings.map(brief)).toEqual([]);
  });

  it('can be linted without any variable set', () => {
    expect(read(readFileSync(example, 'utf8'), { secrets: 'skip' }).findings.map(brief)).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/credentials/providers/catalogue.ts';
import { providersPage } from '../../../src/credentials/providers/reference-page.ts';

const page = readFileSync(new URL('../../../docs/providers.md', import.meta.url), 'utf8');

test('docs/providers.md is current (else: npm run build && node scripts/generate-config-docs.mjs)', () => {
  expect(page).toBe(providersPage());
});

test.each([...catalogue.values()])('it says what $id takes', ({ id, parameters }) => {
  const [, section = ''] = page.split(`\n## \`${id}\`: `);
  const rows = section.split('\n## ')[0]?.split('\n') ?? [];
  for (const { name, docs } of parameters) expect(rows.some((row) => row.startsWith(`| \`${name}\` |`) && row.includes(docs))).toBe(true);
});

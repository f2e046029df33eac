import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Names of metrics as the sources write them. */
const written = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(`${root}src/${file}`, 'utf8').matchAll(/'(fedpass_[a-z_]+)'/g)].map(([, name = '']) => name));

it('lists every metric in docs/observing.md, and no other', () => {
  const page = readFileSync(`${root}docs/observing.md`, 'utf8');
  const documented = [...page.matchAll(/fedpass_[a-z_]+/g)].map(([name]) => name.replace(/_(?:count|sum|bucket)$/, ''));
  expect([...new Set(documented)].sort()).toEqual([...new Set(written)].sort());
});

// Writes docs/policies.md and docs/policies: the reference of all policies. Run it after a build.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { catalogue } = await import(join(root, 'dist/policies/catalogue.js'));
const { referencePages } = await import(join(root, 'dist/policies/reference/reference-page.js'));

const docs = join(root, 'docs');
mkdirSync(join(docs, 'policies'), { recursive: true });
const pages = referencePages(catalogue);
for (const file of readdirSync(join(docs, 'policies'))) if (!pages.has(`policies/${file}`)) rmSync(join(docs, 'policies', file));
for (const [file, text] of pages) writeFileSync(join(docs, file), text);

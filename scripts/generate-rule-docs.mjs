// Writes docs/rules: a page for each lint rule, and the list of them. Run it after a build.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { rules } = await import(join(root, 'dist/compiler/2-check/lint/catalogue.js'));
const { ruleName } = await import(join(root, 'dist/compiler/2-check/lint/define.js'));
const { indexPage, rulePage } = await import(join(root, 'dist/compiler/2-check/lint/reference-page.js'));

const folder = join(root, 'docs/rules');
mkdirSync(folder, { recursive: true });
const pages = new Map([['README.md', indexPage(rules)], ...rules.map((rule) => [`${ruleName(rule)}.md`, rulePage(rule)])]);
for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(join(folder, file));
for (const [file, text] of pages) writeFileSync(join(folder, file), text);

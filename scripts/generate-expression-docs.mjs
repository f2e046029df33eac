// Writes docs/expressions.md and docs/expressions/: the language, every type and member that an expression may use, and what is refused by
// name. Run it after a build.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { expressionPages } = await import(join(root, 'dist/compiler/2-check/reference/pages.js'));
const { catalogue } = await import(join(root, 'dist/runtime/dotnet/catalogue.js'));

const docs = join(root, 'docs');
const pages = expressionPages(catalogue);
mkdirSync(join(docs, 'expressions'), { recursive: true });
for (const file of readdirSync(join(docs, 'expressions'))) if (!pages.has(`expressions/${file}`)) rmSync(join(docs, 'expressions', file));
for (const [file, text] of pages) writeFileSync(join(docs, file), text);

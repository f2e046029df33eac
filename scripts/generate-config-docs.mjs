// Writes docs/configuration.md and docs/fedpass.schema.json from the schema of the configuration, and docs/providers.md from the identity
// providers. Run it after a build.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { jsonSchema } = await import(join(root, 'dist/config/json-schema.js'));
const { referencePage } = await import(join(root, 'dist/config/reference-page.js'));
const { providersPage } = await import(join(root, 'dist/credentials/providers/reference-page.js'));

const schemaFile = join(root, 'docs/fedpass.schema.json');
writeFileSync(schemaFile, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
writeFileSync(join(root, 'docs/configuration.md'), referencePage());
writeFileSync(join(root, 'docs/providers.md'), providersPage());

const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
const formatted = spawnSync(process.execPath, [biome, 'format', '--write', schemaFile], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
process.exitCode = formatted.status ?? 1;

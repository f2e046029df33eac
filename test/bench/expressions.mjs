// What compiled expressions cost beside hand-written TypeScript, what the library costs beside plain JavaScript, and what compiling costs.
//   --rounds N (31)  --only expressions|library|compile
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const [source, built] = [join(root, 'src'), join(root, 'dist')];
if (!existsSync(join(built, 'cli', 'main.js'))) throw new Error('nothing is built yet: run `npm run build` first');

/** What the bench imports of `src/` is the built module, the same that compiled expressions import. */
const fromBuilt = {
  name: 'from-built',
  enforce: 'pre',
  resolveId(wanted, importer) {
    if (importer === undefined || !wanted.startsWith('.')) return undefined;
    const path = resolve(dirname(importer), wanted);
    if (!path.startsWith(`${source}/`)) return undefined;
    return { id: pathToFileURL(join(built, relative(source, path).replace(/\.ts$/, '.js'))).href, external: true };
  },
};

const folder = mkdtempSync(join(tmpdir(), 'fedpass-bench-'));
try {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    root,
    plugins: [fromBuilt],
    build: { ssr: join(here, 'expressions', 'main.ts'), write: false, minify: false, target: 'node20' },
  });
  const [bundle] = [output].flat();
  const file = join(folder, 'main.mjs');
  writeFileSync(file, bundle.output[0].code);
  const { main } = await import(pathToFileURL(file).href);
  await main(process.argv.slice(2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

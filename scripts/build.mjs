// Builds dist/ from src/. Runs from `npm ci` through the prepare script, so it needs nothing but what npm installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const compiler = join(root, 'node_modules', 'typescript');
if (!existsSync(compiler)) {
  console.error('fedpass: typescript is not installed, so dist/ was not built; run `npm ci` with dev dependencies');
  process.exit(0);
}

// npm runs prepare again at the first `npx fedpass`: nothing is built twice then, and a program that runs keeps its files.
const stampFile = join(dist, '.built-from');
const stamp = stampOf([
  'src',
  'scripts/build.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'node_modules/typescript/package.json',
  'node_modules/rolldown/package.json',
]);
if (isCurrent()) {
  link();
  process.exit(0);
}

// Built aside and moved into place, so that dist/ is whole all the time.
const aside = join(root, '.dist-new');
rmSync(aside, { recursive: true, force: true });
const tsc = spawnSync(process.execPath, [join(compiler, 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--outDir', aside], {
  cwd: root,
  stdio: 'inherit',
});
if (tsc.status !== 0) {
  rmSync(aside, { recursive: true, force: true });
  process.exit(tsc.status ?? 1);
}
await joinModules('cli/lint/check-document.js');
chmodSync(join(aside, 'cli', 'main.js'), 0o755);
writeFileSync(join(aside, '.built-from'), stamp);
rmSync(dist, { recursive: true, force: true });
renameSync(aside, dist);
link();

/**
 * Makes one file of a module and all that it imports: loading six hundred modules one by one takes most of the time of a short run. Only for what
 * shares no classes with other modules: it has copies of its own.
 */
async function joinModules(module) {
  const { rolldown } = await import('rolldown');
  const path = join(aside, module);
  const bundle = await rolldown({ input: path, platform: 'node', external: /^[^./]/ });
  const { output } = await bundle.generate({ format: 'esm' });
  if (output.length !== 1) throw new Error(`${module} became ${output.length} files`);
  writeFileSync(path, output[0].code);
  rmSync(`${path}.map`, { force: true });
}

/** Whether dist/ was built from these very files, and nobody else wrote into it since. */
function isCurrent() {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) return false;
  const { mtimeMs } = statSync(stampFile);
  return filesIn('dist').every((file) => statSync(join(root, file)).mtimeMs <= mtimeMs);
}

/** A digest of files and folders, by name and content. */
function stampOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesIn)) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function filesIn(path) {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}

/** npm links the programs of dependencies, not a package's own; `npx fedpass` looks here before it goes anywhere else. */
function link() {
  const path = join(root, 'node_modules', '.bin', 'fedpass');
  if (process.platform === 'win32' || !existsSync(dirname(path))) return;
  rmSync(path, { force: true });
  symlinkSync(join('..', '..', 'dist', 'cli', 'main.js'), path);
}

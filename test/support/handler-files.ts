import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settingsFiles } from '../../src/cli/compile/settings-files.ts';
import { print } from '../../src/compiler/3-emit/print.ts';
import { type CompiledDocument, moduleName } from '../../src/compiler/compile-project.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What `tsc` says of compiled documents, written as TypeScript: a line for each error. One run for all of them. */
export function typeErrors(documents: readonly CompiledDocument[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-tsc-'));
  try {
    for (const { document, module } of documents) {
      if (module === undefined) continue;
      const depth = '../'.repeat(document.name.split('/').length - 1);
      const specifier = (wanted: string): string =>
        wanted.startsWith(moduleName('')) ? `./${depth}${wanted.slice(moduleName('').length)}.js` : `fedpass/${wanted}`;
      const path = join(folder, `${document.name}.ts`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, print(module, document.source, 'ts', specifier, `${document.name}.ts`).text);
    }
    for (const { path, text } of settingsFiles(folder)) writeFileSync(path, libraryInDist(path, text));
    return tsc(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The settings lead to the program that wrote them; here that is `src`, where no declarations are. */
const libraryInDist = (path: string, text: string): string =>
  path.endsWith('tsconfig.json') ? text.replace(/"[^"]*\/\*"(?=\s*\])/, JSON.stringify(`${root}dist/*`)) : text;

function tsc(folder: string): readonly string[] {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], { stdio: 'pipe' });
    return [];
  } catch (error) {
    const { stdout } = error as { readonly stdout?: Buffer };
    if (stdout === undefined) throw error;
    return stdout
      .toString()
      .split('\n')
      .filter((line) => line.includes(': error '));
  }
}

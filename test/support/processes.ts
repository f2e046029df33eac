import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

/**
 * Runs a TypeScript program in several processes at once, one for each list of arguments, and gives what each of them printed. The
 * bundle lies inside the project, so that it finds the packages.
 */
export async function runProcesses(program: string, argumentLists: readonly (readonly string[])[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(resolve(import.meta.dirname, '../../node_modules'), '.fedpass-test-'));
  try {
    await build({
      configFile: false,
      logLevel: 'silent',
      build: { ssr: program, outDir: folder, minify: false, rollupOptions: { output: { entryFileNames: 'program.mjs' } } },
    });
    const run = promisify(execFile);
    const runs = argumentLists.map((args) => run(process.execPath, [join(folder, 'program.mjs'), ...args]));
    return (await Promise.all(runs)).map(({ stdout }) => stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

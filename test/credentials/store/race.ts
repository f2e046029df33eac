import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

const here = import.meta.dirname;

/** Runs `racer.ts` in several processes at once over one store, and returns the count they reached and the lease epochs they were given. */
export async function raceProcesses(
  location: string,
  size: { processes: number; increments: number },
): Promise<{ total: number; epochs: number[] }> {
  // Inside the project, so that the bundle finds the packages.
  const folder = mkdtempSync(join(resolve(here, '../../../node_modules'), '.fedpass-race-'));
  try {
    await build({
      configFile: false,
      logLevel: 'silent',
      build: { ssr: join(here, 'racer.ts'), outDir: folder, minify: false, rollupOptions: { output: { entryFileNames: 'racer.mjs' } } },
    });
    const run = promisify(execFile);
    const racers = Array.from({ length: size.processes }, (_, i) =>
      run(process.execPath, [join(folder, 'racer.mjs'), location, String(size.increments), `racer ${i}`]),
    );
    const answers = (await Promise.all(racers)).map(({ stdout }) => JSON.parse(stdout) as { total: number; epochs: number[] });
    return { total: Math.max(...answers.map((answer) => answer.total)), epochs: answers.flatMap((answer) => answer.epochs) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emitFunction } from '../../src/compiler/3-emit/csharp/emit.ts';
import type { Import } from '../../src/compiler/3-emit/pieces.ts';
import { read } from '../compiler/2-check/types/reading.ts';
import { typescriptOf } from '../compiler/3-emit/csharp/emitting.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every expression that compiles, as a function of one module; the others are other tests' concern. */
export function moduleOf(expressions: readonly string[], runtime: string): string {
  const imports = new Map<string, Import>();
  const constants = new Map<string, string>();
  const functions: string[] = [];
  for (const expression of expressions) {
    if (!/^@[({]/.test(expression)) continue;
    const { bound, findings } = read(expression, { result: 'object' });
    if (!bound.ok || findings.some((finding) => finding.severity === 'error')) continue;
    const emitted = emitFunction(bound, `f${functions.length}`);
    for (const one of emitted.imports) {
      const key = `${one.module}#${one.name}`;
      if (imports.get(key)?.typeOnly !== false && !(imports.has(key) && one.typeOnly === true)) imports.set(key, one);
    }
    for (const constant of emitted.constants) constants.set(constant.name, typescriptOf(constant.pieces));
    functions.push(`export ${typescriptOf(emitted.pieces)}`);
  }
  const heads = [...imports.values()].map(
    ({ module, name, as, typeOnly }) =>
      `import { ${typeOnly === true ? 'type ' : ''}${name}${as === undefined ? '' : ` as ${as}`} } from '${runtime}${module}.ts';`,
  );
  return [...heads, ...constants.values(), ...functions].join('\n');
}

/** What TypeScript says about a module, one line a finding. */
export function checkTypeScript(text: string): string[] {
  const parent = join(root, 'node_modules', '.cache');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'emitted-'));
  try {
    writeFileSync(join(folder, 'expressions.ts'), text);
    const options = { types: [], noUnusedLocals: false, noUnusedParameters: false };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions: options, include: ['expressions.ts'] }),
    );
    execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return [];
  } catch (error) {
    const { stdout } = error as { readonly stdout?: string };
    return (stdout ?? String(error)).split('\n').filter((line) => line.includes('expressions.ts'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

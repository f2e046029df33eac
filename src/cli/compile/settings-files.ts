import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Output } from './write-outputs.ts';

/** The files beside the handlers that make `tsc -p` and Node understand them. A package.json that is there already is left as it is. */
export function settingsFiles(out: string): readonly Output[] {
  const manifest = join(out, 'package.json');
  return existsSync(manifest) ? [tsconfig(out)] : [tsconfig(out), packageJson(manifest)];
}

/** A tsconfig under which `tsc -p` checks the handlers against this installation. */
function tsconfig(out: string): Output {
  const dist = fileURLToPath(new URL('../../', import.meta.url));
  const library = relative(out, dist).split(sep).join('/');
  const compilerOptions = {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    paths: { 'fedpass/*': [`${library.startsWith('.') ? library : `./${library}`}/*`] },
  };
  return { path: join(out, 'tsconfig.json'), text: json({ compilerOptions, include: ['**/*.ts'] }), replaces: leadsToUsAlone };
}

/** True for a tsconfig of an earlier run, which knows one path. */
function leadsToUsAlone(text: string): boolean {
  try {
    const { compilerOptions } = JSON.parse(text) as { readonly compilerOptions?: { readonly paths?: object } };
    return Object.keys(compilerOptions?.paths ?? {}).join() === 'fedpass/*';
  } catch {
    return false;
  }
}

/** Says that the handlers are ES modules, whatever a package.json further up says of its own files. */
const packageJson = (path: string): Output => ({ path, text: json({ type: 'module' }), replaces: () => false });

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

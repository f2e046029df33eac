import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { surface, type TypeSurface } from '../../../src/runtime/dotnet/define.ts';

const root = join(import.meta.dirname, '../../../src/runtime/dotnet');

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'catalogue.ts')
  .sort();

const hasSurface = (value: unknown): value is { readonly [surface]: TypeSurface } =>
  typeof value === 'object' && value !== null && surface in value;

/** Every type that the library declares, by file and name of its export. */
export async function allSurfaces(): Promise<Map<string, TypeSurface>> {
  const found = new Map<string, TypeSurface>();
  for (const file of files) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
    for (const [name, value] of Object.entries(module)) if (hasSurface(value)) found.set(`${file} ${name}`, value[surface]);
  }
  return found;
}

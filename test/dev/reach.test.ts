import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** The only files that may lead to the demo: its own command, and what makes the command's gateway. */
const doors = ['cli/commands/dev.ts'];

const files = (readdirSync(source, { recursive: true, encoding: 'utf8' }) as string[])
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file.endsWith('.ts'));

/** What a file imports for its value, statically or later. */
const targets = (file: string): readonly string[] =>
  [...readFileSync(join(source, file), 'utf8').matchAll(/(?<!import type [^;]*)(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    ([, specifier = '']) =>
      relative(source, resolve(source, dirname(file), specifier))
        .split(sep)
        .join('/'),
  );

test('nothing but the dev command leads to the demo', () => {
  const leading = files.filter((file) => !file.startsWith('dev/') && targets(file).some((target) => target.startsWith('dev/')));
  expect(leading).toEqual(doors);
});

/** Everything that a file leads to, at once or later, though not through the table of all commands. */
function reached(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || !files.includes(file)) return seen;
  seen.add(file);
  for (const target of targets(file)) reached(target, seen);
  return seen;
}

test('`start` leads to none of it: neither its provider, nor its keys, nor the consent that it gives by itself', () => {
  const fromStart = [...reached('cli/commands/start.ts')];
  expect(fromStart).toContain('credentials/manager.ts');
  expect(fromStart.filter((file) => file.startsWith('dev/') || file === 'cli/commands/dev.ts')).toEqual([]);
  const fromDev = reached('cli/commands/dev.ts');
  for (const file of ['dev/adversarial/provider.ts', 'dev/state.ts', 'dev/consent/walk-consent.ts']) expect(fromDev).toContain(file);
});

test('the dev command itself loads the demo only when it runs', () => {
  const text = readFileSync(join(source, 'cli/commands/dev.ts'), 'utf8');
  const loadedAtOnce = [...text.matchAll(/^import (?!type)[^;]*from '([^']+)'/gm)].map(([, specifier]) => specifier);
  expect(loadedAtOnce.filter((specifier) => specifier?.includes('/dev/'))).toEqual([]);
});

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

test('the dev command itself loads the demo only when it runs', () => {
  const text = readFileSync(join(source, 'cli/commands/dev.ts'), 'utf8');
  const loadedAtOnce = [...text.matchAll(/^import (?!type)[^;]*from '([^']+)'/gm)].map(([, specifier]) => specifier);
  expect(loadedAtOnce.filter((specifier) => specifier?.includes('/dev/'))).toEqual([]);
});

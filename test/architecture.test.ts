import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * The layer table of docs/architecture.md, as data. For each room: the rooms whose values it may import (types are free), and the
 * packages that it may import. `node:*` is allowed only where it says so.
 */
const rooms: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[]; readonly node: boolean }>> =
  {
    diagnostics: { rooms: [], packages: ['@babel/code-frame'], node: false },
    runtime: { rooms: [], packages: ['re2js'], node: false },
    policies: { rooms: ['runtime', 'diagnostics'], packages: ['graphql', 'jose', 'liquidjs'], node: false },
    credentials: { rooms: ['diagnostics', 'runtime/ports'], packages: ['@keyv/redis', 'jose', 'libsql', 'oauth4webapi'], node: true },
    config: { rooms: ['diagnostics', 'runtime/ports'], packages: ['yaml', 'zod'], node: true },
    compiler: {
      rooms: ['diagnostics', 'policies', 'runtime/dotnet', 'runtime/context', 'runtime/handler'],
      packages: ['@jridgewell/gen-mapping', 'fast-xml-parser'],
      node: false,
    },
    gateway: {
      rooms: ['runtime', 'diagnostics', 'credentials', 'config', 'telemetry'],
      packages: [
        '@apollo/composition',
        '@apollo/federation-internals',
        '@apollo/gateway',
        '@apollo/query-planner',
        '@apollo/server',
        '@keyv/redis',
        'ajv',
        'ajv-formats',
        'fastify',
        'graphql',
        'keyv',
        're2js',
        'undici',
      ],
      node: true,
    },
    management: {
      rooms: ['runtime', 'diagnostics', 'credentials', 'config', 'telemetry', 'gateway/1-accept/front'],
      packages: ['fastify', 'jose'],
      node: true,
    },
    telemetry: { rooms: ['runtime', 'diagnostics', 'credentials', 'config'], packages: ['pino'], node: true },
    cli: { rooms: ['*'], packages: ['*'], node: true },
    dev: { rooms: ['*'], packages: ['*'], node: true },
  };

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src');

interface ImportLine {
  readonly specifier: string;
  readonly typesOnly: boolean;
}

/** Imports of a file: static, re-exports, and dynamic ones. A list in braces in which every name is a type counts as types only. */
function importsOf(text: string): readonly ImportLine[] {
  const found: ImportLine[] = [];
  const withFrom = /^\s*(?:import|export)\s+(type\s+)?(\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+(?:\s*,\s*\{[^}]*\})?)\s+from\s+'([^']+)'/gm;
  for (const match of text.matchAll(withFrom)) {
    const names = /^\{([\s\S]*)\}$/.exec((match[2] ?? '').trim())?.[1];
    const list =
      names
        ?.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '') ?? [];
    const everyNameIsType = names !== undefined && list.length > 0 && list.every((name) => name.startsWith('type '));
    found.push({ specifier: match[3] ?? '', typesOnly: match[1] !== undefined || everyNameIsType });
  }
  for (const match of text.matchAll(/^\s*import\s+'([^']+)'/gm)) found.push({ specifier: match[1] ?? '', typesOnly: false });
  for (const match of text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)) found.push({ specifier: match[1] ?? '', typesOnly: false });
  return found;
}

const sourceFiles = (readdirSync(source, { recursive: true, encoding: 'utf8' }) as string[])
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'))
  .sort();

const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : 'root');

/** What is wrong with the imports of a file, in words. */
function faults(file: string, text: string): readonly string[] {
  const room = roomOf(file);
  if (room === 'root') return [];
  const rules = rooms[room];
  if (rules === undefined) return [`${room} is no room of the layer table`];
  return importsOf(text).flatMap(({ specifier, typesOnly }) => {
    if (specifier.startsWith('.')) {
      const target = relative(source, resolve(source, dirname(file), specifier))
        .split(sep)
        .join('/');
      const targetRoom = roomOf(target);
      if (typesOnly || targetRoom === room || rules.rooms.includes('*')) return [];
      const allowed = rules.rooms.some((one) => target === `${one}.ts` || target.startsWith(`${one}/`));
      return allowed ? [] : [`imports ${target}, which ${room} may not`];
    }
    const isNode = specifier.startsWith('node:') || builtinModules.includes(specifier);
    if (isNode) return rules.node ? [] : [`imports ${specifier}, and ${room} knows no platform`];
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    return typesOnly || rules.packages.includes('*') || rules.packages.includes(name)
      ? []
      : [`imports the package ${name}, which ${room} may not`];
  });
}

describe('the house', () => {
  it('has every room of the layer table, and no other', () => {
    const found = readdirSync(source, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
    expect(found).toEqual(Object.keys(rooms).sort());
  });

  it.each(sourceFiles)('%s keeps its layer', (file) => {
    expect(faults(file, readFileSync(join(source, file), 'utf8'))).toEqual([]);
  });

  it.each([
    ['runtime/x.ts', "import { readFileSync } from 'node:fs';"],
    ['runtime/x.ts', "import { Source } from '../diagnostics/source.ts';"],
    ['policies/a/x.ts', "import { compile } from '../../compiler/compile.ts';"],
    ['policies/a/x.ts', "import { openStore } from '../../credentials/store/store.ts';"],
    ['credentials/x.ts', "import run from '../policies/transformation/set-header.ts';"],
    ['gateway/x.ts', "import { compile } from '../compiler/compile.ts';"],
    ['gateway/x.ts', "import { type A, b } from '../policies/define.ts';"],
    ['compiler/x.ts', "import { serve } from '../gateway/serve.ts';"],
    ['compiler/x.ts', "const x = await import('../gateway/serve.ts');"],
    ['runtime/x.ts', "export { b } from '../policies/define.ts';"],
    ['config/x.ts', "import Fastify from 'fastify';"],
    ['attic/x.ts', ''],
  ])('a forbidden import is seen: %s %s', (file, text) => {
    expect(faults(file, text)).toHaveLength(1);
  });

  it.each([
    ['gateway/x.ts', "import type { Compiled } from '../compiler/compile.ts';"],
    ['credentials/x.ts', "import { Secret } from '../runtime/ports/credential-source.ts';"],
    ['policies/a/x.ts', "import { Body } from '../../runtime/context/body.ts';"],
    ['cli/x.ts', "import { serve } from '../gateway/serve.ts';"],
  ])('an allowed import is let through: %s %s', (file, text) => {
    expect(faults(file, text)).toEqual([]);
  });

  it('has no attics, no barrels and no mutable module state', () => {
    const attics = sourceFiles.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\.ts|\/)/.test(file));
    expect(attics).toEqual([]);
    const barrels = sourceFiles.filter((file) => file !== 'index.ts' && /(^|\/)index\.ts$/.test(file));
    expect(barrels).toEqual([]);
    const state = sourceFiles.flatMap((file) =>
      readFileSync(join(source, file), 'utf8')
        .split('\n')
        .filter((line) => /^(export )?let /.test(line))
        .map((line) => `${file}: ${line}`),
    );
    expect(state).toEqual([]);
  });

  it('never reaches the demo from what runs in production', () => {
    const offenders = sourceFiles
      .filter((file) => !file.startsWith('dev/') && file !== 'cli/commands/dev.ts' && !file.startsWith('cli/dev'))
      .filter((file) =>
        importsOf(readFileSync(join(source, file), 'utf8')).some(({ specifier, typesOnly }) => !typesOnly && /(^|\/)dev\//.test(specifier)),
      );
    expect(offenders).toEqual([]);
  });
});

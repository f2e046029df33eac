import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileExpressions, type Evaluable } from '../../../src/cli/eval/compile-expressions.ts';
import { readFixture } from '../../../src/cli/eval/fixture-file.ts';
import { evaluate } from '../../../src/cli/eval/outcome.ts';
import { createLibrary } from '../../../src/cli/library.ts';
import { absentOverloads } from '../../../src/compiler/2-check/reference/absent-overloads.ts';
import { constructs, newerConstructs } from '../../../src/compiler/2-check/reference/constructs.ts';
import { expressionPages } from '../../../src/compiler/2-check/reference/pages.ts';
import { absentMembers } from '../../../src/compiler/2-check/types/known-members.ts';
import { catalogue } from '../../../src/runtime/dotnet/catalogue.ts';

const docs = join(dirname(fileURLToPath(import.meta.url)), '../../../docs');

describe('docs/expressions.md and docs/expressions/', () => {
  const pages = expressionPages(catalogue);

  it('are current (else: npm run build && node scripts/generate-expression-docs.mjs)', () => {
    expect(readdirSync(join(docs, 'expressions')).sort()).toEqual(
      [...pages.keys()]
        .slice(1)
        .map((file) => file.slice('expressions/'.length))
        .sort(),
    );
    for (const [file, text] of pages) expect(readFileSync(join(docs, file), 'utf8'), file).toBe(text);
  });

  it('have every link lead somewhere', () => {
    for (const [, file = '', heading = ''] of (pages.get('expressions.md') ?? '').matchAll(/\]\((expressions\/[^)#]+)(?:#([^)]+))?\)/g)) {
      expect(existsSync(join(docs, file)), file).toBe(true);
      const anchors = (pages.get(file) ?? '').match(/^## .+$/gm)?.map((line) =>
        line
          .slice(3)
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
      if (heading !== '') expect(anchors, file).toContain(heading);
    }
  });
});

describe('what is listed as absent', () => {
  const library = createLibrary();

  it.each([...library.definitions].map((definition) => definition.fullName))('is absent of %s', (fullName) => {
    const { members } = library.definition(fullName) ?? expect.fail();
    expect(absentMembers(fullName).filter((name) => members.methods.has(name) || members.values.has(name))).toEqual([]);
  });

  it('is of types that there are', () => {
    expect(library.definition('System.Array')).toBeDefined();
    expect(absentMembers('System.Array')).toContain('SyncRoot');
    expect(absentOverloads('System.Guid').length).toBeGreaterThan(0);
  });
});

describe('the language', () => {
  const all = [...constructs, ...newerConstructs];
  let compiled: readonly Evaluable[] = [];

  beforeAll(async () => {
    compiled = await compileExpressions(
      all.map(({ example }) => example),
      createLibrary(),
    );
  });

  it.each(all.map((each, index) => [each.construct, each, index] as const))('%s', (_construct, { example, answer }, index) => {
    const evaluable = compiled[index] ?? expect.fail('not compiled');
    if ('refused' in answer) {
      expect(evaluable.kind, example).toBe('refused');
      expect(evaluable.findings.map(({ code }) => code)).toContain(answer.refused);
      return;
    }
    expect(evaluate(evaluable, () => readFixture(undefined).context(0))).toMatchObject({ string: answer.gives });
  });
});

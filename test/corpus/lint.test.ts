import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import { xmlFiles } from '../../src/cli/project/read-documents.ts';
import type { ProjectFacts } from '../../src/compiler/2-check/project.ts';
import { check } from '../../src/compiler/compile.ts';
import { Source } from '../../src/diagnostics/source.ts';

/** Published policies, when they are there: other people's text, so it is read where it is and never copied. */
const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

describe.skipIf(!existsSync(corpus))('published policies', () => {
  const facts: ProjectFacts = { library: createLibrary(), fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' };
  const results = existsSync(corpus)
    ? xmlFiles(corpus).map((path) => {
        const source = new Source(relative(corpus, path), readFileSync(path, 'utf8'));
        return { source, findings: check(source, undefined, facts, { unsupported: 'warning' }).findings };
      })
    : [];

  it('are all read, in both dialects, without an internal error', () => {
    expect(results.length).toBe(466);
    for (const { source, findings } of results)
      for (const { span } of findings) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(source.text.length);
        expect(span.start).toBeLessThanOrEqual(span.end);
      }
  });

  it('have no error where they use get-authorization-context', () => {
    const users = results.filter(({ source }) => source.text.includes('<get-authorization-context'));
    expect(users.length).toBeGreaterThan(10);
    const errors = users.flatMap(({ source, findings }) =>
      findings.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${source.file}: ${code}: ${message}`),
    );
    expect(errors).toEqual([]);
  });

  it('have errors only where real C# or XML does, but for a known few', () => {
    const expected = JSON.parse(readFileSync(join(corpus, 'EXPECTED.json'), 'utf8')) as { file: string; verdict: string }[];
    const verdicts = new Map(expected.map(({ file, verdict }) => [file, verdict]));
    const wrong = results.flatMap(({ source, findings }) => {
      const failed = findings.some(({ severity }) => severity === 'error');
      const verdict = verdicts.get(source.file) ?? 'clean';
      return verdict === 'either' || failed === (verdict === 'error')
        ? []
        : [`${source.file}: ${failed ? findings.find(({ severity }) => severity === 'error')?.message : 'no error'}`];
    });
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(7);
  });
});

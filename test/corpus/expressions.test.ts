import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileExpressions, type Evaluable } from '../../src/cli/eval/compile-expressions.ts';
import type { Fixture } from '../../src/cli/eval/fixture.ts';
import { fixtureContext } from '../../src/cli/eval/fixture-context.ts';
import { evaluate, type Outcome } from '../../src/cli/eval/outcome.ts';
import { createLibrary } from '../../src/cli/library.ts';

/** Expressions of published policies, when they are there: other people's text, so it is read where it is and never copied. */
const shared = fileURLToPath(new URL('../../../shared', import.meta.url));
const corpus = join(shared, 'corpus', 'expressions.jsonl');
const refused = join(shared, 'conformance', 'published-refused.jsonl');
const isThere = existsSync(corpus) && existsSync(refused);

const linesOf = (path: string): Readonly<Record<string, unknown>>[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

/** Contexts that differ in what they have: a body, variables of every type, a response. */
const fixtures = ['post-json', 'variables', 'response-json-object'].map(
  (name) => JSON.parse(readFileSync(new URL(`../conformance/fixtures/${name}.json`, import.meta.url), 'utf8')) as Fixture,
);

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Expressions that the reference refuses and that are taken here, by fingerprint. */
const taken: ReadonlyMap<string, string> = new Map([
  ['eed6875da3b3', 'compares Url.Port with a number; its type is documented nowhere, and here such a comparison works'],
  ['5b6dd9059498', 'uses RSACng, which the reference set-up lacked'],
]);

/** Expressions refused with another code: with a syntax error, the compiler stops before it asks what the rest means. */
const otherCode: ReadonlyMap<string, string> = new Map([
  ['5aab640eb762', 'two texts stand side by side'],
  ['f3aac929f363', 'two texts stand side by side'],
  ['ddf62f2373f8', 'two texts stand side by side'],
  ['06a03e034a58', 'two texts stand side by side'],
  ['dd9df4e66b11', 'two texts stand side by side'],
  ['ca8456b8ddaf', 'a placeholder in braces stands in code'],
]);

describe.skipIf(!isThere)('the expressions of published policies', () => {
  const codes = isThere ? new Map(linesOf(refused).map((line) => [String(line['expr']), String(line['compileError'])])) : new Map();
  const texts = isThere ? [...new Set(linesOf(corpus).map((line) => String(line['expr'])))] : [];
  const outcomes = new Map<string, readonly Outcome[]>();
  const now = Date.UTC(2024, 2, 15);

  beforeAll(async () => {
    const compiled = await compileExpressions(texts, createLibrary());
    for (const [i, text] of texts.entries()) {
      const evaluable = compiled[i] as Evaluable;
      outcomes.set(
        text,
        fixtures.map((fixture) => evaluate(evaluable, () => fixtureContext(fixture, now))),
      );
    }
  }, 240_000);

  const refusedHere = (text: string): string | undefined => {
    const [first] = outcomes.get(text) ?? [];
    return first !== undefined && 'compileError' in first ? first.compileError : undefined;
  };

  it('are many', () => {
    expect(texts.length).toBeGreaterThan(1000);
  });

  it('run on three contexts without an internal error or a gap in the library', () => {
    const gaps = texts.flatMap((text) =>
      (outcomes.get(text) ?? []).flatMap((outcome) => ('unsupported' in outcome ? [`${outcome.unsupported}: ${text}`] : [])),
    );
    expect(gaps).toEqual([]);
  });

  it('compile where real C# compiles them', () => {
    expect(texts.filter((text) => !codes.has(text) && refusedHere(text) !== undefined)).toEqual([]);
  });

  it('are refused with the C# code where real C# refuses them', () => {
    const wrong = [...codes].filter(([text, code]) => {
      const mark = fingerprint(text);
      if (taken.has(mark)) return refusedHere(text) !== undefined;
      return otherCode.has(mark) ? refusedHere(text) === undefined : refusedHere(text) !== code;
    });
    expect(wrong.map(([text, code]) => `${fingerprint(text)} ${code}, here ${refusedHere(text)}: ${text}`)).toEqual([]);
    expect(taken.size + otherCode.size).toBeLessThanOrEqual(10);
  });
});

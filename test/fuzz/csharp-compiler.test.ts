import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { emitFunction } from '../../src/compiler/3-emit/csharp/emit.ts';
import { read } from '../compiler/2-check/types/reading.ts';
import { javascriptOf } from '../compiler/3-emit/csharp/emitting.ts';

/** How many texts are tried; more on demand, as `FUZZ_RUNS=100000 npx vitest run test/fuzz`. */
const runs = Math.min(Number(process.env['FUZZ_RUNS'] ?? 3_000), 1_000_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_120);

const expressions = readFileSync(new URL('../conformance/expressions.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { readonly expr: string }).expr)
  .filter((text) => /^@[({]/.test(text));

const tokensOf = (text: string): string[] => text.match(/[A-Za-z_]\w*|\d[\w.]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|\s+|./gs) ?? [];

/** A generator of numbers that is the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Expressions with some tokens dropped, doubled, or taken from another one: most are wrong, some are still C#. */
function* broken(count: number, seed: number): Iterable<string> {
  const next = numbers(seed);
  const any = (): string[] => tokensOf((expressions[next(expressions.length)] ?? '').slice(2, -1));
  for (let i = 0; i < count; i++) {
    const base = expressions[next(expressions.length)] ?? '@(1)';
    const tokens = tokensOf(base.slice(2, -1));
    for (let change = next(4); change >= 0; change--) {
      const at = next(tokens.length + 1);
      const other = any();
      const from = next(other.length);
      tokens.splice(at, next(3), ...other.slice(from, from + next(6)));
    }
    yield `${base.slice(0, 2)}${tokens.join('')}${base.slice(-1)}`;
  }
}

describe('whatever is written', () => {
  it(
    'is bound or refused without a crash, and what is emitted is JavaScript',
    () => {
      let emitted = 0;
      for (const text of broken(runs, seed)) {
        const { bound, findings } = read(text);
        if (!bound.ok || findings.some((finding) => finding.severity === 'error')) continue;
        emitted++;
        const { pieces, constants } = emitFunction(bound, 'f');
        const javascript = `${constants.map((constant) => javascriptOf(constant.pieces)).join('\n')}\n${javascriptOf(pieces)}`;
        expect(() => new Script(`'use strict';\n${javascript}`), text).not.toThrow();
      }
      expect(emitted).toBeGreaterThan(20);
    },
    Math.max(120_000, runs * 20),
  );
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkTypeScript, moduleOf } from '../../../support/strict-typescript.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const published = join(root, '..', 'shared', 'corpus', 'expressions.jsonl');

interface Line {
  readonly expr: string;
}

const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as Line).expr);

describe('emitted TypeScript passes strict checks', () => {
  const own = join(root, 'test', 'conformance', 'expressions.jsonl');

  it('for every conformance case', () => {
    expect(checkTypeScript(moduleOf(linesOf(own), '../../../src/'))).toEqual([]);
  }, 120_000);

  it.skipIf(!existsSync(published))(
    'for every published expression',
    () => {
      expect(checkTypeScript(moduleOf(linesOf(published), '../../../src/'))).toEqual([]);
    },
    120_000,
  );
});

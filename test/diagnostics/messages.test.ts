import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fill } from '../../src/diagnostics/message.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

interface Declared {
  readonly code: string;
  readonly severity: string;
  readonly text: string;
  readonly file: string;
}

/** Every declared message of the program, from the sources: a message that no list holds cannot hide from these rules. */
const declared: readonly Declared[] = (readdirSync(source, { recursive: true, encoding: 'utf8' }) as string[])
  .filter((file) => file.endsWith('.ts') && file !== 'diagnostics/message.ts')
  .flatMap((file) => {
    const text = readFileSync(join(source, file), 'utf8');
    return [
      ...text.matchAll(
        /\bmessage\(\s*'([^']+)',\s*'(error|warning|info)',\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g,
      ),
    ].map(([, code = '', severity = '', single, double, template]) => ({ code, severity, text: single ?? double ?? template ?? '', file }));
  });

describe('messages', () => {
  it('are many, so that the search below is known to work', () => {
    expect(declared.length).toBeGreaterThan(150);
  });

  it('have codes that are unique', () => {
    const seen = new Map<string, string[]>();
    for (const { code, file } of declared) seen.set(code, [...(seen.get(code) ?? []), file]);
    expect([...seen].filter(([, files]) => files.length > 1)).toEqual([]);
  });

  it.each(declared.map((one) => [one.code, one] as const))('%s is well formed', (_code, { code, text }) => {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(text).not.toMatch(/[.!]$/);
    expect(text).not.toMatch(/\n/);
    // A text begins in lower case, or with something that is quoted or named as it is.
    expect(text).toMatch(/^[a-z`<{"'0-9]|^[A-Z]+[A-Z0-9#]|^C#|^Liquid|^Fedpass|^DOCTYPE/);
  });

  it('fill their holes', () => {
    expect(fill('`{a}` is {b}, not {c}', { a: 'x', b: 2 })).toBe('`x` is 2, not {c}');
  });
});

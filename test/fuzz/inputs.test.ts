import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLibrary } from '../../src/cli/library.ts';
import { parseXml } from '../../src/compiler/1-parse/xml/parse.ts';
import { Findings } from '../../src/diagnostics/diagnostic.ts';
import { Source } from '../../src/diagnostics/source.ts';
import { checkCompiled } from './emitted.ts';
import { documentText, expressionText } from './generate/texts.ts';

/** How many of each are tried; more on demand, as `npm run fuzz -- --count 1000000 --seed 5`. */
const count = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_120);

const seeds = readFileSync(new URL('../conformance/expressions.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { readonly expr: string }).expr)
  .filter((text) => /^@[({]/.test(text));

/** Runs a check on every text; what fails is named by its seed and its text. */
function tryAll(make: (seed: number) => string, check: (text: string) => void): void {
  for (let i = seed; i < seed + count; i++) {
    const text = make(i);
    try {
      check(text);
    } catch (error) {
      expect.fail(`seed ${i}: ${JSON.stringify(text)}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
}

describe('whatever is written', () => {
  const time = Math.max(120_000, count * 20);

  it('is compiled or refused, and emits no name of its own choosing', { timeout: time }, () => {
    const library = createLibrary();
    let emitted = 0;
    tryAll(
      (i) => expressionText(i, seeds),
      (text) => {
        if (checkCompiled(text, library).emitted) emitted++;
      },
    );
    expect(emitted).toBeGreaterThan(count / 100);
  });

  it('is a document or is not, and says where', { timeout: time }, () => {
    tryAll(
      (i) => documentText(i, seeds),
      (text) => {
        const source = new Source('document.xml', text);
        const findings = new Findings();
        parseXml(source, findings.reporter(source), {});
        for (const { span, message } of findings.all)
          if (!(span.start >= 0 && span.start <= span.end && span.end <= text.length))
            throw new Error(`a finding outside of the text: ${message}`);
      },
    );
  });
});

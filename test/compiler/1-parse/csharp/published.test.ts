import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../../src/compiler/1-parse/csharp/parse.ts';
import { Findings } from '../../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../../src/diagnostics/source.ts';
import { parse } from '../../../support/csharp-parse.ts';

const shared = new URL('../../../../../shared/', import.meta.url);
const conformance = new URL('conformance/expressions.jsonl', shared);
const refused = new URL('conformance/published-refused.jsonl', shared);
const published = new URL('corpus/expressions.jsonl', shared);

interface Case {
  readonly id: string;
  readonly expr: string;
  readonly expected: { readonly compileError?: string };
}

const readLines = <T>(file: URL): T[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): T => JSON.parse(line));

/** Codes that the parser gives; the others come from types and flow. */
const syntaxCodes = new Set(
  'CS0026 CS0178 CS1002 CS1003 CS1012 CS1026 CS1039 CS1525 CS1624 CS1733 CS4032 CS8115 CS8124 CS8181 CS8370'.split(' '),
);

describe.skipIf(!existsSync(conformance))('the conformance expressions', () => {
  const cases = existsSync(conformance) ? readLines<Case>(conformance) : [];

  test('parse when C# compiles them', () => {
    const faults = cases
      .filter(({ expected }) => expected.compileError === undefined)
      .map(({ id, expr }) => ({ id, expr, findings: parse(expr).found.filter(({ severity }) => severity === 'error') }))
      .filter(({ findings }) => findings.length > 0);
    expect(faults).toEqual([]);
  });

  test('are refused with the code of the C# compiler', () => {
    const wrong = cases
      .filter(({ expected }) => syntaxCodes.has(expected.compileError ?? ''))
      .map(({ id, expected, expr }) => ({ id, expected: expected.compileError, actual: parse(expr).found[0]?.cs }))
      .filter(({ expected, actual }) => expected !== actual);
    expect(wrong).toEqual([]);
  });

  test('are no expression where their delimiters are wrong', () => {
    const wrong = cases
      .filter(({ expected, expr }) => (expected.compileError === 'NOT_AN_EXPRESSION') !== (parse(expr).parsed === undefined))
      .map(({ id }) => id);
    expect(wrong).toEqual([]);
  });
});

describe.skipIf(!existsSync(published))('the published expressions', () => {
  test('parse unless C# refuses them', () => {
    const known = new Set(readLines<{ readonly expr: string }>(refused).map(({ expr }) => expr));
    const faults: string[] = [];
    for (const { expr } of readLines<{ readonly expr: string }>(published)) {
      if (known.has(expr)) continue;
      const text = expr.trim();
      const findings = new Findings();
      parseExpression(
        { code: text.slice(2, -1), toSource: (offset) => offset, namedValues: 'unknown' },
        text[1] === '(' ? 'single' : 'block',
        findings.reporter(new Source('x', text)),
      );
      if (findings.all.length > 0) faults.push(`${text.slice(0, 200)}: ${findings.all[0]?.message}`);
    }
    expect(faults).toEqual([]);
  });
});

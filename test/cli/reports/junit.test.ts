import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { junit } from '../../../src/cli/reports/junit.ts';
import { visible } from '../../../src/diagnostics/visible.ts';
import { hostile, options, results } from './findings.ts';

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly file: string;
  readonly failure?: { readonly type: string; readonly message: string; readonly '#text': string };
  readonly skipped?: { readonly message: string };
  readonly 'system-out'?: string;
}
interface Suite {
  readonly name: string;
  readonly tests: string;
  readonly failures: string;
  readonly skipped: string;
  readonly testcase: readonly Case[];
}

/** Reads the report as a consumer does. */
function parse(text: string): {
  readonly tests: string;
  readonly failures: string;
  readonly skipped: string;
  readonly testsuite: readonly Suite[];
} {
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  return (parser.parse(text) as { testsuites: ReturnType<typeof parse> }).testsuites;
}

/** What XML cannot hold comes as a replacement character. */
const held = [...hostile]
  .map((character) => (['\u0000', '\u0007', '\u001b', '\ufffe', '\ud800'].includes(character) ? '\ufffd' : character))
  .join('');

describe('the JUnit report', () => {
  const text = junit(results, options);
  const report = parse(text);

  it('has a suite for each file, clean ones too', () => {
    expect(report.testsuite.map(({ name, tests, failures, skipped }) => [name, tests, failures, skipped])).toEqual([
      ['policies/a b/é#1.xml', '5', '2', '2'],
      ['policies/bom.xml', '3', '3', '0'],
      ['policies/clean.xml', '1', '0', '0'],
    ]);
    expect([report.tests, report.failures, report.skipped]).toEqual(['9', '5', '2']);
  });

  it('names each case by code and range', () => {
    expect(report.testsuite.flatMap(({ testcase }) => testcase.map(({ name }) => name))).toEqual([
      'csharp/unknown-member at 2:13-2:18',
      'unsupported/policy at 3:3-4:5',
      'document/no-place at 3:3-3:7',
      'unsupported/policy at 2:3-2:5',
      'unsupported/policy at 3:3-3:5',
      'test/one at 1:2-1:9',
      'test/one at 1:2-1:9',
      'test/one at 2:1-2:1',
      'nothing found',
    ]);
  });

  it('fails errors and warnings, skips what is suppressed, and lets an info pass', () => {
    const cases = report.testsuite.flatMap(({ testcase }) => testcase);
    expect(cases.map(({ failure, skipped }) => failure?.type ?? (skipped === undefined ? 'passed' : 'skipped'))).toEqual([
      'error',
      'warning',
      'passed',
      'skipped',
      'skipped',
      'error',
      'error',
      'error',
      'passed',
    ]);
    expect(cases[2]?.['system-out']).toContain('info: a message');
  });

  it('brings every text through that XML can hold', () => {
    const cases = report.testsuite[0]?.testcase;
    expect(cases?.[1]?.failure?.message).toBe(held);
    // The text is that of the terminal.
    expect(cases?.[1]?.failure?.['#text']).toContain(
      visible(hostile)
        .replaceAll('\n', '\u240A')
        .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD'),
    );
    expect(cases?.[3]?.skipped?.message).toBe(`suppressed: known: ${held}`);
  });

  it('holds no character that XML forbids, whatever the text', () => {
    expect(text).not.toMatch(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u);
  });
});

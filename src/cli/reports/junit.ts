import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { findingsText } from './pretty.ts';
import { regionOf } from './region.ts';
import type { ReportFormat, Suppressed } from './report.ts';

/**
 * JUnit's XML, as GitLab, Jenkins and Azure Pipelines read it: a suite for each file, a case for each finding in it. Errors and warnings are
 * failures, what is suppressed is skipped, an info passes, and a file without findings is one case that passes.
 */
export const junit: ReportFormat = ({ findings, suppressed = [], names = [] }) => {
  const files = [...new Set([...names, ...findings.map(({ source }) => source.file)])];
  const suites = files.map((file) =>
    suite(
      file,
      findings.filter(({ source }) => source.file === file),
      suppressed.filter(({ finding }) => finding.source.file === file),
    ),
  );
  const totals = sum(suites);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="fedpass lint"${counts(totals)}>`,
    ...suites.map(({ text }) => text),
    '</testsuites>',
    '',
  ].join('\n');
};

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

const sum = (all: readonly Counts[]): Counts => ({
  tests: all.reduce((total, { tests }) => total + tests, 0),
  failures: all.reduce((total, { failures }) => total + failures, 0),
  skipped: all.reduce((total, { skipped }) => total + skipped, 0),
});

const counts = ({ tests, failures, skipped }: Counts): string => ` tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}"`;

function suite(file: string, findings: readonly Diagnostic[], suppressed: readonly Suppressed[]): Counts & { readonly text: string } {
  const cases = [...findings.map(findingCase), ...suppressed.map(skippedCase)];
  if (cases.length === 0) cases.push(testCase('nothing found', file, ''));
  const numbers = { tests: cases.length, failures: findings.filter(fails).length, skipped: suppressed.length };
  return { ...numbers, text: [`  <testsuite name="${attribute(file)}"${counts(numbers)}>`, ...cases, '  </testsuite>'].join('\n') };
}

const fails = ({ severity }: Diagnostic): boolean => severity !== 'info';

function findingCase(finding: Diagnostic): string {
  const text = findingsText([finding], { color: false });
  const inner = fails(finding)
    ? `<failure type="${finding.severity}" message="${attribute(finding.message)}">${content(text)}</failure>`
    : `<system-out>${content(text)}</system-out>`;
  return testCase(nameOf(finding), finding.source.file, inner);
}

const skippedCase = ({ finding, by }: Suppressed): string =>
  testCase(
    nameOf(finding),
    finding.source.file,
    `<skipped message="${attribute(by.kind === 'comment' ? `suppressed: ${by.reason}` : 'in the baseline')}"/>`,
  );

/** The code with its range; two findings of a file rarely share both. */
function nameOf({ code, source, span }: Diagnostic): string {
  const { startLine, startColumn, endLine, endColumn } = regionOf(source, span);
  return `${code} at ${startLine}:${startColumn}-${endLine}:${endColumn}`;
}

const testCase = (name: string, file: string, inner: string): string => {
  const start = `    <testcase name="${attribute(name)}" classname="${attribute(file)}" file="${attribute(file)}"`;
  return inner === '' ? `${start}/>` : `${start}>${inner}</testcase>`;
};

/** What XML 1.0 (2.2) knows no way to write: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const content = (text: string): string =>
  text.replace(unwritable, '\uFFFD').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

const attribute = (text: string): string => content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

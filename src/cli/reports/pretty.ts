import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { frame } from '../../diagnostics/frame.ts';
import { paint } from '../paint.ts';
import { count } from './count.ts';
import { type ReportOptions, type Results, summarize } from './report.ts';

type Ink = ReturnType<typeof paint>;

/** For people: each finding with its place, a code frame and what would be right; at the end, how many there are. */
export const pretty = (results: Results, { color }: Pick<ReportOptions, 'color'>): string =>
  `${findingsText(results.findings, { color })}${results.findings.length === 0 ? '' : '\n'}${summaryLine(results, paint(color))}\n`;

/** The findings alone, an empty line between them. */
export function findingsText(findings: readonly Diagnostic[], { color }: Pick<ReportOptions, 'color'>): string {
  const ink = paint(color);
  return findings.map((finding) => block(finding, ink, color)).join('\n');
}

function block(finding: Diagnostic, ink: Ink, color: boolean): string {
  const { line, column } = finding.source.locate(finding.span.start);
  const mark = finding.severity === 'error' ? ink.red('error') : finding.severity === 'warning' ? ink.yellow('warning') : ink.blue('info');
  const codes = ink.dim(`[${finding.code}${finding.cs === undefined ? '' : ` ${finding.cs}`}]`);
  const lines = [
    `${finding.source.file}:${line}:${column}: ${mark}: ${finding.message} ${codes}`,
    frame(finding.source, finding.span, color),
  ];
  if (finding.help !== undefined) lines.push(`  ${ink.cyan('help')}: ${finding.help}`);
  for (const { source, span, message } of finding.related ?? []) {
    const at = source.locate(span.start);
    lines.push(`  ${source.file}:${at.line}:${at.column}: ${message}`);
  }
  return `${lines.join('\n')}\n`;
}

function summaryLine({ files, findings, suppressed = [] }: Results, ink: Ink): string {
  const { errors, warnings, infos } = summarize(findings);
  const read = count(files, 'file');
  const answered = asides([
    [suppressed.filter(({ by }) => by.kind === 'comment').length, 'suppressed'],
    [suppressed.filter(({ by }) => by.kind === 'baseline').length, 'in the baseline'],
    [findings.filter(({ fix }) => fix !== undefined).length, 'that --fix mends'],
  ]);
  if (findings.length === 0) return `${ink.green('clean')}: ${read}, nothing found${answered}`;
  const parts = [count(errors, 'error'), count(warnings, 'warning'), count(infos, 'info')].filter((part) => !part.startsWith('0 '));
  return `${read}: ${errors > 0 ? ink.red(parts.join(', ')) : ink.yellow(parts.join(', '))}${answered}`;
}

/** What is to be known beside the counts, in brackets. */
function asides(all: readonly (readonly [number, string])[]): string {
  const told = all.filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`);
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

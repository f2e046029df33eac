import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { frame } from '../../diagnostics/frame.ts';
import { paint } from '../paint.ts';
import { type ReportFormat, type Summary, summarize } from './report.ts';

type Ink = ReturnType<typeof paint>;

/** For people: each finding with its place, a code frame and what would be right; at the end, how many there are. */
export const pretty: ReportFormat = (results, { color }) =>
  `${findingsText(results.findings, { color })}${results.findings.length === 0 ? '' : '\n'}${summaryLine(results.files, summarize(results.findings), paint(color))}\n`;

/** The findings alone, an empty line between them. */
export function findingsText(findings: readonly Diagnostic[], { color }: { readonly color: boolean }): string {
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

function summaryLine(files: number, { errors, warnings, infos }: Summary, ink: Ink): string {
  const read = `${files} ${files === 1 ? 'file' : 'files'}`;
  if (errors + warnings + infos === 0) return `${ink.green('clean')}: ${read}, nothing found`;
  const parts = [count(errors, 'error'), count(warnings, 'warning'), count(infos, 'info')].filter((part) => part !== '');
  return `${read}: ${errors > 0 ? ink.red(parts.join(', ')) : ink.yellow(parts.join(', '))}`;
}

const count = (n: number, word: string): string => (n === 0 ? '' : `${n} ${word}${n === 1 ? '' : 's'}`);

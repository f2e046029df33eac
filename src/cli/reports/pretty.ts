import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { frame } from '../../diagnostics/frame.ts';
import { visible } from '../../diagnostics/visible.ts';
import { paint } from '../paint.ts';
import { count } from './count.ts';
import { type ReportOptions, type Results, summarize } from './report.ts';

type Ink = ReturnType<typeof paint>;

/** Nobody reads more on a terminal; what is left out is counted, and stands in every other format. */
const mostShown = 200;

/** For people: each finding with its place, a code frame and what would be right; at the end, how many there are. Errors first, where there are too many. */
export function pretty(results: Results, { color }: Pick<ReportOptions, 'color'>): string {
  const { findings } = results;
  const shown = findings.length <= mostShown ? findings : [...findings].sort(bySeverity).slice(0, mostShown);
  const more = findings.length - shown.length;
  const lines = [
    ...(shown.length === 0 ? [] : [findingsText(shown, { color })]),
    ...(more === 0 ? [] : [`and ${more} more, which --format json lists`, '']),
    summaryLine(results, paint(color)),
    '',
  ];
  return lines.join('\n');
}

const weights = { error: 0, warning: 1, info: 2 } as const;
const bySeverity = (a: Diagnostic, b: Diagnostic): number => weights[a.severity] - weights[b.severity];

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
    `${oneLine(finding.source.file)}:${line}:${column}: ${mark}: ${oneLine(finding.message)} ${codes}`,
    frame(finding.source, finding.span, color),
  ];
  if (finding.help !== undefined) lines.push(`  ${ink.cyan('help')}: ${visible(finding.help)}`);
  for (const { source, span, message } of finding.related ?? []) {
    const at = source.locate(span.start);
    lines.push(`  ${oneLine(source.file)}:${at.line}:${at.column}: ${oneLine(message)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A document may hold line ends where a message quotes it. */
const oneLine = (text: string): string => visible(text).replaceAll('\n', '\u240A');

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

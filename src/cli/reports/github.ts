import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { visible } from '../../diagnostics/visible.ts';
import { count } from './count.ts';
import { regionOf } from './region.ts';
import { type ReportFormat, type ReportOptions, summarize } from './report.ts';
import { inRepository } from './repository.ts';

/** GitHub shows so many annotations of one kind for a step, and says nothing of the rest. */
const shown = 10;

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Workflow commands, which GitHub Actions makes annotations of (docs.github.com, "Workflow commands for GitHub Actions"). Errors come first, so
 * that they are among those that are shown.
 */
export const github: ReportFormat = ({ files, findings }, options) => {
  const bySeverity = (['error', 'warning', 'info'] as const).map((severity) => findings.filter((finding) => finding.severity === severity));
  const { errors, warnings, infos } = summarize(findings);
  const most = Math.max(errors, warnings, infos);
  const lines = [
    ...bySeverity.flat().map((finding) => command(finding, options)),
    `${count(files, 'file')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(infos, 'info')}`,
    ...(most > shown
      ? [`GitHub shows the first ${shown} annotations of a kind; all of them are in this log, and in code scanning with --format sarif`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
};

function command(finding: Diagnostic, options: ReportOptions): string {
  const { startLine, startColumn, endLine, endColumn } = regionOf(finding.source, finding.span);
  const properties = [
    ['file', inRepository(finding.source.file, options) ?? finding.source.file],
    ['line', startLine],
    ['endLine', endLine],
    // Columns are only taken for what is on one line.
    ...(startLine === endLine ? [['col', startColumn] as const, ['endColumn', endColumn] as const] : []),
    ['title', finding.cs === undefined ? finding.code : `${finding.code} ${finding.cs}`],
  ] as const;
  const text = finding.help === undefined ? finding.message : `${finding.message}\n${finding.help}`;
  return `::${commands[finding.severity]} ${properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',')}::${data(text)}`;
}

const data = (text: string): string => visible(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Source } from '../../diagnostics/source.ts';
import type { Span } from '../../diagnostics/span.ts';
import { pageOf } from './package-files.ts';
import { type ReportFormat, type Suppressed, summarize } from './report.ts';

/** The form that other programs read; its shape is part of the command's contract. */
export const json: ReportFormat = ({ files, findings, suppressed = [] }) => {
  const report = {
    files,
    diagnostics: findings.map(plain),
    ...(suppressed.length === 0 ? {} : { suppressed: suppressed.map(answered) }),
    summary: summarize(findings),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
};

const range = (source: Source, span: Span) => ({ start: source.locate(span.start), end: source.locate(span.end) });

function plain(finding: Diagnostic) {
  const docs = pageOf(finding.code);
  return {
    code: finding.code,
    ...(finding.cs === undefined ? {} : { cs: finding.cs }),
    severity: finding.severity,
    message: finding.message,
    ...(finding.help === undefined ? {} : { help: finding.help }),
    ...(docs === undefined ? {} : { docs }),
    file: finding.source.file,
    range: range(finding.source, finding.span),
    ...(finding.related === undefined
      ? {}
      : { related: finding.related.map(({ source, span, message }) => ({ message, file: source.file, range: range(source, span) })) }),
    ...(finding.fix === undefined
      ? {}
      : {
          fix: {
            title: finding.fix.title,
            edits: finding.fix.edits.map(({ span, text }) => ({ range: range(finding.source, span), text })),
          },
        }),
  };
}

const answered = ({ finding, by }: Suppressed) => ({ ...plain(finding), suppression: by });

import { messageCatalogue } from '../../diagnostics/catalogue.ts';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import type { Source } from '../../diagnostics/source.ts';
import type { Span } from '../../diagnostics/span.ts';
import { fingerprint } from './fingerprint.ts';
import { packageVersion, pageText } from './package-files.ts';
import { regionOf } from './region.ts';
import type { ReportFormat, ReportOptions, Suppressed } from './report.ts';
import { fileUrl, inRepository } from './repository.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * SARIF 2.1.0 (OASIS), with what GitHub's code scanning and editors make use of. Files are named from the repository's folder, and no path of
 * this machine is in it as long as the files are in there.
 */
export const sarif: ReportFormat = ({ findings, suppressed = [] }, options) => {
  const all = [...findings.map((finding) => ({ finding, by: undefined })), ...suppressed];
  const codes = [...new Set(all.map(({ finding }) => finding.code))].sort();
  const seen = new Map<string, number>();
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'fedpass',
            semanticVersion: packageVersion(),
            rules: codes.map((code) => rule(code, findings)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder of the repository.' } } },
        results: all.map(({ finding, by }) => result(finding, by, codes, seen, options)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function rule(code: string, findings: readonly Diagnostic[]) {
  const known = messageCatalogue.get(code);
  const severity = known?.severity ?? findings.find((finding) => finding.code === code)?.severity ?? 'warning';
  // What a message fills in differs from finding to finding.
  const text = sentence((known?.text ?? code).replace(/\{\w+\}/g, '…'));
  const page = known?.page === undefined ? undefined : pageText(known.page);
  const help =
    known?.help === undefined || /^\{\w+\}$/.test(known.help) ? text : `${text} ${sentence(known.help.replace(/\{\w+\}/g, '…'))}`;
  return {
    id: code,
    shortDescription: { text },
    help: { text: help, markdown: page ?? help },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [code.slice(0, code.indexOf('/'))], 'problem.severity': severity === 'info' ? 'recommendation' : severity },
  };
}

/** With a capital and a period, as descriptions of rules are. */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;

function result(
  finding: Diagnostic,
  by: Suppressed['by'] | undefined,
  codes: readonly string[],
  seen: Map<string, number>,
  options: ReportOptions,
) {
  const { code, cs, severity, message, help, source, span, related, fix } = finding;
  const artifactLocation = artifact(source, options);
  const print = fingerprint(finding);
  const key = `${artifactLocation.uri}\n${print}`;
  const ordinal = (seen.get(key) ?? 0) + 1;
  seen.set(key, ordinal);
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [location(source, span, options)],
    ...(related === undefined
      ? {}
      : {
          relatedLocations: related.map((one, id) => ({ id, message: { text: one.message }, ...location(one.source, one.span, options) })),
        }),
    ...(fix === undefined ? {} : { fixes: [fixOf(fix, source, options)] }),
    ...(by === undefined ? {} : { suppressions: [suppression(by)] }),
    partialFingerprints: { 'fedpassFinding/v1': `${print}:${ordinal}` },
    ...(cs === undefined ? {} : { properties: { cs } }),
  };
}

const location = (source: Source, span: Span, options: ReportOptions) => ({
  physicalLocation: { artifactLocation: artifact(source, options), region: regionOf(source, span) },
});

function artifact({ file }: Source, options: ReportOptions): { readonly uri: string; readonly uriBaseId?: string } {
  const path = inRepository(file, options);
  if (path === undefined) return { uri: fileUrl(file, options.cwd) };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

const fixOf = ({ title, edits }: Fix, source: Source, options: ReportOptions) => ({
  description: { text: title },
  artifactChanges: [
    {
      artifactLocation: artifact(source, options),
      replacements: edits.map(({ span, text }) => ({
        deletedRegion: regionOf(source, span),
        ...(text === '' ? {} : { insertedContent: { text } }),
      })),
    },
  ],
});

const suppression = (by: Suppressed['by']) =>
  by.kind === 'comment'
    ? { kind: 'inSource', status: 'accepted', justification: by.reason }
    : { kind: 'external', status: 'accepted', justification: 'listed in the baseline' };

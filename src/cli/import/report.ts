import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { visible } from '../../diagnostics/visible.ts';
import { type Ink, paint } from '../paint.ts';
import { count } from '../reports/count.ts';
import { pretty } from '../reports/pretty.ts';
import { type Results, summarize } from '../reports/report.ts';
import type { Gap } from './gaps.ts';
import type { Plain } from './project/draft.ts';
import type { Setting } from './project/settings.ts';

/** What an import did. */
export interface Imported {
  readonly source: string;
  readonly form: 'arm' | 'apiops';
  readonly folder: string;
  /** Files below the folder. */
  readonly written: readonly string[];
  /** What would be, had it not been a dry run. */
  readonly would: readonly string[];
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, Plain>>;
  readonly settings: readonly Setting[];
  readonly gaps: readonly Gap[];
  /** Absent after a dry run. */
  readonly lint: Results | undefined;
}

/** For programs. `format` grows when members change their meaning. */
export function jsonReport({ source, form, folder, written, would, sections, settings, gaps, lint }: Imported): string {
  const report = {
    format: 1,
    source,
    form,
    folder,
    ...(would.length > 0 ? { wouldWrite: would } : { written }),
    made: Object.fromEntries(madeOf(sections)),
    environment: settings.map(({ name, what, secret, where }) => ({ name, secret, for: what, where })),
    gaps: gaps.map(({ code, severity, text, help, where }) => ({
      code,
      severity,
      message: text,
      ...(help === undefined ? {} : { help }),
      where,
    })),
    lint: lint === undefined ? null : { ...summarize(lint.findings), findings: lint.findings.map(finding) },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function finding({ code, severity, message, source, span }: Diagnostic): object {
  const { line, column } = source.locate(span.start);
  return { code, severity, message, file: source.file, line, column };
}

/** How many of what there are. */
function madeOf(sections: Imported['sections']): readonly (readonly [string, number])[] {
  const size = (section: string): number => sections.get(section)?.size ?? 0;
  const connections = [...(sections.get('providers')?.values() ?? [])].reduce<number>((sum, provider) => {
    const own = typeof provider === 'object' && 'connections' in provider ? provider['connections'] : undefined;
    return sum + (typeof own === 'object' ? Object.keys(own).length : 0);
  }, 0);
  return [
    ['apis', size('apis')],
    ['backends', size('backends')],
    ['namedValues', size('namedValues')],
    ['products', size('callers.products')],
    ['subscriptions', size('callers.subscriptions')],
    ['providers', size('providers')],
    ['connections', connections],
  ];
}

const words: Readonly<Record<string, string>> = {
  apis: 'API',
  backends: 'backend',
  namedValues: 'named value',
  products: 'product',
  subscriptions: 'subscription',
  providers: 'provider',
  connections: 'connection',
};

/** For people. */
export function textReport(imported: Imported, color: boolean): string {
  const ink = paint(color);
  const { folder, source, written, would, sections, settings, gaps, lint } = imported;
  const made = madeOf(sections).flatMap(([what, many]) => (many === 0 ? [] : [count(many, words[what] ?? what)]));
  const files = written.length > 0 ? written : would;
  const parts = [
    `${ink.bold(would.length > 0 ? `Would import ${source}` : `Imported ${source} into ${folder}`)}\n  ${made.join(', ') || 'nothing'}\n`,
    `${would.length > 0 ? 'Would write' : 'Wrote'} ${count(files.length, 'file')}\n${files.map((file) => `  ${visible(file)}\n`).join('')}`,
    settingsText(settings, ink),
    gapsText(gaps, ink),
    lint === undefined ? '' : `${ink.bold('Checked as `fedpass lint` does')}\n${pretty(lint, { color })}`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function settingsText(settings: readonly Setting[], ink: Ink): string {
  if (settings.length === 0) return '';
  const width = Math.max(...settings.map(({ name }) => name.length));
  const rows = settings.map(
    ({ name, what, secret }) => `  ${name.padEnd(width)}  ${secret ? ink.yellow('secret') : '      '}  ${visible(what)}\n`,
  );
  return `${ink.bold(`Set ${count(settings.length, 'environment variable')} before the start`)}\n${rows.join('')}`;
}

const marks = { error: 'red', warning: 'yellow', info: 'blue' } as const;
const weights = { error: 0, warning: 1, info: 2 } as const;

function gapsText(gaps: readonly Gap[], ink: Ink): string {
  if (gaps.length === 0) return `${ink.green('Nothing was lost')}\n`;
  const sorted = [...gaps].sort((one, other) => weights[one.severity] - weights[other.severity]);
  const told = sorted.filter(({ severity }) => severity !== 'info').map((gap) => gapText(gap, ink));
  const quiet = sorted.filter(({ severity }) => severity === 'info');
  const rest = quiet.length === 0 ? '' : `${ink.blue('info')}: ${quiet.map(({ text }) => visible(text)).join('; ')}\n`;
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const many = gaps.filter((gap) => gap.severity === severity).length;
    return many === 0 ? [] : [severity === 'info' ? `${many} of no weight` : count(many, severity)];
  });
  return `${ink.bold(`Gaps: ${counts.join(', ')}`)}\n${told.join('')}${rest}`;
}

function gapText({ code, severity, text, help, where }: Gap, ink: Ink): string {
  const lines = [`${ink[marks[severity]](severity)}: ${visible(text)} ${ink.dim(`[${code}]`)}`, `  ${ink.dim(`at ${visible(where)}`)}`];
  if (help !== undefined) lines.push(`  ${ink.cyan('help')}: ${visible(help)}`);
  return `${lines.join('\n')}\n`;
}

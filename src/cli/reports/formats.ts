import { json } from './json.ts';
import { pretty } from './pretty.ts';
import type { ReportFormat } from './report.ts';

/** The formats of findings, by the word that chooses one. */
export const formats = { pretty, json } as const satisfies Readonly<Record<string, ReportFormat>>;

export type FormatName = keyof typeof formats;

import type { ReportFormat } from './report.ts';

/** The formats of findings, by the word that chooses one. Each is loaded when it is asked for. */
export const formats = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  junit: async () => (await import('./junit.ts')).junit,
} as const satisfies Readonly<Record<string, () => Promise<ReportFormat>>>;

export type FormatName = keyof typeof formats;

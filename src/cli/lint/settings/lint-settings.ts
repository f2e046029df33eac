import { relative, sep } from 'node:path';
import type { LintConfig, LintSetting } from '../../../config/config.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { matchesGlob } from './glob.ts';

/** What the configuration says of the findings in one file. */
export interface FileSettings {
  /** The finding with the severity that is wanted; undefined when it is off. */
  weigh(finding: Diagnostic): Diagnostic | undefined;
  /** Options of rules, by code. */
  readonly options: Readonly<Record<string, LintSetting['options']>>;
}

/**
 * How much findings weigh, by file. What a document cannot be compiled with is an error wherever it stands: a severity says what matters to
 * somebody, and no opinion makes such a document work.
 */
export class LintSettings {
  readonly #config: LintConfig;
  readonly #folder: string;
  /** By the overrides that apply: a few for thousands of files. */
  readonly #known = new Map<string, FileSettings>();

  /** Files in `config` are taken from `folder`. */
  constructor(config: LintConfig, folder: string) {
    this.#config = config;
    this.#folder = folder;
  }

  /** The settings for a file, by its absolute path. */
  for(file: string): FileSettings {
    const { rules, overrides } = this.#config;
    const path = overrides.length === 0 ? '' : relative(this.#folder, file).split(sep).join('/');
    const matching = overrides.filter(({ files }) => files.some((pattern) => matchesGlob(pattern, path)));
    const key = matching.map((override) => overrides.indexOf(override)).join();
    const known = this.#known.get(key) ?? fileSettings([rules, ...matching.map((override) => override.rules)]);
    this.#known.set(key, known);
    return known;
  }
}

type Rules = LintConfig['rules'];

function fileSettings(layers: readonly Rules[]): FileSettings {
  const settings = new Map<string, LintSetting | undefined>();
  const settingOf = (code: string): LintSetting | undefined => {
    if (!settings.has(code)) settings.set(code, lookUp(layers, code));
    return settings.get(code);
  };
  const named = new Set(layers.flatMap((rules) => Object.keys(rules)));
  const options = [...named].map((code) => [code, settingOf(code)?.options ?? {}] as const);
  return {
    weigh(finding) {
      if (finding.severity === 'error') return finding;
      const severity = settingOf(finding.code)?.severity ?? finding.severity;
      if (severity === 'off') return undefined;
      return severity === finding.severity ? finding : { ...finding, severity };
    },
    options: Object.fromEntries(options.filter(([, values]) => Object.keys(values).length > 0)),
  };
}

/** The last layer that speaks of a code, by itself or by its group. */
function lookUp(layers: readonly Rules[], code: string): LintSetting | undefined {
  const group = code.slice(0, code.indexOf('/'));
  for (const rules of [...layers].reverse()) {
    const setting = rules[code] ?? rules[group];
    if (setting !== undefined) return setting;
  }
  return undefined;
}

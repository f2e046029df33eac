import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { ProjectFacts } from '../../compiler/2-check/project.ts';
import type { Config } from '../../config/config.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Io } from '../io.ts';
import { configPath, defaultConfig } from '../project/config-path.ts';
import { xmlFiles } from '../project/read-documents.ts';
import { LintSettings } from './settings/lint-settings.ts';

/** What documents may refer to; the C# library is not looked at until something has to be checked. */
export type Facts = Omit<ProjectFacts, 'library'>;

interface Around {
  readonly facts: Facts;
  readonly settings: LintSettings;
  /** The configuration that was looked at or looked for, absolute. */
  readonly file: string | undefined;
  /** What is wrong with it. */
  readonly findings: readonly Diagnostic[];
}

/** What is known around the documents. */
export type Surroundings =
  /** Each file stands alone, because the user asked for it (`isolated`) or because there is no configuration that tells more. */
  | (Around & { readonly kind: 'isolated' | 'no-config' | 'broken-config' })
  | (Around & { readonly kind: 'project'; readonly config: Config; readonly names: ReadonlySet<string> });

const nothingKnown: Facts = { fragments: 'unknown', namedValues: 'unknown', connections: 'unknown' };

/**
 * Reads what is around the documents. With `isolated` nothing is, unless a configuration is named: then its `lint` section holds, and nothing else
 * in it is looked at. The packages that read configurations are loaded only when there is one.
 */
export async function surroundings(
  request: { readonly config: string | undefined; readonly isolated: boolean },
  io: Io,
): Promise<Surroundings> {
  const { isolated, config: named } = request;
  const noSettings = new LintSettings({ rules: {}, overrides: [] }, io.cwd);
  const alone = { facts: nothingKnown, settings: noSettings, file: undefined, findings: [] };
  if (isolated) return named === undefined ? { kind: 'isolated', ...alone } : isolatedWith(configPath(named, io.cwd), io);
  const file = resolve(io.cwd, named ?? defaultConfig);
  if (named === undefined && !existsSync(file)) return { kind: 'no-config', ...alone, file };
  const { loadConfig } = await import('../../config/load.ts');
  const path = configPath(named, io.cwd);
  const { config, findings } = loadConfig(path, io.env, 'skip', io.cwd);
  if (config === undefined) return { kind: 'broken-config', ...alone, file, findings };
  const settings = new LintSettings(config.lint, config.folder);
  const { configuredFacts } = await import('../project/facts.ts');
  const names = xmlFiles(config.policies).map((file) => nameBelow(file, config.policies) ?? '');
  const fragments = new Set(names.filter((name) => name.startsWith('fragments/')).map((name) => name.slice('fragments/'.length)));
  return {
    kind: 'project',
    config,
    names: new Set(names),
    file,
    facts: { ...configuredFacts(config), fragments },
    settings,
    findings: weighed([...findings, ...(await settingsFindings(config))], settings, path),
  };
}

/** Findings in the configuration have severities, too. */
const weighed = (findings: readonly Diagnostic[], settings: LintSettings, path: string): readonly Diagnostic[] =>
  findings.flatMap((finding) => settings.for(path).weigh(finding) ?? []);

async function isolatedWith(path: string, io: Io): Promise<Surroundings> {
  const { loadLintSection } = await import('../../config/load.ts');
  const { section, findings } = loadLintSection(path, io.env, io.cwd);
  const settings = new LintSettings(section?.lint ?? { rules: {}, overrides: [] }, dirname(path));
  if (section === undefined) return { kind: 'broken-config', facts: nothingKnown, settings, file: path, findings };
  return {
    kind: 'isolated',
    facts: nothingKnown,
    settings,
    file: path,
    findings: weighed([...findings, ...(await settingsFindings(section))], settings, path),
  };
}

/** The catalogue of messages is loaded only when there are codes to look up. */
async function settingsFindings(
  config: Parameters<typeof import('./settings/unknown-codes.ts').unknownCodes>[0],
): Promise<readonly Diagnostic[]> {
  if (Object.keys(config.lint.rules).length === 0 && config.lint.overrides.length === 0) return [];
  const { layersOf, unknownCodes } = await import('./settings/unknown-codes.ts');
  const unknown = unknownCodes(config);
  const hasOptions = layersOf(config.lint).some(({ rules }) => Object.values(rules).some(({ options }) => Object.keys(options).length > 0));
  if (!hasOptions) return unknown;
  const { wrongOptions } = await import('./settings/wrong-options.ts');
  return [...unknown, ...wrongOptions(config)];
}

/** The path below a folder, without `.xml` and with `/`; undefined for a file elsewhere. */
export function nameBelow(file: string, folder: string): string | undefined {
  const path = relative(folder, file);
  if (path.startsWith('..')) return undefined;
  return path
    .split(sep)
    .join('/')
    .replace(/\.xml$/i, '');
}

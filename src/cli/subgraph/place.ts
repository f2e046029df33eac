import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Config } from '../../config/config.ts';
import { insertEntry } from '../../config/insert-entry.ts';
import { diskFiles } from '../../config/load.ts';
import { readConfig } from '../../config/read.ts';
import { subgraphNames } from '../../config/scalars/name.ts';
import { Source } from '../../diagnostics/source.ts';
import { exit, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { configPath, defaultConfig } from '../project/config-path.ts';
import { readText } from '../project/read-source.ts';
import { ProjectRefused } from '../project/refused.ts';

/** An entry that a configuration is to get. */
export interface Entry {
  readonly section: 'subgraphs' | 'providers' | 'namedValues';
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Where a subgraph is to be added. */
export interface Place {
  /** Absolute; it need not be there yet. */
  readonly path: string;
  readonly folder: string;
  /** As people read it. */
  readonly shown: string;
  readonly isNew: boolean;
  readonly text: string;
  /** The configuration with the subgraph in it; its address may be a stand-in. */
  readonly config: Config;
  /** Whether the configuration names the subgraph already. */
  readonly isNamed: boolean;
}

const standIn = 'http://localhost/graphql';

/** Looks at the project. Throws UsageError or ProjectRefused. */
export function openPlace(name: string, kind: 'graphql' | 'rest', named: string | undefined, io: Io): Place {
  if (!subgraphNames.form.test(name)) throw new UsageError(`\`${name}\` cannot be the name of a subgraph`, `use ${subgraphNames.allowed}`);
  const isNew = named === undefined && !existsSync(resolve(io.cwd, defaultConfig));
  const path = isNew ? resolve(io.cwd, defaultConfig) : configPath(named, io.cwd);
  const shown = relative(io.cwd, path).split(sep).join('/');
  const text = isNew ? '' : readText(path, shown);
  const added = insertEntry(text, 'subgraphs', name, { kind, url: standIn });
  const config = configOf(added ?? text, { path, shown }, io);
  const entry = config.subgraphs[name];
  if (entry === undefined) throw cannotAdd(shown, { section: 'subgraphs', name, value: { kind } });
  if (added === undefined && entry.kind !== kind)
    throw new UsageError(`\`${name}\` is a subgraph of the kind \`${entry.kind}\` already`, 'choose another name');
  return { path, folder: dirname(path), shown, isNew, text, config, isNamed: added === undefined };
}

/** The configuration's text with more in it. Throws UsageError where its layout does not allow that. */
export function withEntries({ text, shown }: Pick<Place, 'text' | 'shown'>, entries: readonly Entry[]): string {
  return entries.reduce((written, entry) => {
    const next = insertEntry(written, entry.section, entry.name, entry.value);
    if (next === undefined) throw cannotAdd(shown, entry);
    return next;
  }, text);
}

const cannotAdd = (shown: string, { section, name }: Entry): UsageError =>
  new UsageError(
    `${shown} is written in a way that nothing can be added to`,
    `add \`${name}\` under \`${section}\` yourself, and run this again`,
  );

/** Reads a text as the project's configuration; secrets are not looked for. Throws ProjectRefused. */
export function configOf(text: string, { path, shown }: Pick<Place, 'path' | 'shown'>, io: Pick<Io, 'env'>): Config {
  const { config, findings } = readConfig(new Source(shown, text), {
    env: io.env,
    files: diskFiles,
    folder: dirname(path),
    secrets: 'skip',
  });
  if (config === undefined) throw new ProjectRefused(findings, 1, exit.usage);
  return config;
}

/** Which of these files, relative to the folder, are there already. */
export const present = (folder: string, files: Iterable<string>): readonly string[] =>
  [...files].filter((file) => existsSync(join(folder, file)));

/** The texts of the other subgraphs' schemas that are there. */
export function otherSchemas({ config }: Pick<Place, 'config'>, name: string): readonly string[] {
  return Object.entries(config.subgraphs).flatMap(([other, { schema }]) => {
    if (other === name || !existsSync(schema)) return [];
    return [readFileSync(schema, 'utf8')];
  });
}

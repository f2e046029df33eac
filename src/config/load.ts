import { readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { type Diagnostic, Findings } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import { Source } from '../diagnostics/source.ts';
import type { SecretUse } from './interpret.ts';
import { type ReadConfig, readConfig } from './read.ts';
import { type ReadLintSection, readLintSection } from './read-lint.ts';
import type { Environment, SecretFiles } from './secret-reader.ts';
import { smallestConfig } from './smallest.ts';

const missing = message(
  'config/missing',
  'error',
  'there is no configuration `{file}`',
  `create one, for example with the line \`${smallestConfig}\``,
);
const unreadable = message(
  'config/unreadable',
  'error',
  'the configuration `{file}` cannot be read',
  'check that it is a file and who may read it',
);

const mostBytes = 1024 * 1024;

/** Secret files on disk. */
export const diskFiles: SecretFiles = {
  stamp: (path) => {
    try {
      const stat = statSync(path);
      return stat.isFile() ? `${stat.ino}:${stat.size}:${stat.mtimeMs}` : undefined;
    } catch {
      return undefined;
    }
  },
  read: (path) => {
    try {
      const content = readFileSync(path);
      return content.length > mostBytes ? undefined : content;
    } catch {
      return undefined;
    }
  },
};

/** Reads a configuration file from disk. A file that is not there is a finding, as everything else that is wrong. Never throws. `cwd` is what the path, and the file name in findings, are relative to. */
export function loadConfig(path: string, env: Environment, secrets: SecretUse = 'check', cwd = process.cwd()): ReadConfig {
  const { whole, source, findings } = readText(path, cwd);
  return source === undefined ? { findings } : readConfig(source, { env, files: diskFiles, folder: dirname(whole), secrets });
}

/** The same for its `lint` section alone, which needs nothing else in the file. */
export function loadLintSection(path: string, env: Environment, cwd = process.cwd()): ReadLintSection {
  const { whole, source, findings } = readText(path, cwd);
  return source === undefined ? { findings } : readLintSection(source, { env, files: diskFiles, folder: dirname(whole) });
}

interface ReadText {
  readonly whole: string;
  /** Absent when the file cannot be read, which the findings say. */
  readonly source?: Source;
  readonly findings: readonly Diagnostic[];
}

function readText(path: string, cwd: string): ReadText {
  const whole = resolve(cwd, path);
  const file = relative(cwd, whole).split(sep).join('/');
  try {
    return { whole, source: new Source(file, readFileSync(whole, 'utf8')), findings: [] };
  } catch (error) {
    const findings = new Findings();
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    findings.reporter(new Source(file, ''))(absent ? missing : unreadable, { start: 0, end: 0 }, { file });
    return { whole, findings: findings.all };
  }
}

import { join } from 'node:path';
import type { Source } from '../../diagnostics/source.ts';
import { shownPath } from './find-files.ts';
import type { ProjectTexts } from './neighbours.ts';
import type { SourceFiles } from './source-files.ts';
import type { Surroundings } from './surroundings.ts';

/** The texts of a project's documents; undefined where each file stands alone. */
export function projectTexts(around: Surroundings, sources: SourceFiles, cwd: string): ProjectTexts | undefined {
  if (around.kind !== 'project') return undefined;
  const { config, facts } = around;
  const read = (path: string): Source | undefined => sources.readIfThere({ path, shown: shownPath(path, cwd) });
  return {
    sourceOf: (name) => read(join(config.policies, ...`${name}.xml`.split('/'))),
    names: around.names,
    fragments: facts.fragments === 'unknown' ? [] : [...facts.fragments],
  };
}

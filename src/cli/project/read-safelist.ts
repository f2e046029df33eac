import { readFileSync } from 'node:fs';
import { type Diagnostic, Findings } from '../../diagnostics/diagnostic.ts';
import { message } from '../../diagnostics/message.ts';
import { Source } from '../../diagnostics/source.ts';
import type { Span } from '../../diagnostics/span.ts';
import { readManifest } from '../../gateway/1-accept/operations/read-manifest.ts';
import { type ListedOperation, Safelist } from '../../gateway/1-accept/operations/safelist.ts';
import { shownPath } from '../lint/find-files.ts';

const missing = message(
  'safelist/missing',
  'error',
  'the list of operations cannot be read: there is no {file}',
  'name the manifest that the build of your clients writes, or leave `safelist` out to run any operation',
);
const unusable = message(
  'safelist/unusable',
  'error',
  'the list of operations cannot be used: {why}',
  'it is a manifest of Apollo (`generate-persisted-query-manifest`) or of Relay (a map of ids and texts)',
);

/** A file that lists operations; the path is absolute. */
export interface SafelistPlace {
  readonly file: string;
  /** Whether a listed operation must be asked for by its id. */
  readonly requireId: boolean;
}

/** A list of operations; or why there is none. */
export type ReadSafelist =
  | { readonly kind: 'read'; readonly safelist: Safelist; readonly operations: readonly ListedOperation[]; readonly source: Source }
  | { readonly kind: 'refused'; readonly findings: readonly Diagnostic[] };

/** Reads the list of operations in a file. `cwd` is what paths are shown from. */
export function readSafelist({ file, requireId }: SafelistPlace, cwd: string): ReadSafelist {
  const findings = new Findings();
  const shown = shownPath(file, cwd);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    findings.reporter(new Source(shown, ''))(missing, { start: 0, end: 0 }, { file: shown });
    return { kind: 'refused', findings: findings.all };
  }
  const manifest = readManifest(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const source = new Source(shown, text);
  if (manifest.kind === 'read')
    return { kind: 'read', safelist: new Safelist(manifest.operations, { requireId }), operations: manifest.operations, source };
  const report = findings.reporter(source);
  for (const { why, at } of manifest.faults) report(unusable, placeOf(text, at), { why });
  return { kind: 'refused', findings: findings.all };
}

/** Where an id stands in the manifest: the last one, since of two the second is the one that is too many. */
export function placeOf(text: string, id: string | undefined): Span {
  const written = id === undefined ? '' : JSON.stringify(id);
  const start = written === '' ? -1 : text.lastIndexOf(written);
  return start < 0 ? { start: 0, end: 0 } : { start, end: start + written.length };
}

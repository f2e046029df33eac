import type { Io } from '../../io.ts';
import { count } from '../../reports/count.ts';
import type { LintedDocument } from '../run.ts';
import type { Linted } from '../session.ts';
import { unifiedDiff } from './diff.ts';
import { fixDocument } from './fix-document.ts';
import { type Replaced, replaceText } from './replace-text.ts';

/** What became of the documents: those that were mended as they are now, and the differences where they were only to be shown. */
export interface Fixed {
  readonly documents: readonly LintedDocument[];
  readonly diff: string;
}

/** Mends documents: on disk, or only to show what would change. What could not be written is said, and stays as it was. */
export async function fixAll({ documents, again }: Linted, how: 'write' | 'show', io: Pick<Io, 'err'>): Promise<Fixed> {
  const after: LintedDocument[] = [];
  const diffs: string[] = [];
  let files = 0;
  for (const document of documents) {
    const fixed = await fixDocument(document, again);
    const done =
      fixed === document || how === 'show' ? 'written' : replaceText(document.file.path, document.source.text, fixed.source.text);
    if (done !== 'written') io.err(`fedpass: \`${document.file.shown}\` was not mended: ${reason(done)}\n`);
    else if (fixed !== document) files++;
    if (fixed !== document && how === 'show') diffs.push(unifiedDiff(document.file.shown, document.source.shown, fixed.source.shown));
    after.push(done === 'written' ? fixed : document);
  }
  if (files > 0) io.err(`fedpass: ${count(files, 'file')} ${how === 'show' ? 'would be mended' : 'mended'}\n`);
  return { documents: after, diff: diffs.join('') };
}

const reason = (done: Exclude<Replaced, 'written'>): string =>
  done === 'changed' ? 'it has changed meanwhile' : done === 'not-utf-8' ? 'it is not UTF-8' : `it cannot be written (${done.failed})`;

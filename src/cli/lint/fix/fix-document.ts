import { Source } from '../../../diagnostics/source.ts';
import type { LintedDocument } from '../run.ts';
import { applyFixes } from './apply-fixes.ts';

/** A fix may make room for another; more rounds than these mean that two undo each other. */
const mostRounds = 10;

/**
 * The document after its fixes, checked again each time, until there are none left. A round that brings an error in is taken back: whatever it
 * mended, the document was better off without.
 */
export async function fixDocument(
  document: LintedDocument,
  again: (document: LintedDocument, source: Source) => Promise<LintedDocument>,
): Promise<LintedDocument> {
  let current = document;
  for (let round = 0; round < mostRounds; round++) {
    const text = applyFixes(current.source.text, current.findings);
    if (text === current.source.text) break;
    const next = await again(document, new Source(document.source.file, text));
    if (errors(next) > errors(current)) break;
    current = next;
  }
  return current;
}

const errors = ({ findings }: LintedDocument): number => findings.filter(({ severity }) => severity === 'error').length;

import type { Extra } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';

/** The name that was probably meant, as help; nothing when none is close. */
export function suggest(word: string, candidates: Iterable<string>): Pick<Extra, 'help'> {
  const meant = nearest(word, candidates);
  return meant === undefined ? {} : { help: `did you mean \`${meant}\`?` };
}

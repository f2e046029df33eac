import type { Parser } from './parser.ts';
import { kinds } from './tokens.ts';

const statementWords = kinds('break case catch const continue do finally for foreach goto if else lock return switch try using while');

const otherLanguages: ReadonlyMap<string, string> = new Map([
  ['and', 'C# writes `&&`'],
  ['or', 'C# writes `||`'],
  ['eq', 'C# writes `==`'],
  ['ne', 'C# writes `!=`'],
  ['lt', 'C# writes `<`'],
  ['gt', 'C# writes `>`'],
  ['then', 'C# writes `a ? b : c`'],
]);

/** True for the keywords that begin a statement and nothing else. */
export const isStatementWord = (p: Parser): boolean => statementWords.has(p.token.kind);

/** Beside that the token here cannot stand where it does: what it most likely is, a slip out of another language. */
export function hint(p: Parser): { readonly help?: string } {
  const { kind, start, contextual } = p.token;
  const word = otherLanguages.get(contextual);
  if (word !== undefined) return { help: word };
  if (start !== p.lastEnd) return {};
  if (kind === '=') return { help: 'C# compares with `==` and `!=`' };
  return kind === '>' ? { help: 'C# writes `!=` for `<>`' } : {};
}

/** The hint where an expression is missing. */
export function expressionHint(p: Parser): { readonly help?: string } {
  if (!isStatementWord(p)) return hint(p);
  return { help: 'a statement cannot stand inside an expression; write `@{ … return …; }` to use statements' };
}

import { emitFunction } from '../../../../src/compiler/3-emit/csharp/emit.ts';
import type { Constant, Import, Piece } from '../../../../src/compiler/3-emit/pieces.ts';
import { read } from '../../2-check/types/reading.ts';

export const typescriptOf = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');

export const javascriptOf = (pieces: readonly Piece[]): string =>
  pieces
    .filter((piece) => piece.typeOnly !== true)
    .map((piece) => piece.text)
    .join('');

export interface EmittedText {
  readonly typescript: string;
  readonly javascript: string;
  readonly pieces: readonly Piece[];
  readonly imports: readonly Import[];
  readonly constants: readonly Constant[];
}

/** Compiles a whole `@(…)` or `@{…}` and gives the text of the function. Anything reported fails the test. */
export function emitted(expression: string): EmittedText {
  const { bound, findings } = read(expression);
  if (findings.length > 0) throw new Error(`${expression}: ${findings.map((finding) => finding.message).join('; ')}`);
  const { pieces, imports, constants } = emitFunction(bound, 'f');
  return { typescript: typescriptOf(pieces), javascript: javascriptOf(pieces), pieces, imports, constants };
}

/** The lines between the braces of the function, without their first indentation. */
export function bodyOf(expression: string): string {
  const lines = emitted(expression).typescript.split('\n');
  return lines
    .slice(1, -1)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n');
}

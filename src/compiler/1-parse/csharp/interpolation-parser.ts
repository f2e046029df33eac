import type { Expression, InterpolationPart } from './ast.ts';
import { expression } from './expression-parser.ts';
import type { Parser } from './parser.ts';
import { afterHole } from './syntax-messages.ts';
import type { InterpolatedPiece } from './tokens.ts';

type HolePiece = Extract<InterpolatedPiece, { kind: 'hole' }>;

/** Parses an interpolated string. Its holes were lexed with it; their tokens are parsed one hole after the other. */
export function interpolatedString(p: Parser): Expression {
  const token = p.next();
  const parts = token.pieces.map((piece) => (piece.kind === 'hole' ? hole(p, piece) : text(p, piece)));
  return { kind: 'interpolated', parts, span: p.spanOf(token) };
}

function text(p: Parser, piece: Extract<InterpolatedPiece, { kind: 'text' }>): InterpolationPart {
  return { kind: 'text', value: piece.value, span: p.span(piece.start, piece.end) };
}

function hole(p: Parser, piece: HolePiece): InterpolationPart {
  return p.within(piece.tokens, piece.flawed, () => {
    p.lastEnd = piece.start + 1;
    p.colonEndsHole = piece.format !== undefined;
    const value = expression(p);
    const alignment = p.tryNext(',') === undefined ? undefined : expression(p);
    if (!p.at('end')) p.missing(afterHole, { found: p.found }, { cs: 'CS1073' });
    return {
      kind: 'hole',
      value,
      ...(alignment === undefined ? {} : { alignment }),
      ...(piece.format === undefined ? {} : { format: piece.format }),
      span: p.span(piece.start, piece.end),
    };
  });
}

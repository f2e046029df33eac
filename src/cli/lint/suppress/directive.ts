import type { Span } from '../../../diagnostics/span.ts';

/**
 * A comment that suppresses findings: those that begin in `covers` and have one of its codes. Plain data, so that it can be kept beside the
 * findings of a file.
 */
export interface Directive {
  /** The comment, with its marks. */
  readonly span: Span;
  readonly codes: readonly { readonly code: string; readonly span: Span }[];
  readonly covers: Span;
  readonly reason: string;
}

/** The first words of a comment that is a directive, and what each covers. */
export const directiveWords = {
  'fedpass-disable-next-line': 'next-line',
  'fedpass-disable-next-element': 'next-element',
  'fedpass-disable-file': 'file',
  'fedpass-disable': 'range',
  'fedpass-enable': 'range-end',
} as const;

export type DirectiveKind = (typeof directiveWords)[keyof typeof directiveWords];

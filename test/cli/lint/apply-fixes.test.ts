import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/cli/lint/fix/apply-fixes.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../src/diagnostics/source.ts';

type Edit = readonly [start: number, end: number, text: string];

const fixing = (text: string, ...fixes: readonly (readonly Edit[])[]): string => {
  const source = new Source('a.xml', text);
  const findings = fixes.map(
    (edits): Diagnostic => ({
      code: 'a/b',
      severity: 'warning',
      message: '',
      source,
      span: { start: 0, end: 0 },
      fix: { title: '', edits: edits.map(([start, end, by]) => ({ span: { start, end }, text: by })) },
    }),
  );
  return applyFixes(text, findings);
};

describe('fixes', () => {
  it.each<[string, string, readonly (readonly Edit[])[], string]>([
    ['of one place', 'abcdef', [[[1, 3, 'X']]], 'aXdef'],
    [
      'of several places at once',
      'abcdef',
      [
        [
          [4, 5, 'Y'],
          [1, 2, 'X'],
        ],
      ],
      'aXcdYf',
    ],
    ['side by side', 'abcdef', [[[1, 3, 'X']], [[3, 5, 'Y']]], 'aXYf'],
    ['that overlap: the first holds', 'abcdef', [[[1, 4, 'X']], [[3, 5, 'Y']]], 'aXef'],
    [
      'that overlap: nothing of the second is made',
      'abcdef',
      [
        [[1, 3, 'X']],
        [
          [2, 4, 'Y'],
          [5, 6, 'Z'],
        ],
      ],
      'aXdef',
    ],
    ['that put in at the same place: the first holds', 'ab', [[[1, 1, 'X']], [[1, 1, 'Y']]], 'aXb'],
    ['that put in where another cuts: the first holds', 'abc', [[[1, 2, '']], [[1, 1, 'Y']]], 'ac'],
    ['at the ends', 'ab', [[[0, 0, 'X']], [[2, 2, 'Y']]], 'XabY'],
    ['outside of the text are not made', 'ab', [[[1, 9, 'X']], [[2, 1, 'X']]], 'ab'],
    ['with line ends: those of the text', 'a\r\nb\r\n', [[[1, 1, '\nX\r\nY']]], 'a\r\nX\r\nY\r\nb\r\n'],
    ['with line ends: those of most lines', 'a\nb\r\nc\nd', [[[1, 1, '\nX']]], 'a\nX\nb\r\nc\nd'],
    ['after a byte order mark', '\uFEFFab', [[[1, 2, 'X']]], '\uFEFFXb'],
    ['none', 'ab', [], 'ab'],
  ])('%s', (_what, text, fixes, expected) => expect(fixing(text, ...fixes)).toBe(expected));
});

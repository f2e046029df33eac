import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../src/cli/lint/fix/diff.ts';
import { projectFolder } from '../../support/project-folder.ts';

const numbered = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, i) => `${from + i}\n`).join('');

describe('a difference', () => {
  it('of the same text is nothing', () => expect(unifiedDiff('a.xml', 'a\n', 'a\n')).toBe(''));

  it('has three lines around each change, and one head where changes are near', () => {
    const before = numbered(1, 30);
    expect(unifiedDiff('a.xml', before, before.replace('5\n', 'five\n').replace('\n10\n', '\n').replace('\n25\n', '\n25\nand\n'))).toBe(
      [
        '--- a/a.xml',
        '+++ b/a.xml',
        '@@ -2,12 +2,11 @@',
        ' 2',
        ' 3',
        ' 4',
        '-5',
        '+five',
        ' 6',
        ' 7',
        ' 8',
        ' 9',
        '-10',
        ' 11',
        ' 12',
        ' 13',
        '@@ -23,6 +22,7 @@',
        ' 23',
        ' 24',
        ' 25',
        '+and',
        ' 26',
        ' 27',
        ' 28',
        '',
      ].join('\n'),
    );
  });

  it('says where a last line does not end', () => {
    expect(unifiedDiff('a', 'x', 'y\n')).toBe('--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n');
  });

  const git = spawnSync('git', ['--version']).status === 0;
  it.skipIf(!git)('is what git apply takes', () => {
    const line = fc.constantFrom('a', 'b', '<c/>', '', 'd\r', ' ');
    const text = fc
      .tuple(fc.array(line, { maxLength: 20 }), fc.boolean())
      .map(([lines, end]) => lines.join('\n') + (end && lines.length > 0 ? '\n' : ''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after && before !== '' && after !== '');
        const folder = projectFolder({ 'a.xml': before, 'a.diff': unifiedDiff('a.xml', before, after) });
        const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '--unidiff-zero', 'a.diff'], {
          cwd: folder,
          encoding: 'utf8',
        });
        expect([status, stderr]).toEqual([0, '']);
        expect(readFileSync(join(folder, 'a.xml'), 'utf8')).toBe(after);
      }),
      { numRuns: 15 },
    );
  });
});

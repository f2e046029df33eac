import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/cli/lint/settings/glob.ts';

describe('a pattern for files', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['policies/a.xml', ['policies/a.xml'], ['policies/b.xml', 'a.xml', 'policies/a.xml.bak', 'x/policies/a.xml']],
    ['policies', ['policies/a.xml', 'policies/deep/er/a.xml'], ['policy/a.xml', 'x/policies/a.xml']],
    ['./policies/', ['policies/a.xml'], ['a.xml']],
    ['policies/*.xml', ['policies/a.xml', 'policies/.xml'], ['policies/deep/a.xml', 'policies/a.txt']],
    ['policies/legacy-*', ['policies/legacy-a/x.xml', 'policies/legacy-.xml'], ['policies/legac.xml']],
    ['**/a.xml', ['a.xml', 'x/a.xml', 'x/y/a.xml'], ['x/ba.xml']],
    ['x/**/a.xml', ['x/a.xml', 'x/y/z/a.xml'], ['a.xml', 'y/x/a.xml']],
    ['**', ['a.xml', 'x/y/a.xml'], []],
    ['x/**', ['x/a.xml', 'x/y/a.xml'], ['y/a.xml']],
    ['?.xml', ['a.xml', 'é.xml'], ['ab.xml', '.xml']],
    ['*a*b*.xml', ['xaybz.xml', 'ab.xml', 'aab.xml'], ['ba.xml']],
    ['[a].xml', ['[a].xml'], ['a.xml']],
    ['a.c', ['a.c'], ['abc']],
    ['../other', [], ['other/a.xml']],
  ])('%s', (pattern, yes, no) => {
    expect(yes.filter((path) => !matchesGlob(pattern, path))).toEqual([]);
    expect(no.filter((path) => matchesGlob(pattern, path))).toEqual([]);
  });

  it('is no trap, whatever it is', () => {
    expect(matchesGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
    expect(matchesGlob(`${'**/'.repeat(200)}b`, 'a/'.repeat(2000))).toBe(false);
  });
});

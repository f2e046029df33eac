import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { String_ as S } from '../../../../src/runtime/dotnet/system/String.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const ordinal = 4;
const ordinalIgnoreCase = 5;
const invariantIgnoreCase = 3;
const codes = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

describe('members of String', () => {
  test.each<[string, () => unknown, unknown]>([
    ['Substring(2)', () => S.substring('abcdef', 2), 'cdef'],
    ['Substring(-1)', () => S.substring('abcdef', -1), '!ArgumentOutOfRangeException'],
    ['Substring(3, 1) of "a b"', () => S.substringLength('a b', 3, 1), '!ArgumentOutOfRangeException'],
    ['Remove(6)', () => S.remove('abcdef', 6), '!ArgumentOutOfRangeException'],
    ['Remove(2, 2)', () => S.removeCount('abcdef', 2, 2), 'abef'],
    ['Insert(1, "X")', () => S.insert(host, 'abc', 1, 'X'), 'aXbc'],
    ['Insert(1, null)', () => S.insert(host, 'abc', 1, null), '!ArgumentNullException'],
    ['indexer past the end', () => S.charAt('abc', 3), '!IndexOutOfRangeException'],
    ['IndexOf("o", 5, 3)', () => S.indexOfIn(host, 'hello world', 'o', 5, 3), 7],
    ['IndexOf("")', () => S.indexOf(host, 'hello', ''), 0],
    ['IndexOf("", 11)', () => S.indexOfFrom(host, 'hello world', '', 11), 11],
    ['LastIndexOf("O", ignoring case)', () => S.lastIndexOfBy(host, 'hello world', 'O', ordinalIgnoreCase), 7],
    ['LastIndexOf("o", 5)', () => S.lastIndexOfFrom(host, 'hello world', 'o', 5), 4],
    ["LastIndexOf('l', 4)", () => S.lastIndexOfCharFrom(host, 'hello world', 108, 4), 3],
    ['LastIndexOfAny', () => S.lastIndexOfAny(host, 'hello', codes('hl')), 3],
    ['Contains(null)', () => S.contains(host, 'hello', null), '!ArgumentNullException'],
    ['StartsWith ignoring case', () => S.startsWithBy('hello', 'HE', ordinalIgnoreCase), true],
    ['EndsWith ignoring case', () => S.endsWithBy('hello', 'LO', invariantIgnoreCase), true],
    ['Trim()', () => S.trim('\t\r\n a \u00a0\u2003'), 'a'],
    ["Trim('x', 'y')", () => S.trimChars('xyabcyx', codes('xy')), 'abc'],
    ["TrimEnd('/')", () => S.trimEndChar('/a/b/', 47), '/a/b'],
    ["PadLeft(6, '0')", () => S.padLeftChar(host, 'abc', 6, 48), '000abc'],
    ['PadRight(2)', () => S.padRight(host, 'abc', 2), 'abc'],
    ['Replace of nothing', () => S.replace(host, 'abc', '', 'x'), '!ArgumentException'],
    ['Replace with null', () => S.replace(host, 'abc', 'b', null), 'ac'],
    ['Replace ignoring case', () => S.replaceBy(host, 'aBAb', 'ab', '-', ordinalIgnoreCase), '--'],
    ['ToUpperInvariant keeps ß', () => S.toUpperInvariant(host, 'Straße'), 'STRAßE'],
    ['ToLower has no final sigma', () => S.toLower(host, 'ΣΑΣ'), 'σασ'],
    ['Join of a range', () => S.joinRange(host, ',', ['a', 'b', 'c'], 1, 2), 'b,c'],
    ['Join with nulls', () => S.join(host, ', ', ['a', null, 'b']), 'a, , b'],
    ['Concat of null', () => S.concat2(host, null, 'a'), 'a'],
    ['Compare of case', () => S.compare('a', 'A'), -1],
    ['Compare ignoring case', () => S.compareCase('a', 'A', true), 0],
    ['Compare of letters before case', () => S.compare('apple', 'Banana'), -1],
    ['Compare with accent', () => S.compare('résumé', 'resume'), 1],
    ['Compare with null', () => S.compare(null, 'a'), -1],
    ['Compare of digits', () => S.compareBy('file10', 'file9', invariantIgnoreCase), -1],
    ['CompareOrdinal', () => Math.sign(S.compareOrdinal('a', 'B')), 1],
    ['Equals ignoring case', () => S.equalsStaticBy('a', 'A', invariantIgnoreCase), true],
    ['Equals by units', () => S.equalsStaticBy('a', 'A', ordinal), false],
    ['IsNullOrWhiteSpace', () => S.isNullOrWhiteSpace(' \t\n'), true],
    ['new string(char, count)', () => S.fromChar(host, 42, 3), '***'],
    ['Normalize', () => S.normalize(host, 'e\u0301').length, 1],
    ['ToCharArray of a part', () => [...S.toCharArrayPart(host, 'abcdef', 1, 3)], codes('bcd')],
  ])('%s', (_name, run, expected) => {
    expect(outcome(run)).toEqual(expected);
  });
});

describe('Split', () => {
  test.each<[string, () => string[], string[]]>([
    ['keeps empty parts', () => S.split(host, 'a,,b', codes(',')), ['a', '', 'b']],
    ['drops empty parts', () => S.splitOptions(host, 'a,b,,c', codes(','), 1), ['a', 'b', 'c']],
    ['at several characters', () => S.split(host, 'a,b;c', codes(',;')), ['a', 'b', 'c']],
    ['stops after so many parts', () => S.splitCount(host, 'a,b,c,d', codes(','), 2), ['a', 'b,c,d']],
    ['drops empty parts before it counts', () => S.splitCountOptions(host, 'a,,b,c', codes(','), 2, 1), ['a', 'b,c']],
    ['means white space without separators', () => S.splitOptions(host, ' a  b ', null, 1), ['a', 'b']],
    ['of nothing is one empty part', () => S.split(host, '', codes(',')), ['']],
    ['at the longest match first given', () => S.splitTexts(host, 'a\r\nb\nc', ['\r\n', '\n'], 0), ['a', 'b', 'c']],
    ['at a text so many times', () => S.splitTextsCount(host, 'key: value: more', [': '], 2, 0), ['key', 'value: more']],
  ])('%s', (_name, run, expected) => {
    expect([...run()]).toEqual(expected);
  });
});

describe('what grows is announced first', () => {
  test.each<[string, (host: ReturnType<typeof stillHost>) => unknown]>([
    ['PadLeft', (poor) => S.padLeft(poor, 'x', 1_000_000)],
    ['new string', (poor) => S.fromChar(poor, 42, 1_000_000)],
    ['Replace', (poor) => S.replace(poor, 'a'.repeat(900), 'a', 'b'.repeat(900))],
    ['Join', (poor) => S.join(poor, ','.repeat(600), ['a', 'b', 'c'])],
    ['Split', (poor) => S.split(poor, ','.repeat(900), [44])],
  ])('%s', (_name, run) => {
    expect(() => run(stillHost({ size: 1000 }))).toThrow(BudgetExceeded);
  });

  test('searching in a loop ends', () => {
    const poor = stillHost({ steps: 100 });
    const text = 'a'.repeat(10_000);
    expect(() => {
      for (;;) S.contains(poor, text, 'b');
    }).toThrow(BudgetExceeded);
  });
});

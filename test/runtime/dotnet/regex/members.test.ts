import { describe, expect, test } from 'vitest';
import { Match_ } from '../../../../src/runtime/dotnet/regex/Match.ts';
import { Regex_ } from '../../../../src/runtime/dotnet/regex/Regex.ts';
import type { Match } from '../../../../src/runtime/dotnet/regex/values.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host = stillHost();

const groupsOf = (match: Match): string[] => [...match.groups].map((group) => (group.success ? group.value : '-'));

describe('IsMatch', () => {
  test.each([
    ['abc123', '\\d+', 0, true],
    ['abc', '^\\d+$', 0, false],
    ['aBC', 'a(?i:b)C', 0, true],
    ['a\nb', '^b$', 0, false],
    ['a\nb', '^b$', 2, true],
    ['a\nb', 'a.b', 0, false],
    ['a\nb', 'a.b', 16, true],
    ['a\nb', '(?s)a.b', 0, true],
    ['ab', 'a b', 32, true],
    ['ab', '(?x) a  b # comment', 0, true],
    ['abc\n', 'c\\z', 0, false],
    ['abc\n', 'c\\Z', 0, true],
    ['abc\n', 'c$', 0, true],
    ['abc\r\n', 'c$', 0, false],
    ['abc', '\\Aabc\\z', 0, true],
    ['٣', '\\d', 0, true],
    ['٣', '\\d', 256, false],
    ['é', '\\w', 0, true],
    ['é', '\\w', 256, false],
    ['é', '\\p{L}', 0, true],
    ['é', '\\P{L}', 0, false],
    ['A', '\\p{Lu}', 0, true],
    ['a', '\\p{Lu}', 0, false],
    ['a', '\\p{Lu}', 1, true],
    ['Ж', '\\p{IsCyrillic}', 0, true],
    ['abc', '[a-z-[b]]{3}', 0, false],
    ['foobar', 'foo(?=bar)', 0, true],
    ['foobar', 'foo(?!bar)', 0, false],
    ['a{', 'a{', 0, true],
    ['a]', 'a]', 0, true],
    ['a/b', 'a\\/b', 0, true],
    ['x-y', '^[\\w-]+$', 0, true],
    ['AB-1234', '^[A-Z]{2}-\\d{4}$', 0, true],
    ['((a)(b))', '^[^()]*(((?<Open>\\()[^()]*)+((?<Close-Open>\\))[^()]*)+)*(?(Open)(?!))$', 0, true],
    ['((a)(b)', '^[^()]*(((?<Open>\\()[^()]*)+((?<Close-Open>\\))[^()]*)+)*(?(Open)(?!))$', 0, false],
    ['A', '\\u0041', 0, true],
    ['A', '\\x41', 0, true],
    ['A', '\\101', 0, true],
    ['\t', '\\cI', 0, true],
    ['\u001b', '\\e', 0, true],
    ['STRASSE', 'straße', 1, false],
    ['abc', '^ABC$', 1 | 8, true],
    ['K', '\u212a', 1 | 512, true],
    ['\u212a', 'k', 1, true],
    ['İ', 'i', 1, false],
    ['Σ', 'σ', 1, true],
    ['ab', '(?<a>a)(?(a)b|c)', 0, true],
    ['c', '(?<a>a)?(?(a)b|c)', 0, true],
    ['ab', '(?(a)ab|c)', 0, true],
    ['c', '(?(?=a)ab|c)', 0, true],
    ['a\u200db', 'a\\b', 0, false],
    ['\u00a0', '\\s', 0, true],
    ['\u200b', '\\s', 0, false],
    ['😀', '^.$', 0, false],
    ['😀', '^..$', 0, true],
    ['x', '[^]a]', 0, true],
    [']', '[]a]', 0, true],
    ['-', '[a-]', 0, true],
    ['-', '[\\w-]', 0, true],
    ['ab', '(?#comment)a(?#more)b', 0, true],
    ['aa', 'a(?#c)*$', 0, true],
    ['abab', '(ab)\\1', 0, true],
    ['abab', '(?<x>ab)\\k<x>', 0, true],
    ['abab', "(?'x'ab)\\k'x'", 0, true],
    ['abAB', '(ab)\\1', 1, true],
    ['b', '\\1(b)', 0, false],
    ['\u0001b', '\\1(b)', 256, true],
    ['b', '(a)?\\1b', 0, false],
    ['b', '(a)?\\1b', 256, true],
    ['ab12', '(?n)(a)(?<x>b)', 0, true],
    ['aaa', '(?>a+)a', 0, false],
    ['aaa', 'a{2,3}?$', 0, true],
    ['a{,3}', 'a{,3}', 0, true],
  ] as const)('%j %j (%i): %s', (text, pattern, options, expected) => {
    expect(Regex_.isMatchOptions(host, text, pattern, options)).toBe(expected);
  });
});

describe('Match', () => {
  test.each([
    ['price: $42', '(?<=\\$)\\d+', 0, 8, ['42']],
    ['abc', 'b', 0, 1, ['b']],
    ['key=value', '(\\w+)=(\\w+)', 0, 0, ['key=value', 'key', 'value']],
    ['key=value', "(?'k'\\w+)=(?'v'\\w+)", 0, 0, ['key=value', 'key', 'value']],
    ['one two', '\\b\\w+$', 0, 4, ['two']],
    ['abc123def', '[^\\d]+', 0, 0, ['abc']],
    ['aXbX', 'a.*X', 0, 0, ['aXbX']],
    ['aXbX', 'a.*?X', 0, 0, ['aX']],
    ['abc', '(x)?abc', 0, 0, ['abc', '-']],
    ['ab', '(?:(a)|b)*', 0, 0, ['ab', 'a']],
    ['b', '(a*)*', 0, 0, ['', '']],
    ['aab', '(a*)+?b', 0, 0, ['aab', 'aa']],
    ['ab', '(?<x>a)(b)', 0, 0, ['ab', 'b', 'a']],
    ['ab', '(?<2>a)(b)', 0, 0, ['ab', 'b', 'a']],
    ['ab', '(?<5>a)(b)', 0, 0, ['ab', 'b', 'a']],
    ['ab12', '(a)(?<x>b)', 4, 0, ['ab', 'b']],
    ['ab12cd34', '\\d+', 64, 6, ['34']],
    ['abcabc', '(a)(b)', 64, 3, ['ab', 'a', 'b']],
    ['aXbXc', '(?<!a)X', 0, 3, ['X']],
    ['12ab', '(?<=(\\d+)(\\d+))ab', 0, 2, ['ab', '1', '2']],
    ['test@example.com', '^[^@\\s]+@(?<host>[^@\\s]+)$', 0, 0, ['test@example.com', 'example.com']],
    ['foobarbaz', '(?:foo|foobar)(?:baz)?', 0, 0, ['foo']],
    ['é é', '\\b\\w\\b', 0, 0, ['é']],
  ] as const)('%j %j (%i)', (text, pattern, options, index, groups) => {
    const match = Regex_.matchOptions(host, text, pattern, options);
    expect([match.success, match.index, groupsOf(match)]).toEqual([true, index, [...groups]]);
  });

  test('gives the empty match when there is none', () => {
    const match = Regex_.matchOf(host, 'abc', '(x)(y)');
    expect([match.success, match.index, match.length, match.value, match.groups.count]).toEqual([false, 0, 0, '', 1]);
    expect([match.groups.at(1).success, match.groups.named('x').value, match.next(host.budget).success]).toEqual([false, '', false]);
    expect(thrownBy(() => Match_.result(match, 'x'))).toBe('System.NotSupportedException: Result cannot be called on a failed Match.');
  });

  test.each([
    ['a=1;a=2', '(?:a=(\\d);?)+', 1, ['1', '2']],
    ['abc', '(\\w)+', 1, ['a', 'b', 'c']],
    ['abc', 'b', 0, ['b']],
    ['((a)(b))', '^[^()]*(((?<Open>\\()[^()]*)+((?<Close-Open>\\))[^()]*)+)*(?(Open)(?!))$', 5, ['a', 'b', '(a)(b)']],
  ] as const)('keeps all captures: %j %j', (text, pattern, group, captures) => {
    const found = Regex_.matchOf(host, text, pattern).groups.at(group).captures(host.budget);
    expect([...found].map((capture) => capture.value)).toEqual([...captures]);
  });

  test('begins where it is told', () => {
    expect(Regex_.matchFrom(host, Regex_.create('\\d+'), 'a1b22', 2).value).toBe('22');
    expect(Regex_.matchFrom(host, Regex_.create('^b'), 'ab', 1).success).toBe(false);
    expect(Regex_.matchFrom(host, Regex_.create('\\Gb'), 'ab', 1).success).toBe(true);
    expect(Regex_.matchFrom(host, Regex_.create('(?<=a)b'), 'ab', 1).success).toBe(true);
    const within = Regex_.matchWithin(host, Regex_.create('^b(c)$'), 'abcd', 1, 2);
    expect([within.value, within.index, within.groups.at(1).index]).toEqual(['bc', 1, 2]);
  });

  test.each([
    ['a1b2c3', '\\d', 0, ['1', '2', '3']],
    ['aaa', 'a*', 0, ['aaa', '']],
    ['abc', '', 0, ['', '', '', '']],
    ['aab', 'a*', 0, ['aa', '', '']],
    ['a1b2', '([a-z])(\\d)', 64, ['b2', 'a1']],
    ['112', '\\G1', 0, ['1', '1']],
    ['abc', '', 64, ['', '', '', '']],
  ] as const)('goes on: %j %j', (text, pattern, options, values) => {
    const matches = Regex_.matchesOptions(host, text, pattern, options);
    expect([...matches].map((match) => match.value)).toEqual([...values]);
    expect(matches.count).toBe(values.length);
  });
});

describe('Replace', () => {
  test.each([
    ['abcde', '[a-z-[bd]]', '*', '*b*d*'],
    ['abc123', '\\d', '#', 'abc###'],
    ['abc123', '\\d+', '', 'abc'],
    ['John Smith', '(\\w+) (\\w+)', '$2, $1', 'Smith, John'],
    ['John Smith', '(?<f>\\w+) (?<l>\\w+)', '${l} ${f}', 'Smith John'],
    ['abc', 'b', '[$&]', 'a[b]c'],
    ['abc', 'b', '$$', 'a$c'],
    ['abc', 'b', '$_', 'aabcc'],
    ['abc', 'b', '[$`]', 'a[a]c'],
    ['abc', 'b', "[$']", 'a[c]c'],
    ['abc', '(a)(b)', '$+', 'bc'],
    ['abc', '(b)', '$11', 'a$11c'],
    ['abc', '(b)', '${1}1', 'ab1c'],
    ['abc', 'b', '${nope}', 'a${nope}c'],
    ['abc', 'b', '$', 'a$c'],
    ['abc', 'b', '$x${', 'a$x${c'],
    ['abc', '', '-', '-a-b-c-'],
    ['4111-1111-1111-1234', '\\d(?=(?:\\D*\\d){4})', '*', '****-****-****-1234'],
    ['2024-03-15', '(\\d+)-(\\d+)-(\\d+)', '$3/$2/$1', '15/03/2024'],
  ] as const)('%j %j %j', (text, pattern, by, expected) => {
    expect(Regex_.replaceOf(host, text, pattern, by)).toBe(expected);
  });

  test('by a function, with a count, from a place', () => {
    expect(Regex_.replaceByOf(host, 'hello world', '\\b\\w', (match) => match.value.toUpperCase())).toBe('Hello World');
    expect(Regex_.replaceByOf(host, 'ab', 'a', () => null)).toBe('b');
    expect(Regex_.replaceOptions(host, 'ABC', 'b', 'x', 1)).toBe('AxC');
    expect(Regex_.replaceCount(host, Regex_.create('\\d'), 'a1b2c3', '#', 2)).toBe('a#b#c3');
    expect(Regex_.replaceFrom(host, Regex_.create('\\d'), 'a1b2c3', '#', 1, 2)).toBe('a1b#c3');
    expect(Regex_.replaceCount(host, Regex_.createOptions('\\d', 64), 'a1b2c3', '#', 1)).toBe('a1b2c#');
    expect(Regex_.replaceCount(host, Regex_.create('\\d'), 'a1', '#', 0)).toBe('a1');
  });
});

test.each([
  ['a1b2c', '(\\d)', 0, ['a', '1', 'b', '2', 'c']],
  ['a, b;c', '[,;]\\s*', 0, ['a', 'b', 'c']],
  ['abc', '', 0, ['', 'a', 'b', 'c', '']],
  ['abc', 'x', 0, ['abc']],
  ['a-b-c', '-', 64, ['a', 'b', 'c']],
  ['-a-', '-', 0, ['', 'a', '']],
  ['a1b', '(\\d)|(x)', 0, ['a', '1', 'b']],
] as const)('Split %j %j', (text, pattern, options, parts) => {
  expect(Regex_.splitOptions(host, text, pattern, options)).toEqual([...parts]);
});

test('Split with a count', () => {
  expect(Regex_.splitCount(host, Regex_.create(','), 'a,b,c', 2)).toEqual(['a', 'b,c']);
  expect(Regex_.splitCount(host, Regex_.create(','), 'a,b,c', 1)).toEqual(['a,b,c']);
});

test.each([
  ['a.b*c?(d)[e]{f}|^$+ #\\', 'a\\.b\\*c\\?\\(d\\)\\[e]\\{f}\\|\\^\\$\\+\\ \\#\\\\'],
  ['tab\tnl\n-/"', 'tab\\tnl\\n-/"'],
] as const)('Escape %j', (text, expected) => {
  expect(Regex_.escape(text)).toBe(expected);
});

test.each([
  ['a\\.b\\t\\u0041', 'a.b\tA'],
  ['\\x41\\\\', 'A\\'],
  ['a\\', 'a'],
  ['plain', 'plain'],
] as const)('Unescape %j', (text, expected) => {
  expect(Regex_.unescape(text)).toBe(expected);
});

test('groups by name and number', () => {
  const regex = Regex_.create('a(?<x>b)(c)(?<7>d)');
  expect(Regex_.getGroupNames(regex)).toEqual(['0', '1', 'x', '7']);
  expect(Regex_.getGroupNumbers(regex)).toEqual([0, 1, 2, 7]);
  expect([Regex_.groupNumberFromName(regex, 'x'), Regex_.groupNumberFromName(regex, 'y')]).toEqual([2, -1]);
  expect([Regex_.groupNameFromNumber(regex, 2), Regex_.groupNameFromNumber(regex, 3)]).toEqual(['x', '']);
  expect(Match_.result(Regex_.matchOf(host, 'abc', '(?<n>b)'), '[${n}]')).toBe('[b]');
});

describe('faults', () => {
  const invalid = (pattern: string, offset: number, fault: string): string =>
    `System.ArgumentException: Invalid pattern '${pattern}' at offset ${offset}. ${fault}`;

  test.each([
    ['[a', 2, 'Unterminated [] set.'],
    ['(a', 2, "Not enough )'s."],
    ['a)', 2, "Too many )'s."],
    ['*a', 1, 'Quantifier {x,y} following nothing.'],
    ['a**', 3, 'Nested quantifier *.'],
    ['a{2}{3}', 5, 'Nested quantifier {.'],
    ['a{3,2}', 6, 'Illegal {x,y} with x > y.'],
    ['[z-a]', 4, '[x-y] range in reverse order.'],
    ['[a-\\d]', 5, 'Cannot include class \\d in character range.'],
    ['\\', 1, 'Illegal \\ at end of pattern.'],
    ['\\1', 2, 'Reference to undefined group number 1.'],
    ['\\k<x>', 5, 'Reference to undefined group name x.'],
    ['\\p{Xx}', 6, "Unknown property 'Xx'."],
    ['\\i', 2, 'Unrecognized escape sequence \\i.'],
    ['(?z)', 3, 'Unrecognized grouping construct.'],
    ['(?<1a>b)', 4, 'Invalid group name: Group names must begin with a word character.'],
    ['(?(a)b|c|d)', 11, 'Too many | in (?()|).'],
    ['\\x4', 2, 'Insufficient hexadecimal digits.'],
    ['(?#a', 4, 'Unterminated (?#...) comment.'],
  ] as const)('%j', (pattern, offset, fault) => {
    expect(thrownBy(() => Regex_.create(pattern))).toBe(invalid(pattern, offset, fault));
  });

  test('of arguments', () => {
    expect(thrownBy(() => Regex_.isMatchOf(host, null, 'a'))).toBe(
      "System.ArgumentNullException: Value cannot be null. (Parameter 'input')",
    );
    expect(thrownBy(() => Regex_.create(null))).toBe("System.ArgumentNullException: Value cannot be null. (Parameter 'pattern')");
    expect(thrownBy(() => Regex_.createOptions('a', 256 | 16))).toBe(
      "System.ArgumentOutOfRangeException: Specified argument was out of the range of valid values. (Parameter 'options')",
    );
    expect(thrownBy(() => Regex_.matchFrom(host, Regex_.create('a'), 'a', 2))).toBe(
      "System.ArgumentOutOfRangeException: Start index cannot be less than 0 or greater than input length. (Parameter 'startat')",
    );
    expect(thrownBy(() => Regex_.create(`${'('.repeat(300)}a${')'.repeat(300)}`))).toBe(
      'System.NotSupportedException: The regular expression is not supported here: its groups are nested more than 200 deep.',
    );
  });
});

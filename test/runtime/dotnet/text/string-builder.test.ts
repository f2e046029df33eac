import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { StringBuilder_ as S } from '../../../../src/runtime/dotnet/text/StringBuilder.ts';
import type { StringBuilder } from '../../../../src/runtime/dotnet/text/string-builder/value.ts';
import { Decimal } from '../../../../src/runtime/dotnet/values/decimal.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host = stillHost();
const of = (text: string): StringBuilder => S.createText(host, text);

describe('gives', () => {
  test.each<[string, (builder: StringBuilder) => unknown, string]>([
    ['Append', (b) => S.append(host, b, 'd'), 'abcd'],
    ['Append null', (b) => S.append(host, b, null), 'abc'],
    ['Append char', (b) => S.appendChar(host, b, 0x78), 'abcx'],
    ['Append bool', (b) => S.appendBool(host, b, true), 'abcTrue'],
    ['Append double', (b) => S.appendDouble(host, b, 2.5), 'abc2.5'],
    ['Append float', (b) => S.appendSingle(host, b, Math.fround(0.1)), 'abc0.1'],
    ['Append decimal', (b) => S.appendDecimal(host, b, Decimal.zero), 'abc0'],
    ['Append long', (b) => S.appendInt64(host, b, 12345678901234n), 'abc12345678901234'],
    ['Append chars', (b) => S.appendChars(host, b, [0x61, 0x62]), 'abcab'],
    ['Append repeated', (b) => S.appendRepeated(host, b, 0x2a, 3), 'abc***'],
    ['Append part', (b) => S.appendPart(host, b, 'xyz', 1, 2), 'abcyz'],
    ['AppendLine', (b) => S.appendLineOf(host, b, 'd'), 'abcd\n'],
    ['AppendFormat', (b) => S.appendFormat2(host, b, '{0}-{1:D2}', 'a', 5), 'abca-05'],
    ['AppendJoin', (b) => S.appendJoinObjects(host, b, ',', [1, null, 'x']), 'abc1,,x'],
    ['Insert', (b) => S.insert(host, b, 1, 'X'), 'aXbc'],
    ['Insert number', (b) => S.insertInt32(host, b, 3, 7), 'abc7'],
    ['Insert repeated', (b) => S.insertRepeated(host, b, 0, 'xy', 2), 'xyxyabc'],
    ['Remove', (b) => S.remove(host, b, 1, 1), 'ac'],
    ['Replace', (b) => S.replace(host, b, 'b', '$&'), 'a$&c'],
    ['Replace chars', (b) => S.replaceChar(host, b, 0x62, 0x24), 'a$c'],
    ['Replace part', (b) => S.replacePart(host, S.append(host, b, 'abc'), 'a', 'X', 1, 4), 'abcXbc'],
    ['Clear', (b) => S.clear(b), ''],
    ['Length shorter', (b) => S.setLength(host, b, 2), 'ab'],
    ['Length longer', (b) => S.setLength(host, b, 5), 'abc\0\0'],
    ['set', (b) => S.setAt(host, b, 1, 0x58), 'aXc'],
  ])('%s', (_name, change, expected) => {
    const builder = of('abc');
    change(builder);
    expect(S.toString(builder)).toBe(expected);
    expect(S.length(builder)).toBe(expected.length);
  });

  test('parts and characters', () => {
    expect([S.toStringPart(of('abcdef'), 2, 3), S.get(of('abc'), 1), S.equals(of('abc'), of('abc')), S.equals(of('abc'), null)]).toEqual([
      'cde',
      0x62,
      true,
      false,
    ]);
    const target = [0, 0, 0];
    S.copyTo(of('abc'), 1, target, 1, 2);
    expect(target).toEqual([0, 0x62, 0x63]);
  });
});

describe('throws', () => {
  const index =
    'System.ArgumentOutOfRangeException: Index was out of range. Must be non-negative and less than the size of the collection.';

  test.each<[() => unknown, string]>([
    [() => S.insert(host, of('abc'), 9, 'x'), `${index} (Parameter 'index')`],
    [() => S.remove(host, of('abc'), 2, 2), `${index} (Parameter 'length')`],
    [
      () => S.remove(host, of('abc'), -1, 2),
      "System.ArgumentOutOfRangeException: StartIndex cannot be less than zero. (Parameter 'startIndex')",
    ],
    [() => S.get(of('abc'), 3), 'System.IndexOutOfRangeException: Index was outside the bounds of the array.'],
    [() => S.setAt(host, of('abc'), 3, 0), `${index} (Parameter 'index')`],
    [() => S.setLength(host, of('abc'), -1), "System.ArgumentOutOfRangeException: Length cannot be less than zero. (Parameter 'value')"],
    [() => S.replace(host, of('abc'), null, 'x'), "System.ArgumentNullException: Value cannot be null. (Parameter 'oldValue')"],
    [() => S.createCapacity(host, -1), "System.ArgumentOutOfRangeException: 'capacity' must be greater than zero. (Parameter 'capacity')"],
  ])('%#', (act, expected) => {
    expect(thrownBy(act)).toBe(expected);
  });

  test('before it grows beyond the budget', () => {
    expect(() => S.appendRepeated(stillHost(), of('a'), 0x61, 2_000_000_000)).toThrow(BudgetExceeded);
    expect(() => S.setLength(stillHost(), of('a'), 2_000_000_000)).toThrow(BudgetExceeded);
    expect(() => S.insertRepeated(stillHost(), of('a'), 0, 'aaaa', 500_000_000)).toThrow(BudgetExceeded);
  });
});

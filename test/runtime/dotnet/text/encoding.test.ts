import { describe, expect, test } from 'vitest';
import { Encoding_ } from '../../../../src/runtime/dotnet/text/Encoding.ts';
import { UTF8Encoding_ } from '../../../../src/runtime/dotnet/text/UTF8Encoding.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host = stillHost();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

describe('GetBytes', () => {
  test.each([
    ['utf-8', 'aé€😀', '61c3a9e282acf09f9880'],
    ['utf-8', '\ud83d', 'efbfbd'],
    ['utf-8', 'a\ude00b', '61efbfbd62'],
    ['us-ascii', 'aé😀', '613f3f3f'],
    ['utf-16', 'a😀', '61003dd800de'],
    ['utf-16', '\ud83d', 'fdff'],
    ['utf-16BE', 'aé', '006100e9'],
    ['utf-32', 'a😀', '6100000000f60100'],
    ['utf-32BE', 'a', '00000061'],
    ['iso-8859-1', 'é€Ā–ａ', 'e93f412d61'],
    ['Latin1', 'é', 'e9'],
  ] as const)('%s %j', (name, text, expected) => {
    const encoding = Encoding_.getEncoding(name);
    expect(hex(Encoding_.getBytes(host, encoding, text))).toBe(expected);
    expect(Encoding_.getByteCount(encoding, text)).toBe(expected.length / 2);
  });
});

describe('GetString', () => {
  test.each([
    ['utf-8', '61c3a9e282acf09f9880', 'aé€😀'],
    ['utf-8', 'c3', '\ufffd'],
    ['utf-8', 'c328', '\ufffd('],
    ['utf-8', 'e28228', '\ufffd('],
    ['utf-8', 'eda080', '\ufffd\ufffd\ufffd'],
    ['utf-8', 'f09f98', '\ufffd'],
    ['utf-8', 'c080', '\ufffd\ufffd'],
    ['utf-8', 'efbbbf41', '\ufeffA'],
    ['us-ascii', '6180', 'a?'],
    ['utf-16', '61003dd800de41', 'a😀\ufffd'],
    ['utf-16', '3dd84100', '\ufffdA'],
    ['utf-16BE', '0061', 'a'],
    ['utf-32', '6100000000f60100', 'a😀'],
    ['utf-32', '00d8000061', '\ufffd\ufffd'],
    ['iso-8859-1', 'e9ff', 'éÿ'],
  ] as const)('%s %s', (name, text, expected) => {
    expect(Encoding_.getString(host, Encoding_.getEncoding(name), bytes(text))).toBe(expected);
  });

  test('of large arrays', () => {
    const text = 'aé€😀'.repeat(5000);
    for (const name of ['utf-8', 'utf-16', 'utf-32']) {
      const encoding = Encoding_.getEncoding(name);
      expect(Encoding_.getString(host, encoding, Encoding_.getBytes(host, encoding, text))).toBe(text);
    }
  });
});

test('parts, preambles and names', () => {
  const utf8 = Encoding_.utf8();
  expect(Encoding_.getStringPart(host, utf8, bytes('616263'), 1, 1)).toBe('b');
  expect(hex(Encoding_.getBytesPart(host, utf8, 'abc', 1, 2))).toBe('6263');
  expect(Encoding_.getChars(host, utf8, bytes('c3a9'))).toEqual([0xe9]);
  expect([...Encoding_.getPreamble(utf8)]).toEqual([0xef, 0xbb, 0xbf]);
  expect([...Encoding_.getPreamble(Encoding_.default())]).toEqual([]);
  expect(Encoding_.equals(utf8, Encoding_.getEncodingPage(65001))).toBe(true);
  expect([Encoding_.webName(Encoding_.unicode()), Encoding_.codePage(Encoding_.ascii()), Encoding_.encodingName(utf8)]).toEqual([
    'utf-16',
    20127,
    'Unicode (UTF-8)',
  ]);
  expect(hex(Encoding_.convert(host, utf8, Encoding_.getEncodingPage(28591), bytes('c3a9')))).toBe('e9');
  const target = new Uint8Array(4);
  expect(Encoding_.fillBytes(host, utf8, 'abc', 1, 2, target, 1)).toBe(2);
  expect(hex(target)).toBe('00626300');
});

test.each([
  [
    () => Encoding_.getEncoding('nope'),
    "System.ArgumentException: 'nope' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')",
  ],
  [
    () => Encoding_.getEncodingPage(1252),
    'System.NotSupportedException: No data is available for encoding 1252. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.',
  ],
  [
    () => Encoding_.getBytes(host, Encoding_.utf8(), null),
    "System.ArgumentNullException: String reference not set to an instance of a String. (Parameter 's')",
  ],
  [() => Encoding_.getString(host, Encoding_.utf8(), null), "System.ArgumentNullException: Array cannot be null. (Parameter 'bytes')"],
  [
    () => Encoding_.getStringPart(host, Encoding_.utf8(), bytes('61'), 0, 2),
    "System.ArgumentOutOfRangeException: Index and count must refer to a location within the buffer. (Parameter 'bytes')",
  ],
])('fault %#', (act, expected) => {
  expect(thrownBy(act)).toBe(expected);
});

test('a strict encoding refuses instead of replacing', () => {
  const strict = UTF8Encoding_.createStrict(false, true);
  expect(Encoding_.getString(host, strict, bytes('c3a9'))).toBe('é');
  expect([...Encoding_.getPreamble(strict)]).toEqual([]);
  expect(thrownBy(() => Encoding_.getString(host, strict, bytes('61c3')))).toBe(
    'System.Text.DecoderFallbackException: Unable to translate bytes [C3] at index 1 from specified code page to Unicode.',
  );
  expect(thrownBy(() => Encoding_.getBytes(host, strict, 'a\ud83d'))).toBe(
    'System.Text.EncoderFallbackException: Unable to translate Unicode character \\uD83D at index 1 to specified code page.',
  );
});

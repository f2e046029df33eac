import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IPAddress } from '../../../../src/runtime/dotnet/net/ip-address.ts';
import { percentEncode } from '../../../../src/runtime/dotnet/net/percent.ts';
import { asciiHost } from '../../../../src/runtime/dotnet/net/uri/punycode.ts';
import { escaped, kinds, safeUnescaped, Uri } from '../../../../src/runtime/dotnet/net/uri/value.ts';
import { isWellFormed } from '../../../../src/runtime/dotnet/net/uri/well-formed.ts';
import { htmlDecode, htmlEncode, urlDecode, urlEncode } from '../../../../src/runtime/dotnet/net/web-utility.ts';
import { escapePattern, unescapePattern } from '../../../../src/runtime/dotnet/regex/escape.ts';
import { Regex_ } from '../../../../src/runtime/dotnet/regex/Regex.ts';
import { utf8 } from '../../../../src/runtime/dotnet/text/encodings/utf8.ts';
import { utf16 } from '../../../../src/runtime/dotnet/text/encodings/utf16.ts';
import { NetException } from '../../../../src/runtime/dotnet/values.ts';
import { stillHost } from '../still-host.ts';

const run = { numRuns: 1000, seed: 20240101 };
const texts = fc.string({ unit: 'binary', maxLength: 40 });
const wellFormed = fc.string({ unit: 'grapheme', maxLength: 40 });

/** The text without halves of pairs that stand alone. */
const proper = (text: string): string => Buffer.from(text).toString();

/** Texts of the characters that a syntax gives a meaning. */
const soup = (characters: string): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...characters, 'a', 'B', '1', ' ', 'é'), { maxLength: 24 }).map((all) => all.join(''));

test('UTF-8 reads bytes as the Encoding Standard says', () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const bytes = fc.uint8Array({ maxLength: 24 });
  const nearly = fc.array(fc.constantFrom(0x41, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0xf4, 0x90), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        bytes,
        nearly.map((all) => Uint8Array.from(all)),
      ),
      (data) => {
        expect(utf8.decode(data)).toBe(decoder.decode(data));
      },
    ),
    run,
  );
});

test('encodings give back what they were given', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const repaired = proper(text);
      expect(Buffer.from(utf8.encode(text)).equals(Buffer.from(repaired))).toBe(true);
      expect(utf8.decode(utf8.encode(text))).toBe(repaired);
      expect(utf16(true).decode(utf16(true).encode(text))).toBe(repaired);
    }),
    run,
  );
});

test('texts for addresses and HTML come back', () => {
  const { budget } = stillHost();
  fc.assert(
    fc.property(wellFormed, (text) => {
      expect(urlDecode(budget, urlEncode(budget, text))).toBe(proper(text));
      expect(htmlDecode(budget, htmlEncode(budget, text))).toBe(proper(text));
      expect(percentEncode(text, /[^A-Za-z0-9\-_.!~*'()]+/gu)).toBe(encodeURIComponent(text));
      expect(unescapePattern(escapePattern(text))).toBe(text);
    }),
    run,
  );
});

test('host names become what the name service knows', () => {
  const names = ['münchen.de', 'bücher.example', '例え.jp', 'пример.испытание', 'a-ü-b.com', 'faß.example', 'ü'.repeat(20)];
  // The German sharp s is the one letter that newer rules leave alone.
  const expected = names.map((name) => (name.includes('ß') ? 'xn--fa-hia.example' : domainToASCII(name)));
  expect(names.map(asciiHost)).toEqual(expected);
});

test('any text is an address or an exception of .NET', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        texts,
        soup(':/?#[]@%.\\-'),
        soup(':/?#%.').map((rest) => `http://${rest}`),
      ),
      fc.constantFrom(0, 1, 2),
      (text, kind) => {
        const uri = Uri.read(text, kind);
        if (uri instanceof NetException) return;
        isWellFormed(uri);
        expect(typeof uri.toString()).toBe('string');
        if (!uri.isAbsolute) return;
        const again = Uri.read(uri.whole(escaped), kinds.absolute);
        expect(again).toBeInstanceOf(Uri);
        if (again instanceof Uri) expect(again.whole(escaped)).toBe(uri.whole(escaped));
        expect(/^[\0-\x7f]*$/.test(uri.path(escaped) + uri.query(escaped) + uri.fragment(escaped))).toBe(true);
        uri.whole(safeUnescaped);
      },
    ),
    run,
  );
});

test('any text is an IP address or none', () => {
  fc.assert(
    fc.property(soup(':.%[]f0'), (text) => {
      const address = IPAddress.read(text);
      if (address !== undefined) expect(IPAddress.read(address.toString())?.toString()).toBe(address.toString());
    }),
    run,
  );
});

test('any text is a pattern, a replacement or an exception of .NET', () => {
  fc.assert(
    fc.property(
      soup("()[]{}|*+?^$.\\-<>=!:#,'kdwspPbBAZzGux019i&_`"),
      soup("$&`'+_{}019n"),
      texts,
      fc.constantFrom(0, 1, 32, 64, 256),
      (pattern, by, text, options) => {
        try {
          const host = stillHost({ steps: 50_000 });
          const regex = Regex_.createOptions(pattern, options);
          expect(typeof Regex_.replace(host, regex, text, by)).toBe('string');
          expect(Regex_.split(host, regex, text).length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof NetException) && !(error instanceof Error && error.name === 'BudgetExceeded')) throw error;
        }
      },
    ),
    { ...run, numRuns: 3000 },
  );
});

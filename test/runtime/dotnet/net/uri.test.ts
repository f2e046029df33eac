import { describe, expect, test } from 'vitest';
import { trimUri } from '../../../../src/runtime/dotnet/net/uri/parse.ts';
import type { Uri } from '../../../../src/runtime/dotnet/net/uri/value.ts';
import { Uri_ as U } from '../../../../src/runtime/dotnet/system/Uri.ts';
import { UriBuilder_ as B } from '../../../../src/runtime/dotnet/system/UriBuilder.ts';
import type { Ref } from '../../../../src/runtime/dotnet/values.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host = stillHost();
const full = U.create('https://user:pw@host.example:8443/a/b.html?x=1&y=2#frag');
const relative = 2;

describe('parts', () => {
  test.each<[string, unknown]>([
    ['scheme', 'https'],
    ['userInfo', 'user:pw'],
    ['host', 'host.example'],
    ['port', 8443],
    ['authority', 'host.example:8443'],
    ['absolutePath', '/a/b.html'],
    ['localPath', '/a/b.html'],
    ['query', '?x=1&y=2'],
    ['fragment', '#frag'],
    ['pathAndQuery', '/a/b.html?x=1&y=2'],
    ['absoluteUri', 'https://user:pw@host.example:8443/a/b.html?x=1&y=2#frag'],
    ['segments', ['/', 'a/', 'b.html']],
    ['isDefaultPort', false],
    ['hostNameType', 2],
    ['isFile', false],
    ['isLoopback', false],
  ])('%s', (name, expected) => {
    expect((U as unknown as Readonly<Record<string, (uri: Uri) => unknown>>)[name]?.(full)).toEqual(expected);
  });

  test('left parts and components', () => {
    expect([0, 1, 2, 3].map((part) => U.getLeftPart(full, part))).toEqual([
      'https://',
      'https://user:pw@host.example:8443',
      'https://user:pw@host.example:8443/a/b.html',
      'https://user:pw@host.example:8443/a/b.html?x=1&y=2',
    ]);
    const of = (components: number): string => U.getComponents(full, components, 1);
    expect([1, 2, 4, 8, 16, 32, 64, 132, 13, 48, 61].map(of)).toEqual([
      'https',
      'user:pw',
      'host.example',
      '8443',
      'a/b.html',
      'x=1&y=2',
      'frag',
      'host.example:8443',
      'https://host.example:8443',
      '/a/b.html?x=1&y=2',
      'https://host.example:8443/a/b.html?x=1&y=2',
    ]);
    expect([16, 32, 64].map((part) => U.getComponents(full, part + 0x40000000, 1))).toEqual(['/a/b.html', '?x=1&y=2', '#frag']);
  });
});

describe('the escaped and the readable form', () => {
  test.each([
    ['https://host.example', 'https://host.example/', 'https://host.example/'],
    ['HTTPS://HOST.Example:443/Path', 'https://host.example/Path', 'https://host.example/Path'],
    [' http://h/a ', 'http://h/a', 'http://h/a'],
    ['https://h/a b', 'https://h/a%20b', 'https://h/a b'],
    ['https://h/a%20b', 'https://h/a%20b', 'https://h/a b'],
    ['https://h/é', 'https://h/%C3%A9', 'https://h/é'],
    ['https://h/%C3%A9', 'https://h/%C3%A9', 'https://h/é'],
    ['https://h/%c3%a9%2f', 'https://h/%C3%A9%2f', 'https://h/é%2f'],
    ['https://h/%FF%41', 'https://h/%FFA', 'https://h/%FFA'],
    ['https://h/%7Eu/%2F', 'https://h/~u/%2F', 'https://h/~u/%2F'],
    ['https://h/100%', 'https://h/100%25', 'https://h/100%25'],
    ['https://h/a/../b/./c', 'https://h/b/c', 'https://h/b/c'],
    ['https://h/a/%2e%2e/b', 'https://h/b', 'https://h/b'],
    ['https://h\\a\\b', 'https://h/a/b', 'https://h/a/b'],
    ['https://h?q', 'https://h/?q', 'https://h/?q'],
    ['https://h/?q=a b"', 'https://h/?q=a%20b%22', 'https://h/?q=a b"'],
    ['https://h/#a b', 'https://h/#a%20b', 'https://h/#a b'],
    ['http://[::0001]:80/', 'http://[::1]/', 'http://[::1]/'],
    ['http://MÜNCHEN.de/', 'http://münchen.de/', 'http://münchen.de/'],
    ['mailto:a@b.c?subject=x', 'mailto:a@b.c?subject=x', 'mailto:a@b.c?subject=x'],
    ['urn:isbn:123', 'urn:isbn:123', 'urn:isbn:123'],
    ['custom://host/a/../b', 'custom://host/b', 'custom://host/b'],
    ['file:///c:/a b.txt', 'file:///c:/a%20b.txt', 'file:///c:/a b.txt'],
  ] as const)('%j', (text, escaped, readable) => {
    const uri = U.create(text);
    expect([U.absoluteUri(uri), U.toString(uri)]).toEqual([escaped, readable]);
    expect(U.originalString(uri)).toBe(text);
  });
});

describe('relative addresses', () => {
  // RFC 3986, section 5.4.1.
  test.each([
    ['g', 'http://a/b/c/g'],
    ['./g', 'http://a/b/c/g'],
    ['g/', 'http://a/b/c/g/'],
    ['/g', 'http://a/g'],
    ['//g', 'http://g/'],
    ['?y', 'http://a/b/c/d;p?y'],
    ['g?y', 'http://a/b/c/g?y'],
    ['#s', 'http://a/b/c/d;p?q#s'],
    ['g#s', 'http://a/b/c/g#s'],
    [';x', 'http://a/b/c/;x'],
    ['', 'http://a/b/c/d;p?q'],
    ['.', 'http://a/b/c/'],
    ['..', 'http://a/b/'],
    ['../g', 'http://a/b/g'],
    ['../../g', 'http://a/g'],
    ['../../../g', 'http://a/g'],
    ['https://x/y', 'https://x/y'],
  ] as const)('%j', (text, expected) => {
    expect(U.absoluteUri(U.createCombined(U.create('http://a/b/c/d;p?q'), text))).toBe(expected);
  });

  test.each([
    ['http://h/a/b', 'http://h/a/c/d', 'c/d'],
    ['http://h/a/b/c', 'http://h/a/d?q', '../d?q'],
    ['http://h/a/', 'http://h/a/', ''],
    ['http://h/a', 'http://x/a', 'http://x/a'],
  ] as const)('from %s to %s', (from, to, expected) => {
    expect(U.toString(U.makeRelativeUri(U.create(from), U.create(to)))).toBe(expected);
  });

  test('keep their text and have no parts', () => {
    const uri = U.createKind('/rel?x#y', relative);
    expect([U.toString(uri), U.isAbsoluteUri(uri)]).toEqual(['/rel?x#y', false]);
    expect(thrownBy(() => U.host(uri))).toBe('System.InvalidOperationException: This operation is not supported for a relative URI.');
    expect(thrownBy(() => U.createKind('http://h', relative))).toMatch(/^System.UriFormatException: A relative URI cannot be created/);
  });
});

test('equality leaves fragment, user and case of the host out', () => {
  const a = U.create('https://h/a?b');
  expect(['https://h/a?b', 'HTTPS://H/a?b#c', 'https://u@h:443/a?b'].map((text) => U.equality(a, U.create(text)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['https://h/A?b', 'https://h/a', 'http://h/a?b'].map((text) => U.equality(a, U.create(text)))).toEqual([false, false, false]);
  expect([U.equality(a, null), U.equality(null, null), U.inequality(a, null), U.equals(a, 'https://h/a?b')]).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test.each([
  ['https://h/a', 1, true],
  ['https://h/a%20b?c=d#e', 1, true],
  ['https://h/a b', 1, false],
  ['https://h/%zz', 1, false],
  ['https://h\\a', 1, false],
  ['https://h/é', 1, true],
  ['a/b', 1, false],
  ['a/b', 2, true],
  ['a b', 2, false],
  ['a:b/c', 2, false],
  ['a/b', 0, true],
  ['urn:a:b', 1, true],
  ['', 1, false],
] as const)('IsWellFormedUriString %j %i', (text, kind, expected) => {
  expect(U.isWellFormedUriString(text, kind)).toBe(expected);
});

test.each([
  ['', 'The URI is empty.'],
  ['not a uri', 'The format of the URI could not be determined.'],
  ['1a://x', 'The URI scheme is not valid.'],
  ['http:x', 'The Authority/Host could not be parsed.'],
  ['http://', 'The hostname could not be parsed.'],
  ['http:///x', 'The hostname could not be parsed.'],
  ['http://a b/', 'The hostname could not be parsed.'],
  ['http://h:99999/', 'Invalid port specified.'],
  ['http://h:x/', 'Invalid port specified.'],
  [`http://h/${'a'.repeat(70_000)}`, 'The Uri string is too long.'],
] as const)('refuses %.20j', (text, fault) => {
  expect(thrownBy(() => U.create(text))).toBe(`System.UriFormatException: Invalid URI: ${fault}`);
  const result: Ref<Uri | null> = { value: full };
  expect([U.tryCreate(text, 1, result), result.value]).toEqual([false, null]);
});

describe('texts', () => {
  test.each([
    ['a b&c/d?é😀', 'a%20b%26c%2Fd%3F%C3%A9%F0%9F%98%80', 'a%20b&c/d?%C3%A9%F0%9F%98%80'],
    ["-_.~!*'()", '-_.~%21%2A%27%28%29', "-_.~!*'()"],
    ['100%20', '100%2520', '100%2520'],
    ['\ud83d', '%EF%BF%BD', '%EF%BF%BD'],
    ['', '', ''],
  ] as const)('escaping %j', (text, data, uri) => {
    expect([U.escapeDataString(host, text), U.escapeUriString(host, text)]).toEqual([data, uri]);
  });

  test.each([
    ['a%20b%26c%2Fd+e', 'a b&c/d+e'],
    ['%C3%A9%zz%', 'é%zz%'],
    ['%C3%28%FF', '%C3(%FF'],
    ['%F0%9F%98%80', '😀'],
  ] as const)('unescaping %j', (text, expected) => {
    expect(U.unescapeDataString(host, text)).toBe(expected);
  });

  test('hexadecimal digits', () => {
    const index = { value: 1 };
    expect([U.hexEscape(0x20), U.hexUnescape('a%20b', index), index.value, U.fromHex(0x66), U.isHexEncoding('%zz', 0)]).toEqual([
      '%20',
      0x20,
      4,
      15,
      false,
    ]);
  });
});

test.each([
  ['http://h/a', { scheme: 'https', port: -1 }, 'https://h/a'],
  ['http://h/a', { query: 'x=1', fragment: 'f' }, 'http://h:80/a?x=1#f'],
  ['http://h/a', { path: 'b c', host: '::1' }, 'http://[::1]:80/b%20c'],
  ['h.example/x', { userName: 'u', password: 'p' }, 'http://u:p@h.example:80/x'],
] as const)('UriBuilder %j %j', (text, changes, expected) => {
  const builder = B.createText(text);
  Object.assign(builder, changes);
  expect(B.toString(builder)).toBe(expected);
});

test('blanks between other characters are looked at once', () => {
  const text = `a${' '.repeat(400_000)}b`;
  expect(trimUri(` \r\n${text}\t`)).toBe(text);
});

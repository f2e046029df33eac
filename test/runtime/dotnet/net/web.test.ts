import { describe, expect, test } from 'vitest';
import { IPAddress_ as I } from '../../../../src/runtime/dotnet/net/IPAddress.ts';
import { WebUtility_ as W } from '../../../../src/runtime/dotnet/net/WebUtility.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host = stillHost();

describe('WebUtility', () => {
  test.each([
    ["a b+c&d=é~*()'!_-.", 'a+b%2Bc%26d%3D%C3%A9%7E*()%27!_-.'],
    ['😀', '%F0%9F%98%80'],
    ['', ''],
    [null, null],
  ] as const)('UrlEncode %j', (text, expected) => {
    expect(W.urlEncode(host, text)).toBe(expected);
  });

  test.each([
    ['a+b%26c%2Fd', 'a b&c/d'],
    ['%zz+%C3%A9%', '%zz é%'],
    ['é%41', 'éA'],
    ['%FF', '\ufffd'],
    [null, null],
  ] as const)('UrlDecode %j', (text, expected) => {
    expect(W.urlDecode(host, text)).toBe(expected);
  });

  test.each([
    ['<a href="x">\'&é©</a>', '&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#233;&#169;&lt;/a&gt;'],
    ['😀€', '&#128512;€'],
    ['\ud83d', '\ufffd'],
    [null, null],
  ] as const)('HtmlEncode %j', (text, expected) => {
    expect(W.htmlEncode(host, text)).toBe(expected);
  });

  test.each([
    ['&lt;b&gt; &amp; &quot;q&quot; &#39;x&#39; &eacute; &nbsp;.', '<b> & "q" \'x\' é \u00a0.'],
    ['&#x41;&#65;&#128512;&apos;', "AA😀'"],
    ['&nosuch; &#xD800; &; &#; &a&amp;', '&nosuch; &#xD800; &; &#; &a&'],
    ['&LT;', '&LT;'],
  ] as const)('HtmlDecode %j', (text, expected) => {
    expect(W.htmlDecode(host, text)).toBe(expected);
  });

  test('bytes', () => {
    const bytes = Uint8Array.from(Buffer.from('a b+é'));
    const encoded = W.urlEncodeToBytes(host, bytes, 0, bytes.length);
    expect(Buffer.from(encoded ?? []).toString()).toBe('a+b%2B%C3%A9');
    expect(Buffer.from(W.urlDecodeToBytes(host, encoded, 0, encoded?.length ?? 0) ?? []).toString()).toBe('a b+é');
  });
});

describe('IPAddress', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1', 2],
    ['1', '0.0.0.1', 2],
    ['1.2', '1.0.0.2', 2],
    ['0x7f.1', '127.0.0.1', 2],
    ['010.0.0.1', '8.0.0.1', 2],
    ['::', '::', 23],
    ['::1', '::1', 23],
    ['[2001:DB8::1]:80', '2001:db8::1', 23],
    ['2001:db8:0:0:1:0:0:0', '2001:db8:0:0:1::', 23],
    ['1:0:2:0:3:0:4:0', '1:0:2:0:3:0:4:0', 23],
    ['::ffff:1.2.3.4', '::ffff:1.2.3.4', 23],
    ['fe80::1%3', 'fe80::1%3', 23],
  ] as const)('%s', (text, expected, family) => {
    const address = I.parse(text);
    expect([I.toString(address), I.addressFamily(address)]).toEqual([expected, family]);
  });

  test.each(['', 'x', '999.1.1.1', '1.2.3.4.5', '1.2.3.', '::1::', '1:2:3', '12345::', '::1.2.3.400'])('%j is none', (text) => {
    expect(I.tryParse(text, { value: null })).toBe(false);
    expect(thrownBy(() => I.parse(text))).toBe('System.FormatException: An invalid IP address was specified.');
  });

  test('loopback, bytes and equality', () => {
    expect(['127.0.0.5', '::1', '10.0.0.1', '::2'].map((text) => I.isLoopback(I.parse(text)))).toEqual([true, true, false, false]);
    expect([...I.getAddressBytes(I.parse('1.2.3.4'))]).toEqual([1, 2, 3, 4]);
    expect([I.equals(I.parse('1.2.3.4'), I.parse('1.2.3.4')), I.equals(I.parse('::1'), I.parse('::2'))]).toEqual([true, false]);
    expect(I.toString(I.mapToIPv6(I.parse('1.2.3.4')))).toBe('::ffff:1.2.3.4');
  });
});

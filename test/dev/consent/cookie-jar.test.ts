import { describe, expect, test } from 'vitest';
import { CookieJar } from '../../../src/dev/consent/cookie-jar.ts';

const from = new URL('http://127.0.0.1:4001/sign-in/abc');

const cases: readonly (readonly [string, readonly string[], string, string | undefined])[] = [
  ['a cookie comes back below its path', ['a=1; Path=/sign-in'], 'http://127.0.0.1:4001/sign-in/abc', 'a=1'],
  ['not beside it', ['a=1; Path=/sign-in'], 'http://127.0.0.1:4001/sign-inn', undefined],
  ['to another port too, as in browsers', ['a=1; Path=/'], 'http://127.0.0.1:4000/', 'a=1'],
  ['not to another host', ['a=1; Path=/'], 'http://localhost:4001/', undefined],
  ['without a path: the folder of where it was set', ['a=1'], 'http://127.0.0.1:4001/sign-in/other', 'a=1'],
  ['without a path: not above it', ['a=1'], 'http://127.0.0.1:4001/', undefined],
  ['the newer value wins', ['a=1; Path=/', 'a=2; Path=/'], 'http://127.0.0.1:4001/', 'a=2'],
  ['several', ['a=1; Path=/', 'b=x=y; Path=/; HttpOnly'], 'http://127.0.0.1:4001/', 'a=1; b=x=y'],
  ['one of the past is removed', ['a=1; Path=/', 'a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], 'http://127.0.0.1:4001/', undefined],
  ['Max-Age=0 removes', ['a=1; Path=/', 'a=1; Path=/; Max-Age=0'], 'http://127.0.0.1:4001/', undefined],
  ['what is no cookie is left out', ['nonsense', '=x; Path=/'], 'http://127.0.0.1:4001/', undefined],
];

describe('the cookie jar', () => {
  test.each(cases)('%s', (_what, set, to, expected) => {
    const jar = new CookieJar();
    for (const line of set) jar.store(from, [line]);
    expect(jar.header(new URL(to))).toBe(expected);
  });
});

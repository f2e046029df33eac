import { describe, expect, test } from 'vitest';
import { readBasic, readJwt } from '../../../src/runtime/context/tokens.ts';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const head = part({ alg: 'none', typ: 'JWT' });
const token = (claims: unknown): string => `${head}.${part(claims)}.`;

describe('a JSON web token', () => {
  test.each([
    ['as it is', token({ sub: 'ada' })],
    ['behind its scheme', `Bearer ${token({ sub: 'ada' })}`],
    ['with padding and the alphabet of plain base64', `${head}.${Buffer.from('{"sub":"ada","x":"~~~???"}').toString('base64')}.`],
  ])('%s is read', (_what, text) => {
    expect(readJwt(text)?.text('sub')).toBe('ada');
  });

  test('keeps what is not ASCII', () => {
    expect(readJwt(token({ sub: 'Zoë 例 😀' }))?.text('sub')).toBe('Zoë 例 😀');
  });

  test.each([
    ['two parts', `${head}.${part({})}`],
    ['four parts', `${token({})}.x`],
    ['a body that is no JSON', `${head}.${Buffer.from('{').toString('base64url')}.`],
    ['a body that is a list', token([1])],
    ['a character of no alphabet', `${head}.e30!.`],
    ['a character beyond ASCII', `${head}.e30\u0130.`],
    ['one character too many', `${head}.e30ab.`],
    ['nothing', ''],
  ])('with %s is none', (_what, text) => {
    expect(readJwt(text)).toBeUndefined();
  });

  test('with padding in the middle is refused at once, however long it is', () => {
    expect(readJwt(`${head}.${'='.repeat(400_000)}x.`)).toBeUndefined();
  });
});

test.each<[string, readonly string[] | undefined]>([
  [`Basic ${Buffer.from('ada:a:b').toString('base64')}`, ['ada', 'a:b']],
  [`basic ${Buffer.from('ada:').toString('base64')}`, ['ada', '']],
  [`Basic ${Buffer.from('ada').toString('base64')}`, undefined],
  ['Basic !', undefined],
  ['Bearer YTpi', undefined],
])('%s as user and password is %j', (text, expected) => {
  const found = readBasic(text);
  expect(found && [found.userId, found.password]).toEqual(expected);
});

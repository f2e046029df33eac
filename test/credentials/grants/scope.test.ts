import { describe, expect, test } from 'vitest';
import { lackingScopes, scopesIn } from '../../../src/credentials/grants/scope.ts';
import { catalogue } from '../../../src/credentials/providers/catalogue.ts';

test.each([
  ['read write', ['read', 'write']],
  ['read,write', ['read', 'write']],
  ['  read ,  write ', ['read', 'write']],
  [
    ['read', 'write'],
    ['read', 'write'],
  ],
  ['', []],
  [undefined, undefined],
  [null, undefined],
  [7, undefined],
  [['read', 7], undefined],
])('the scopes in %j are %j', (list, scopes) => {
  expect(scopesIn(list)).toEqual(scopes);
});

const plain = { separator: ' ', name: 'scope' } as const;

describe('what is missing', () => {
  test.each([
    ['all of it', ['read', 'write'], [], ['read', 'write']],
    ['a part, in the order in which it is wanted', ['c', 'b', 'a'], ['b'], ['c', 'a']],
    ['nothing, where more was granted than wanted', ['read'], ['read', 'write'], []],
    [
      'nothing, where the answer is in another case',
      ['https://graph.microsoft.com/Mail.Read'],
      ['https://graph.microsoft.com/mail.read'],
      [],
    ],
    ['nothing that only says what comes with the token', ['openid', 'profile', 'email', 'offline_access', 'read'], ['read'], []],
    ['nothing of what is granted already, by one word', ['https://graph.microsoft.com/.default'], ['Mail.Read'], []],
    ['a name of every object, like any other', ['constructor', '__proto__'], ['toString'], ['constructor', '__proto__']],
  ])('%s', (_what, wanted, granted, missing) => {
    expect(lackingScopes(wanted, granted, plain)).toEqual(missing);
  });

  test('nothing that a wider scope includes, as GitHub lists them', () => {
    const style = catalogue.get('github')?.scopes ?? plain;
    expect(lackingScopes(['public_repo', 'read:user', 'read:org'], ['repo', 'user'], style)).toEqual(['read:org']);
    expect(lackingScopes(['repo'], ['public_repo'], style)).toEqual(['repo']);
  });
});

test('every scope that others include is written in lower case, as it is compared', () => {
  const covered = [...catalogue.values()].flatMap(({ scopes }) => Object.values(scopes.covers ?? {}).flat());
  expect(covered.length).toBeGreaterThan(10);
  expect(covered.filter((scope) => scope !== scope.toLowerCase())).toEqual([]);
});

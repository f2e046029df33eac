import { describe, expect, it } from 'vitest';
import type { Given } from '../../../support/exchange.ts';
import { ownKey, passed, refused, signed } from '../../support/jwt.ts';
import { failureOf, run } from '../../support/running.ts';

describe('where the token stands', () => {
  it.each<[string, string, (token: string) => Given]>([
    ['after Bearer', 'header-name="Authorization"', (token) => ({ headers: { Authorization: `Bearer ${token}` } })],
    ['after bearer', 'header-name="authorization"', (token) => ({ headers: { Authorization: `bearer   ${token} ` } })],
    ['bare', 'header-name="Authorization"', (token) => ({ headers: { Authorization: token } })],
    ['in a header of its own', 'header-name="X-Token" require-scheme="Bearer"', (token) => ({ headers: { 'X-Token': token } })],
    ['in the URL', 'query-parameter-name="token"', (token) => ({ url: `https://crm.example/x?a=1&TOKEN=${token}` })],
    ['in a value', 'token-value="@((string)context.Variables[&quot;t&quot;])"', (token) => ({ variables: { t: token } })],
    [
      'after another scheme',
      'header-name="Authorization" require-scheme="JWT"',
      (token) => ({ headers: { Authorization: `JWT ${token}` } }),
    ],
  ])('%s', async (_where, attributes, given) => {
    passed(await run(`<validate-jwt ${attributes}>${ownKey}</validate-jwt>`, given(await signed())));
  });

  it.each<[string, string, Given]>([
    ['no header', 'header-name="Authorization"', {}],
    ['an empty header', 'header-name="Authorization"', { headers: { Authorization: ' ' } }],
    ['no parameter', 'query-parameter-name="token"', { url: 'https://crm.example/x?tokens=1' }],
    ['an empty value', 'token-value="@(&quot;&quot;)"', {}],
    ['another scheme', 'header-name="Authorization" require-scheme="Bearer"', { headers: { Authorization: 'Basic eDp5' } }],
    ['no scheme', 'header-name="Authorization" require-scheme="Bearer"', { headers: { Authorization: 'a.b.c' } }],
  ])('not present: %s', async (_what, attributes, given) => {
    const ran = await run(`<validate-jwt ${attributes}>${ownKey}</validate-jwt>`, given);
    refused(ran, 'TokenNotPresent');
    expect(failureOf(ran)).toMatchObject({ message: 'JWT not present.', told: 'JWT not present.' });
  });

  it('refuses two tokens', async () => {
    refused(
      await run(`<validate-jwt query-parameter-name="t">${ownKey}</validate-jwt>`, { url: 'https://crm.example/x?t=a&t=b' }),
      'JwtInvalid',
    );
  });
});

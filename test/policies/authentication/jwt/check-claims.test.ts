import type { JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Given } from '../../../support/exchange.ts';
import {
  bearing,
  type Claims,
  configuration,
  good,
  now,
  openid,
  otherSecret,
  ownKey,
  passed,
  providers,
  publishing,
  refused,
  rsaJwk,
  sign,
  signed,
  signedRs,
  validateJwt,
} from '../../support/jwt.ts';
import { failureOf, run } from '../../support/running.ts';

describe('times', () => {
  it.each<[string, Claims, string, string | undefined]>([
    ['one second left', { exp: now + 1 }, '', undefined],
    ['over', { exp: now }, '', 'TokenExpired'],
    ['over within the skew', { exp: now - 299 }, 'clock-skew="300"', undefined],
    ['over with the skew', { exp: now - 300 }, 'clock-skew="300"', 'TokenExpired'],
    ['over within a computed skew', { exp: now - 299 }, 'clock-skew="@(5 * 60)"', undefined],
    ['no exp', { exp: undefined }, '', 'JwtInvalid'],
    ['no exp, not required', { exp: undefined }, 'require-expiration-time="false"', undefined],
    ['over, not required', { exp: now - 1 }, 'require-expiration-time="false"', 'TokenExpired'],
    ['a fraction of a second', { exp: now + 0.5 }, '', undefined],
    ['exp is a text', { exp: String(now + 60) }, '', 'JwtInvalid'],
    ['exp is a text, not required', { exp: String(now + 60) }, 'require-expiration-time="false"', 'JwtInvalid'],
    ['exp is null', { exp: null }, '', 'JwtInvalid'],
    ['begins now', { nbf: now }, '', undefined],
    ['begins later', { nbf: now + 1 }, '', 'JwtInvalid'],
    ['begins later within the skew', { nbf: now + 60 }, 'clock-skew="60"', undefined],
    ['nbf is a text', { nbf: '1' }, '', 'JwtInvalid'],
    ['made in the future', { iat: now + 1_000 }, '', undefined],
  ])('%s', async (_what, claims, attributes, reason) => {
    const ran = await run(validateJwt(ownKey, attributes), bearing(await signed(claims)));
    if (reason === undefined) passed(ran);
    else refused(ran, reason);
  });
});

describe('audience and issuer', () => {
  const audiences = '<audiences><audience>@("fed" + "pass")</audience><audience>other</audience></audiences>';
  const issuers = '<issuers><issuer>https://one.example</issuer><issuer>https://two.example/</issuer></issuers>';
  it.each<[string, Claims, string, string | undefined]>([
    ['an allowed audience', {}, ownKey + audiences, undefined],
    ['one of several audiences', { aud: ['x', 'other'] }, ownKey + audiences, undefined],
    ['another audience', { aud: 'x' }, ownKey + audiences, 'TokenAudienceNotAllowed'],
    ['an audience in another case', { aud: 'Fedpass' }, ownKey + audiences, 'TokenAudienceNotAllowed'],
    ['no audience', { aud: undefined }, ownKey + audiences, 'TokenAudienceNotAllowed'],
    ['an audience that is no text', { aud: 7 }, ownKey + audiences, 'TokenAudienceNotAllowed'],
    ['any audience', { aud: 'x' }, ownKey, undefined],
    ['any audience, empty list', { aud: 'x' }, `${ownKey}<audiences />`, undefined],
    ['an allowed issuer', { iss: 'https://two.example/' }, ownKey + issuers, undefined],
    ['an issuer without its slash', { iss: 'https://two.example' }, ownKey + issuers, 'TokenIssuerNotAllowed'],
    ['no issuer', { iss: undefined }, ownKey + issuers, 'TokenIssuerNotAllowed'],
    ['any issuer', { iss: 'x' }, ownKey, undefined],
  ])('%s', async (_what, claims, inside, reason) => {
    const ran = await run(validateJwt(inside), bearing(await signed(claims)));
    if (reason === undefined) passed(ran);
    else refused(ran, reason);
  });

  const tenant = '11111111-2222-3333-4444-555555555555';
  const common = 'https://login.microsoftonline.com/common/.well-known/openid-configuration';
  const entra = (issuer: string, key: JWK = rsaJwk): Given => ({
    services: {
      signingKeys: providers({ [common]: { now: { issuer, keys: [key as never] } }, [configuration]: { now: publishing(rsaJwk) } }),
    },
  });
  const v1 = 'https://sts.windows.net/{tenantid}/';
  const bound = { ...rsaJwk, issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' } as JWK;
  const ofTenant = { iss: `https://sts.windows.net/${tenant}/`, tid: tenant };
  it.each<[string, Claims, string, Given, string | undefined]>([
    ['the issuer of the configuration', {}, openid, entra(v1), undefined],
    ['another than that of the configuration', { iss: 'https://evil.example' }, openid, entra(v1), 'TokenIssuerNotAllowed'],
    ['listed ones in its place', { iss: 'https://one.example' }, openid + issuers, entra(v1), undefined],
    ['listed ones only', {}, openid + issuers, entra(v1), 'TokenIssuerNotAllowed'],
    ['the directory of the token', ofTenant, `<openid-config url="${common}" />`, entra(v1), undefined],
    [
      'another directory than that of the token',
      { ...ofTenant, tid: tenant.replaceAll('1', '9') },
      `<openid-config url="${common}" />`,
      entra(v1),
      'TokenIssuerNotAllowed',
    ],
    ['no directory', { iss: ofTenant.iss }, `<openid-config url="${common}" />`, entra(v1), 'TokenIssuerNotAllowed'],
    [
      'a directory that is no id',
      { iss: 'https://sts.windows.net/../', tid: '..' },
      `<openid-config url="${common}" />`,
      entra(v1),
      'TokenIssuerNotAllowed',
    ],
    ['the hole itself', { iss: v1, tid: '{tenantid}' }, `<openid-config url="${common}" />`, entra(v1), 'TokenIssuerNotAllowed'],
    ['a key bound to version 2, and a token of version 1', ofTenant, `<openid-config url="${common}" />`, entra(v1, bound), undefined],
    [
      'a key bound to another directory',
      ofTenant,
      `<openid-config url="${common}" />`,
      entra(v1, { ...bound, issuer: 'https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/v2.0' } as JWK),
      'TokenIssuerNotAllowed',
    ],
  ])('%s', async (_what, claims, inside, given, reason) => {
    const ran = await run(validateJwt(inside), bearing(await signedRs(claims), given));
    if (reason === undefined) passed(ran);
    else refused(ran, reason);
  });
});

describe('required claims', () => {
  const claim = (attributes: string, ...values: readonly string[]): string =>
    `<claim ${attributes}>${values.map((value) => `<value>${value}</value>`).join('')}</claim>`;
  it.each<[string, Claims, readonly string[], string | undefined]>([
    ['is there', { role: 'x' }, [claim('name="role"')], undefined],
    ['is there, and null', { role: null }, [claim('name="role"')], undefined],
    ['has the value', { role: 'admin' }, [claim('name="role"', 'admin')], undefined],
    ['has another', { role: 'reader' }, [claim('name="role"', 'admin')], 'Claim role value of reader is not allowed. Access denied.'],
    [
      'has it in another case',
      { role: 'Admin' },
      [claim('name="role"', 'admin')],
      'Claim role value of Admin is not allowed. Access denied.',
    ],
    ['has all', { role: ['a', 'b', 'c'] }, [claim('name="role" match="all"', 'a', 'b')], undefined],
    ['has not all', { role: ['a', 'c'] }, [claim('name="role"', 'a', 'b')], 'Claim role value of a, c is not allowed. Access denied.'],
    ['has any', { role: ['c', 'b'] }, [claim('name="role" match="any"', 'a', 'b')], undefined],
    [
      'has none',
      { role: ['c', 'd'] },
      [claim('name="role" match="any"', 'a', 'b')],
      'Claim role value of c, d is not allowed. Access denied.',
    ],
    [
      'computed',
      { role: 'b' },
      [claim('name="@(&quot;ro&quot; + &quot;le&quot;)" match="@(&quot;any&quot;)"', '@("a")', '@("b")')],
      undefined,
    ],
    ['is split', { scp: 'read write' }, [claim('name="scp" separator=" "', 'write')], undefined],
    ['is split, all of it', { scp: 'read,  write' }, [claim('name="scp" separator=","', 'read', 'write')], undefined],
    ['is not split', { scp: 'read write' }, [claim('name="scp"', 'write')], 'Claim scp value of read write is not allowed. Access denied.'],
    [
      'is part of another',
      { scp: 'readwrite' },
      [claim('name="scp" separator=" "', 'write')],
      'Claim scp value of readwrite is not allowed. Access denied.',
    ],
    ['is a number', { level: 5 }, [claim('name="level"', '5')], undefined],
    ['is a boolean', { edit: true }, [claim('name="edit"', 'true')], undefined],
    ['is an object', { org: { id: 1 } }, [claim('name="org"', '{"id":1}')], undefined],
    [
      'is missing',
      {},
      [claim('name="role"', 'a'), claim('name="sub"'), claim('name="org"')],
      'JWT token is missing the following claims: role, org. Access denied.',
    ],
    [
      'is not what every object has',
      {},
      [claim('name="constructor"')],
      'JWT token is missing the following claims: constructor. Access denied.',
    ],
    [
      'is one of two',
      { role: 'a', org: 'c' },
      [claim('name="role"', 'a'), claim('name="org"', 'b')],
      'Claim org value of c is not allowed. Access denied.',
    ],
    [
      'is cut when it is long',
      { role: 'x'.repeat(300) },
      [claim('name="role"', 'a')],
      `Claim role value of ${'x'.repeat(200)}… is not allowed. Access denied.`,
    ],
  ])('%s', async (_what, claims, rules, message) => {
    const ran = await run(validateJwt(`${ownKey}<required-claims>${rules.join('')}</required-claims>`), bearing(await signed(claims)));
    if (message === undefined) passed(ran);
    else {
      refused(ran, message.startsWith('JWT') ? 'TokenClaimNotFound' : 'TokenClaimValueNotAllowed');
      expect(failureOf(ran).message).toBe(message);
    }
  });

  it('are not looked at in a token that nobody vouches for', async () => {
    const ran = await run(
      validateJwt(`${ownKey}<required-claims>${claim('name="role"', 'a')}</required-claims>`),
      bearing(await sign({ ...good, role: 'mark' }, {}, otherSecret)),
    );
    refused(ran, 'TokenSignatureInvalid');
    expect(JSON.stringify(failureOf(ran))).not.toContain('mark');
  });
});

import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { Jwt } from '../../../src/runtime/context/tokens.ts';
import type { Given } from '../../support/exchange.ts';
import { bearing, type Claims, certificate, now, passed, providers, registry, rogue, rsa, rsaJwk, secret, sign } from '../support/jwt.ts';
import { failureOf, findings, type Ran, run } from '../support/running.ts';

const tenant = '11111111-2222-3333-4444-555555555555';
const other = '99999999-2222-3333-4444-555555555555';
const login = 'https://login.microsoftonline.com';
const v1 = { iss: `https://sts.windows.net/${tenant}/`, tid: tenant, ver: '1.0', aud: 'api://fedpass', appid: 'app-one', exp: now + 60 };
const v2 = { ...v1, iss: `${login}/${tenant}/v2.0`, ver: '2.0', appid: undefined, azp: 'APP-ONE' };

/** What Microsoft Entra publishes: its own names for a directory, and the names that stand for all. */
const entra = (base = login): Given => ({
  services: {
    certificates: registry,
    signingKeys: providers(
      Object.fromEntries(
        [tenant, 'contoso.onmicrosoft.com', 'common'].flatMap((name) => {
          const hole = name === 'common' ? '{tenantid}' : tenant;
          const key = { ...rsaJwk, kid: 'k', use: 'sig' };
          const bound = { ...key, issuer: `${base}/${hole}/v2.0` };
          return [
            [`${base}/${name}/.well-known/openid-configuration`, { now: { issuer: `https://sts.windows.net/${hole}/`, keys: [key] } }],
            [`${base}/${name}/v2.0/.well-known/openid-configuration`, { now: { issuer: `${base}/${hole}/v2.0`, keys: [bound] } }],
          ];
        }),
      ),
    ),
  },
});
const signed = (claims: Claims, header: Record<string, unknown> = {}, key = rsa.privateKey): Promise<string> =>
  sign(claims, { alg: 'RS256', kid: 'k', ...header }, key);
const policy = (inside = '', attributes = `tenant-id="${tenant}"`): string =>
  `<validate-azure-ad-token ${attributes}>${inside}</validate-azure-ad-token>`;
const audiences = '<audiences><audience>api://fedpass</audience></audiences>';
const clients =
  '<client-application-ids><application-id>other</application-id><application-id>App-One</application-id></client-application-ids>';

/** Findings that stop nothing are let through: some of these documents are careless on purpose. */
async function ask(xml: string, token: string, given: Given = entra()): Promise<Ran> {
  return run(xml.includes('audiences') ? xml : xml.replace('</validate', '<audiences /></validate'), bearing(token, given));
}
const refused = (ran: Ran, reason: string | null, status = 401): void => {
  expect(failureOf(ran)).toMatchObject({ outcome: 'failed', source: 'validate-azure-ad-token', reason, status });
  expect(ran.forwarded()).toBe(0);
};

describe('validate-azure-ad-token', () => {
  it.each<[string, string, Claims, string?]>([
    ['version 1.0', policy(audiences), v1],
    ['version 2.0', policy(audiences), v2],
    ['a directory by its domain', policy(audiences, 'tenant-id="contoso.onmicrosoft.com"'), v2],
    ['a directory by its address', policy(audiences, `tenant-id="${login}/${tenant}"`), v1],
    ['a directory by its address of version 2.0', policy(audiences, `tenant-id="${login}/${tenant}/v2.0/"`), v2],
    ['a computed directory', policy(audiences, `tenant-id="@(&quot;${tenant.slice(0, 9)}&quot; + &quot;${tenant.slice(9)}&quot;)"`), v1],
    ['a client of version 1.0', policy(clients), v1],
    ['a client of version 2.0, in another case', policy(clients), v2],
    [
      'a backend by its id',
      policy('<backend-application-ids><application-id>fedpass</application-id></backend-application-ids>'),
      { ...v2, aud: 'fedpass' },
    ],
    ['a backend by its URI', policy('<backend-application-ids><application-id>fedpass</application-id></backend-application-ids>'), v2],
    [
      'a backend or an audience',
      policy(`<backend-application-ids><application-id>x</application-id></backend-application-ids>${audiences}`),
      v2,
    ],
    ['any audience', policy(), { ...v1, aud: 'anything' }],
    [
      'claims',
      policy('<required-claims><claim name="roles" match="any"><value>a</value><value>b</value></claim></required-claims>'),
      { ...v1, roles: ['b'] },
    ],
    ['children in any order', policy(`<required-claims />${audiences}${clients}`), v1],
    ['a minute of skew', policy(audiences), { ...v1, exp: now - 59, nbf: now + 59 }],
  ])('lets pass: %s', async (_what, xml, claims) => {
    passed(await ask(xml, await signed(claims)));
  });

  it('lets any directory pass for common', async () => {
    const xml = `<validate-azure-ad-token tenant-id="@(&quot;common&quot;)">${audiences}</validate-azure-ad-token>`;
    const elsewhere = { ...v2, tid: other, iss: `${login}/${other}/v2.0` };
    passed(await ask(xml, await signed(elsewhere)));
    refused(await ask(xml, await signed({ ...elsewhere, tid: tenant })), 'TokenIssuerNotAllowed');
  });

  it('asks a national cloud', async () => {
    const cloud = 'https://login.microsoftonline.us';
    const xml = policy(audiences, `tenant-id="${tenant}" authentication-endpoint="${cloud}/"`);
    passed(await ask(xml, await signed({ ...v2, iss: `${cloud}/${tenant}/v2.0` }), entra(cloud)));
    refused(await ask(xml, await signed(v2), entra(cloud)), 'TokenIssuerNotAllowed');
  });

  it.each<[string, string, Claims, string]>([
    ['another directory', policy(audiences), { ...v2, iss: `${login}/${other}/v2.0`, tid: other }, 'TokenIssuerNotAllowed'],
    ['another issuer', policy(audiences), { ...v1, iss: 'https://login.example' }, 'TokenIssuerNotAllowed'],
    ['a directory that is not the issuer’s', policy(audiences), { ...v1, tid: other }, 'TokenIssuerNotAllowed'],
    ['no directory', policy(audiences), { ...v1, tid: undefined }, 'TokenIssuerNotAllowed'],
    ['a version that is not the issuer’s', policy(audiences), { ...v1, ver: '2.0' }, 'TokenIssuerNotAllowed'],
    ['no version', policy(audiences), { ...v2, ver: undefined }, 'TokenIssuerNotAllowed'],
    ['another audience', policy(audiences), { ...v1, aud: 'x' }, 'TokenAudienceNotAllowed'],
    [
      'another backend',
      policy('<backend-application-ids><application-id>x</application-id></backend-application-ids>'),
      v1,
      'TokenAudienceNotAllowed',
    ],
    ['another client', policy(clients), { ...v1, appid: 'x' }, 'TokenClaimValueNotAllowed'],
    ['the client of another version', policy(clients), { ...v2, azp: undefined, appid: 'app-one' }, 'TokenClaimNotFound'],
    ['a missing claim', policy('<required-claims><claim name="roles" /></required-claims>'), v1, 'TokenClaimNotFound'],
    [
      'another claim',
      policy('<required-claims><claim name="roles"><value>a</value></claim></required-claims>'),
      { ...v1, roles: ['b'] },
      'TokenClaimValueNotAllowed',
    ],
    ['over', policy(audiences), { ...v1, exp: now - 60 }, 'TokenExpired'],
    ['no end', policy(audiences), { ...v1, exp: undefined }, 'JwtInvalid'],
    ['not yet', policy(audiences), { ...v1, nbf: now + 61 }, 'JwtInvalid'],
  ])('refuses: %s', async (_what, xml, claims, reason) => {
    refused(await ask(xml, await signed(claims)), reason);
  });

  it('refuses signatures of others, other algorithms and unsigned tokens', async () => {
    refused(await ask(policy(audiences), await signed(v1, {}, rogue.privateKey)), 'TokenSignatureInvalid');
    refused(await ask(policy(audiences), await signed(v1, { alg: 'PS256' })), 'TokenSignatureInvalid');
    refused(await ask(policy(audiences), await sign(v1, { kid: 'k' }, secret)), 'TokenSignatureInvalid');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(v1)).toString('base64url')}.`;
    refused(await ask(policy(audiences), none), 'TokenSignatureInvalid');
  });

  it('finds the token where it is told to, and keeps it', async () => {
    const token = await signed(v1);
    passed(await run(policy(audiences, `tenant-id="${tenant}" header-name="X-Token"`), { ...entra(), headers: { 'X-Token': token } }));
    passed(
      await run(policy(audiences, `tenant-id="${tenant}" query-parameter-name="t"`), {
        ...entra(),
        url: `https://crm.example/?t=${token}`,
      }),
    );
    const ran = await run(
      policy(audiences, `tenant-id="${tenant}" token-value="@((string)context.Variables[&quot;t&quot;])" output-token-variable-name="jwt"`),
      { ...entra(), variables: { t: token } },
    );
    passed(ran);
    expect(ran.x.context.variables.get('jwt')).toBeInstanceOf(Jwt);
    refused(
      await run(policy(audiences, `tenant-id="${tenant}" require-scheme="Bearer"`), { ...entra(), headers: { Authorization: token } }),
      'TokenNotPresent',
    );
  });

  it('decrypts with a certificate', async () => {
    const encrypted = await new CompactEncrypt(Buffer.from(await signed(v1)))
      .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM' })
      .encrypt(certificate.publicKey);
    passed(await ask(policy(`${audiences}<decryption-keys><key certificate-id="mine" /></decryption-keys>`), encrypted));
    refused(await ask(policy(audiences), encrypted), 'JwtInvalid');
    refused(await ask(policy(`${audiences}<decryption-keys><key certificate-id="gone" /></decryption-keys>`), encrypted), null, 500);
  });

  it('says what it is told to say', async () => {
    const ran = await run(
      policy(audiences, `tenant-id="${tenant}" failed-validation-httpcode="403" failed-validation-error-message="no"`),
      entra(),
    );
    expect(failureOf(ran)).toMatchObject({ reason: 'TokenNotPresent', message: 'JWT not present.', status: 403, told: 'no' });
  });

  it.each(['a b', '../x', 'a/b', '@evil.example', 'http://login.example/x', ''])('asks nobody for the directory %j', async (name) => {
    const ran = await run(policy(audiences, 'tenant-id="@((string)context.Variables[&quot;t&quot;])"'), {
      ...bearing(await signed(v1), entra()),
      variables: { t: name },
    });
    refused(ran, null, 500);
  });

  it('answers 500 when keys cannot be had', async () => {
    refused(await ask(policy(audiences, `tenant-id="${other}"`), await signed(v1)), 'BackendConnectionFailure', 500);
  });

  it.each<[string, readonly string[]]>([
    [`<validate-azure-ad-token>${audiences}</validate-azure-ad-token>`, ['error attribute/missing "validate-azure-ad-token"']],
    [policy(audiences, 'tenant-id="x" header-name="a" token-value="b"'), ['error validate-jwt/token-places "token-value"']],
    [policy(audiences, 'tenant-id="common"'), ['warning validate-azure-ad-token/any-tenant "common"']],
    [policy(audiences, 'tenant-id=" Organizations "'), ['warning validate-azure-ad-token/any-tenant " Organizations "']],
    [policy(`${audiences}<required-claims><claim name="tid"><value>${tenant}</value></claim></required-claims>`, 'tenant-id="common"'), []],
    ['<validate-azure-ad-token tenant-id="x" />', ['warning validate-azure-ad-token/any-audience "validate-azure-ad-token"']],
    [
      policy(audiences, 'tenant-id="x" allow-proof-of-possession-tokens="true"'),
      ['error unsupported/azure-ad-token "allow-proof-of-possession-tokens"'],
    ],
    [
      policy(audiences, 'tenant-id="x" allow-protected-forwarded-tokens="@(true)"'),
      ['error unsupported/azure-ad-token "allow-protected-forwarded-tokens"'],
    ],
    [policy(audiences, 'tenant-id="x" allow-proof-of-possession-tokens="false"'), []],
    [policy('<client-application-ids />'), ['error element/missing "client-application-ids"']],
    [policy(`${audiences}<decryption-keys><key /></decryption-keys>`), ['error attribute/missing "key"']],
    [policy(`${audiences}<issuers />`), ['error element/unknown "issuers"']],
  ])('finds what is wrong in %s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });
});

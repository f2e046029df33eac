import { describe, expect, it } from 'vitest';
import { Jwt } from '../../../src/runtime/context/tokens.ts';
import { bearing, now, openid, ownKey, secretText, signed, signedRs, validateJwt } from '../support/jwt.ts';
import { failureOf, findings, run } from '../support/running.ts';

describe('what a failure says', () => {
  it('takes status and message, and keeps the reason for on-error', async () => {
    const ran = await run(validateJwt(ownKey, 'failed-validation-httpcode="403" failed-validation-error-message="Sign in."'), {});
    expect(failureOf(ran)).toEqual({
      outcome: 'failed',
      source: 'validate-jwt',
      reason: 'TokenNotPresent',
      message: 'JWT not present.',
      status: 403,
      told: 'Sign in.',
    });
  });

  it('takes both from expressions', async () => {
    const attributes = 'failed-validation-httpcode="@(400 + 18)" failed-validation-error-message="@(&quot;a&quot; + &quot;b&quot;)"';
    expect(failureOf(await run(validateJwt(ownKey, attributes), {}))).toMatchObject({ status: 418, told: 'ab' });
  });

  it('never shows the token', async () => {
    const tokens = [await signed({ exp: now - 1 }), `${await signed()}x`, 'no-token-at-all', await signedRs()];
    for (const token of tokens) {
      const ran = await run(validateJwt(ownKey), bearing(token));
      expect(ran.outcome.kind).toBe('failed');
      const shown = JSON.stringify([failureOf(ran), ran.traces, ran.outcome, ran.x.context.response?.body?.content]);
      for (const part of token.split('.')) expect(shown).not.toContain(part);
    }
  });
});

describe('the variable', () => {
  it('holds the token once it has passed', async () => {
    const { x } = await run(validateJwt(ownKey, 'output-token-variable-name="token"'), bearing(await signed({ role: ['a', 'b'] })));
    const jwt = x.context.variables.get('token');
    expect(jwt).toBeInstanceOf(Jwt);
    expect(jwt).toMatchObject({ header: { alg: 'HS256' }, payload: { sub: 'ada', role: ['a', 'b'] } });
  });

  it('is of use to expressions', async () => {
    const xml = `${validateJwt(ownKey, 'output-token-variable-name="token"')}<set-header name="X-Who"><value>@(((Jwt)context.Variables["token"]).Subject + " " + ((Jwt)context.Variables["token"]).Claims["role"][1])</value></set-header>`;
    const { x } = await run(xml, bearing(await signed({ role: ['a', 'b'] })));
    expect(x.context.request.headers.sent.get('X-Who')).toEqual(['ada b']);
  });

  it('stays away when it has not', async () => {
    const { x } = await run(validateJwt(ownKey, 'output-token-variable-name="token"'), bearing(await signed({ exp: 1 })));
    expect(x.context.variables.has('token')).toBe(false);
  });
});

describe('findings', () => {
  const short = Buffer.from('short').toString('base64');
  it.each<[string, readonly string[]]>([
    [`<validate-jwt>${ownKey}</validate-jwt>`, ['error validate-jwt/no-token-place "validate-jwt"']],
    [`<validate-jwt header-name="A" token-value="b">${ownKey}</validate-jwt>`, ['error validate-jwt/token-places "token-value"']],
    ['<validate-jwt header-name="A" />', ['warning validate-jwt/no-keys "validate-jwt"']],
    [validateJwt(ownKey, 'require-signed-tokens="false"'), ['warning validate-jwt/unsigned "false"']],
    [validateJwt('', 'require-signed-tokens="False"'), ['warning validate-jwt/unsigned "False"']],
    [validateJwt(ownKey, 'clock-skew="-1"'), ['error value/type "-1"']],
    [validateJwt(ownKey, 'clock-skew="5m"'), ['error value/type "5m"']],
    [validateJwt(ownKey, 'failed-validation-httpcode="1000"'), ['error value/type "1000"']],
    [
      validateJwt(ownKey, 'output-token-variable-name="@(context.RequestId.ToString())"'),
      ['error attribute/expression "@(context.RequestId.ToString())"'],
    ],
    [validateJwt('<openid-config />'), ['error attribute/missing "openid-config"']],
    [validateJwt('<openid-config url="login.example" />'), ['error value/type "login.example"']],
    [validateJwt('<openid-config url="http://login.example/x" />'), ['warning validate-jwt/plain-http "http://login.example/x"']],
    [validateJwt('<openid-config url="http://localhost:4001/x" />'), []],
    [
      validateJwt('<openid-config url="@(context.Request.Headers.GetValueOrDefault(&quot;X&quot;))" />'),
      ['warning validate-jwt/computed-keys "@(context.Request.Headers.GetValueOrDefault(&quot;X&quot;))"'],
    ],
    [validateJwt(`${openid.replace(' />', ' host="x" />')}`), ['error unsupported/jwt-legacy "host"']],
    [
      validateJwt(`${openid}<issuer-signing-tokens><token>eA==</token></issuer-signing-tokens>`),
      ['error unsupported/jwt-legacy "issuer-signing-tokens"'],
    ],
    [
      validateJwt('<issuer-signing-keys><zumo-master-key>eA==</zumo-master-key></issuer-signing-keys>'),
      ['error unsupported/jwt-legacy "zumo-master-key"'],
    ],
    [validateJwt('<issuer-signing-keys><key /></issuer-signing-keys>'), ['error validate-jwt/key "key"']],
    [validateJwt(`<issuer-signing-keys><key n="x" e="y">${secretText}</key></issuer-signing-keys>`), ['error validate-jwt/key "key"']],
    [validateJwt('<issuer-signing-keys><key n="x" /></issuer-signing-keys>'), ['error validate-jwt/key "key"']],
    [validateJwt('<issuer-signing-keys><key n="x" e="y" certificate-id="z" /></issuer-signing-keys>'), ['error validate-jwt/key "key"']],
    [validateJwt('<issuer-signing-keys><key>my key!</key></issuer-signing-keys>'), ['warning validate-jwt/key-base64 "my key!"']],
    [validateJwt(`<issuer-signing-keys><key>${short}</key></issuer-signing-keys>`), [`warning validate-jwt/short-key "${short}"`]],
    [validateJwt(`${ownKey}<decryption-keys />`), ['error element/missing "decryption-keys"']],
    [validateJwt(`<audiences />${ownKey}`), ['error element/order "issuer-signing-keys"']],
    [validateJwt(`${ownKey}<required-claims><claim /></required-claims>`), ['error attribute/missing "claim"']],
    [validateJwt(`${ownKey}<required-claims><claim name="a" match="some" /></required-claims>`), ['error value/type "some"']],
    [validateJwt(`${ownKey}<audiences><audience /></audiences>`), ['error element/text-missing "audience"']],
    [validateJwt(`${ownKey}${ownKey}`), ['error element/repeated "issuer-signing-keys"']],
  ])('%s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });

  it('belongs to inbound', async () => {
    expect(await findings(validateJwt(ownKey), 'outbound')).toEqual(['error policy/section "validate-jwt"']);
  });

  it('a key never stands in a message', async () => {
    const xml = validateJwt('<issuer-signing-keys><key>bm90cmVhbA!!</key></issuer-signing-keys>');
    expect((await findings(xml)).join().replace(/"[^"]*"/g, '')).not.toContain('bm90');
  });
});

import { message } from '../../diagnostics/message.ts';
import { fromBase64Url } from '../../runtime/context/tokens.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import {
  type Args,
  bool,
  type CheckedElement,
  definePolicy,
  idAttribute,
  int,
  literal,
  many,
  one,
  type ReportOn,
  text,
  url,
} from '../define.ts';
import { admit } from './jwt/admit.ts';
import { certificateOf } from './jwt/configured-certificate.ts';
import { certificateDecryptionKey, certificateKey, type JwtKey, rsaKey, secretDecryptionKey, secretKey } from './jwt/keys.ts';
import { audiences, checkPlaces, failure, manyPlaces, requiredClaims, within } from './jwt/schema.ts';
import { verifyJwt } from './jwt/verify-jwt.ts';

const noPlace = message(
  'validate-jwt/no-token-place',
  'error',
  '<validate-jwt> does not say where the token stands',
  'write one of header-name, query-parameter-name and token-value',
);
const keyForm = message(
  'validate-jwt/key',
  'error',
  'a key is one of three: Base64 text, `certificate-id`, or `n` with `e`',
  'keep one of them',
);
const badSecret = message(
  'validate-jwt/key-base64',
  'warning',
  'the text of the key is not Base64, so no token would pass',
  'encode the bytes of the secret in Base64, and keep them in a secret named value',
);
const shortSecret = message(
  'validate-jwt/short-key',
  'warning',
  'the secret has {bytes} bytes, and whoever guesses it can make tokens',
  'HS256 needs 32 random bytes at least (RFC 7518 §3.2)',
);
const noKeys = message(
  'validate-jwt/no-keys',
  'warning',
  'nothing says which keys sign the tokens, so none would pass',
  'add <openid-config>, or <issuer-signing-keys>',
);
const unsigned = message(
  'validate-jwt/unsigned',
  'warning',
  'with require-signed-tokens="false" anyone can make a token that passes',
  'leave the attribute out',
);
const computedKeys = message(
  'validate-jwt/computed-keys',
  'warning',
  'the request has a say in where the keys come from, and whoever chooses the keys can make tokens',
  'write the address itself, or compute it from what no client sends',
);
const plainHttp = message('validate-jwt/plain-http', 'warning', 'keys that come without TLS can be anyone’s', 'use an https address');
const legacy = message(
  'unsupported/jwt-legacy',
  'warning',
  '`{what}` is of an early version of <validate-jwt> and cannot run here',
  'use <openid-config>, or <key> in <issuer-signing-keys>',
);

const keyId = text({ docs: 'The `kid` of the tokens that the key is for. Without it: any.' });
const certificateId = text({ names: 'certificate', docs: 'A certificate in `fedpass.yaml`.' });

const policy = definePolicy({
  name: 'validate-jwt',
  summary: 'Lets only requests pass that bring a valid JSON web token.',
  docs: `The token is read from a header, a query parameter or a value. It must be signed with one of the keys, be in time, and have an allowed audience and issuer and the required claims. Keys come from OpenID configurations, are kept for an hour, and are fetched again when a token names a key that is not among them, at most every 30 seconds; while an issuer cannot be reached, its last keys count for a day.

An algorithm counts only with a key that is made for it: HS256, HS384 and HS512 with a secret, RS\\*, PS\\*, ES\\* and EdDSA with a public key. A key of at least 2048 bits is needed for RSA.

Without \`<issuers>\`, the issuers of the OpenID configurations are allowed, and each published key counts only for the issuer that published it; with \`<issuers>\`, only those that it lists. The name \`{tenantid}\` in an issuer of Microsoft Entra stands for the directory that the token's \`tid\` names: with \`common\` or \`organizations\`, tokens of every directory pass unless issuers, or claims, say otherwise.

When keys cannot be had the answer is 500, not 401: nothing is known of the token then. Claims are compared to the letter. The token itself is never shown; the value of a verified claim that is not allowed is. OpenID configurations are fetched from any public https host; a private one, or one without TLS, must stand in \`egress.allow\`.`,
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    order: 'sequence',
    attributes: {
      'header-name': text({ docs: 'The header that holds the token. `Bearer` before it is left out.' }),
      'query-parameter-name': text({ docs: 'The query parameter that holds the token.' }),
      'token-value': text({ docs: 'The token itself, without `Bearer`.' }),
      ...failure,
      'require-expiration-time': bool({ fallback: true, docs: 'Whether a token must have `exp`.' }),
      'require-scheme': text({ docs: 'The scheme that an `Authorization` header must have. Without effect for other headers.' }),
      'require-signed-tokens': bool({
        fallback: true,
        docs: 'Whether a token must be signed. Signatures that are there are always checked.',
      }),
      'clock-skew': int({ min: 0 })({ fallback: 0, docs: 'Seconds that the clock of the issuer may differ.' }),
      id: idAttribute,
    },
    children: {
      'openid-config': many(
        {
          attributes: {
            url: url({ required: true, docs: 'The address of the configuration: `…/.well-known/openid-configuration`.' }),
            'validate-connectivity': bool({ fallback: true, docs: 'Without effect: nothing is fetched before the first token comes.' }),
            host: text({ docs: 'Of an early version; cannot run here.' }),
          },
        },
        'An OpenID configuration, for keys and issuer.',
      ),
      'issuer-signing-tokens': one(
        { children: { token: many({ text: text({ docs: '' }) }, '') } },
        'Of an early version; cannot run here.',
      ),
      'issuer-signing-keys': one(
        {
          children: {
            key: many(
              {
                attributes: {
                  id: keyId,
                  'certificate-id': certificateId,
                  n: text({ expression: false, docs: 'The modulus of an RSA key, Base64url.' }),
                  e: text({ expression: false, docs: 'The exponent of an RSA key, Base64url.' }),
                },
                text: text({ docs: 'A shared secret, Base64.' }),
              },
              'A key that signs tokens.',
            ),
            'zumo-master-key': many({ attributes: { id: keyId }, text: text({ docs: '' }) }, 'Of an early version; cannot run here.'),
          },
        },
        'Keys that sign tokens. They are tried in turn.',
      ),
      'decryption-keys': one(
        {
          children: {
            key: many(
              { attributes: { id: keyId, 'certificate-id': certificateId }, text: text({ docs: 'A shared secret, Base64.' }) },
              'A key that decrypts tokens.',
              { min: 1 },
            ),
          },
        },
        'Keys for tokens that are encrypted. They are tried in turn.',
      ),
      audiences,
      issuers: one(
        { children: { issuer: many({ text: text({ required: true, docs: 'An issuer.' }) }, 'A value that `iss` may have.') } },
        'Who may have made tokens.',
      ),
      'required-claims': requiredClaims,
    },
  },
  messages: {
    noPlace,
    manyPlaces,
    keyForm,
    badSecret,
    shortSecret,
    noKeys,
    unsigned,
    computedKeys,
    plainHttp,
    legacy,
  },
  check(element, report) {
    if (checkPlaces(element, report) === 0) report(noPlace, element.nameSpan, {});
    const signing = within(element, 'issuer-signing-keys');
    for (const key of [...signing, ...within(element, 'decryption-keys')]) checkKey(key, report);
    const configurations = element.children.filter(({ name }) => name === 'openid-config');
    for (const configuration of configurations) checkConfiguration(configuration, report);
    for (const { name, nameSpan } of [...element.children, ...signing])
      if (name === 'issuer-signing-tokens' || name === 'zumo-master-key') report(legacy, nameSpan, { what: name });
    const signed = element.attributes.get('require-signed-tokens');
    if (literal(element, 'require-signed-tokens')?.trim().toLowerCase() === 'false')
      report(unsigned, signed?.value.span ?? element.span, {});
    else if (signing.length === 0 && configurations.length === 0) report(noKeys, element.nameSpan, {});
  },
  examples: [
    {
      title: 'A token of a provider with discovery',
      xml: '<validate-jwt header-name="Authorization" require-scheme="Bearer" output-token-variable-name="token"><openid-config url="https://login.example.com/.well-known/openid-configuration" /><audiences><audience>fedpass</audience></audiences><required-claims><claim name="scope" separator=" "><value>read</value></claim></required-claims></validate-jwt>',
      expect: {
        outcome: 'failed',
        forwarded: false,
        response: { status: 401, body: '{"statusCode":401,"message":"JWT not present."}' },
      },
    },
    {
      title: 'A token signed with a shared secret',
      xml: '<validate-jwt token-value="@(context.Request.Headers.GetValueOrDefault(&quot;X-Token&quot;))" failed-validation-httpcode="403" failed-validation-error-message="Not with this."><issuer-signing-keys><key>bm90IGEgcmVhbCBzZWNyZXQsIGJ1dCBsb25nIGVub3VnaA==</key></issuer-signing-keys><issuers><issuer>example</issuer></issuers></validate-jwt>',
      given: { headers: { 'X-Token': 'no.token.atall' } },
      expect: { outcome: 'failed', response: { status: 403, body: '{"statusCode":403,"message":"Not with this."}' } },
    },
  ],
});
export default policy;

/** Reference: validate-jwt. Throws PolicyFailure with the reasons of errors.json. */
export function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  return admit(x, { ...args, source: policy.name }, (token) => {
    const signers = {
      own: (args.issuerSigningKeys?.key ?? []).map((key) => signingKey(x, key)),
      published: args.openidConfig.map(({ url: address }) => address),
    };
    return verifyJwt(x, token, {
      signers: () => signers,
      decryptionKeys: (args.decryptionKeys?.key ?? []).map((key) => decryptionKey(x, key)),
      requireSigned: args.requireSignedTokens,
      requireExpiration: args.requireExpirationTime,
      skewMs: args.clockSkew * 1000,
      audiences: args.audiences?.audience ?? [],
      issuers: args.issuers?.issuer ?? [],
      claims: args.requiredClaims?.claim ?? [],
    });
  });
}

type KeyArgs = NonNullable<Args<typeof policy>['issuerSigningKeys']>['key'][number];
type DecryptionKeyArgs = NonNullable<Args<typeof policy>['decryptionKeys']>['key'][number];

function signingKey(x: Exchange, { id, certificateId: certificate, n, e, text: secret }: KeyArgs): JwtKey {
  if (certificate !== undefined) return certificateKey(id, certificateOf(x, certificate, policy.name));
  if (n !== undefined && e !== undefined) return rsaKey(id, n, e);
  return secretKey(id, secretBytes(secret));
}

function decryptionKey(x: Exchange, { id, certificateId: certificate, text: secret }: DecryptionKeyArgs): JwtKey {
  return certificate === undefined
    ? secretDecryptionKey(id, secretBytes(secret))
    : certificateDecryptionKey(id, certificateOf(x, certificate, policy.name));
}

function secretBytes(text: string | undefined): Uint8Array {
  const bytes = fromBase64Url((text ?? '').replace(/\s/g, ''));
  if (bytes === undefined || bytes.length === 0) throw new PolicyFailure(policy.name, null, 500, 'the text of a key is not Base64');
  return bytes;
}

function checkKey(key: CheckedElement, report: ReportOn): void {
  if (key.name !== 'key') return;
  const { attributes, text: secret } = key;
  const forms = [secret !== undefined, attributes.has('certificate-id'), attributes.has('n') || attributes.has('e')];
  if (forms.filter((given) => given).length !== 1 || attributes.has('n') !== attributes.has('e')) report(keyForm, key.nameSpan, {});
  else if (secret?.kind === 'literal' && !secret.text.includes('{{')) checkSecret(secret, report);
}

function checkSecret({ text: written, span }: { readonly text: string; readonly span: CheckedElement['span'] }, report: ReportOn): void {
  const bytes = fromBase64Url(written.replace(/\s/g, ''));
  if (bytes === undefined) report(badSecret, span, {});
  else if (bytes.length < 32) report(shortSecret, span, { bytes: bytes.length });
}

function checkConfiguration(configuration: CheckedElement, report: ReportOn): void {
  const host = configuration.attributes.get('host');
  if (host !== undefined) report(legacy, host.nameSpan, { what: 'host' });
  const address = configuration.attributes.get('url')?.value;
  if (address?.kind === 'expression' && /\bcontext\s*\.\s*Request\b/.test(address.code)) report(computedKeys, address.span, {});
  if (address?.kind === 'literal' && /^http:\/\/(?!localhost\b|127\.0\.0\.1\b|\[::1\])/i.test(address.text.trim()))
    report(plainHttp, address.span, {});
}

import { message } from '../../diagnostics/message.ts';
import type { Jwt } from '../../runtime/context/tokens.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { type Args, bool, definePolicy, idAttribute, literal, many, one, text, url } from '../define.ts';
import { admit } from './jwt/admit.ts';
import { checkClaims } from './jwt/check-claims.ts';
import { certificateOf } from './jwt/configured-certificate.ts';
import { certificateDecryptionKey } from './jwt/keys.ts';
import { TokenRejected } from './jwt/rejection.ts';
import { audiences, checkPlaces, failure, manyPlaces, requiredClaims } from './jwt/schema.ts';
import { verifyJwt } from './jwt/verify-jwt.ts';

const anyTenant = message(
  'validate-azure-ad-token/any-tenant',
  'warning',
  '`{tenant}` stands for every directory, so anyone who has one passes',
  'name the directory by its id, or require a `tid` in <required-claims>',
);
const anyone = message(
  'validate-azure-ad-token/any-audience',
  'warning',
  'tokens that the directory made for any other API pass here',
  'name the <audiences>, or at least the <client-application-ids>',
);
const cannotRun = message(
  'unsupported/azure-ad-token',
  'warning',
  '`{attribute}` cannot run here: tokens that are bound to their holder are not understood',
  'leave the attribute out; such tokens then do not pass',
);

const applicationIds = (docs: string) =>
  one(
    { children: { 'application-id': many({ text: text({ required: true, docs: 'An application id.' }) }, 'One of them.', { min: 1 }) } },
    docs,
  );

const policy = definePolicy({
  name: 'validate-azure-ad-token',
  summary: 'Lets only requests pass that bring a valid token of Microsoft Entra ID.',
  docs: `Does what \`validate-jwt\` does, with what is known of Microsoft Entra ID: keys and issuer are those of the directory, for tokens of version 1.0 and 2.0; \`ver\` and \`tid\` must agree with the issuer; only RS256 counts; clocks may differ by a minute.

\`client-application-ids\` are compared with \`appid\` (1.0) or \`azp\` (2.0), without regard to case. \`aud\` must be one of the \`audiences\`, or one of the \`backend-application-ids\`, as it is or as \`api://…\`; with neither, it is not looked at. With \`common\`, \`organizations\` or \`consumers\` in place of a directory, tokens of every directory pass.`,
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'async',
  element: {
    attributes: {
      'tenant-id': text({
        required: true,
        docs: 'The directory: its id, one of its domains, its address under the login host, or `common`, `organizations` or `consumers`.',
      }),
      'header-name': text({ fallback: 'Authorization', docs: 'The header that holds the token. `Bearer` before it is left out.' }),
      'query-parameter-name': text({ docs: 'The query parameter that holds the token.' }),
      'token-value': text({ docs: 'The token itself, without `Bearer`.' }),
      'authentication-endpoint': url({
        fallback: 'https://login.microsoftonline.com',
        docs: 'The login host of a national cloud.',
      }),
      ...failure,
      'require-scheme': text({ docs: 'The scheme that an `Authorization` header must have.' }),
      'allow-protected-forwarded-tokens': bool({ docs: 'Cannot run here.' }),
      'allow-proof-of-possession-tokens': bool({ docs: 'Cannot run here.' }),
      id: idAttribute,
    },
    children: {
      'backend-application-ids': applicationIds('Applications that tokens may be for.'),
      'client-application-ids': applicationIds('Applications that tokens may have been made for the use of.'),
      audiences,
      'required-claims': requiredClaims,
      'decryption-keys': one(
        {
          children: {
            key: many(
              {
                attributes: {
                  'certificate-id': text({ required: true, names: 'certificate', docs: 'A certificate in `fedpass.yaml`.' }),
                  id: text({ docs: 'The `kid` of the tokens that it decrypts. Without it: any.' }),
                },
              },
              'A key that decrypts tokens.',
              { min: 1 },
            ),
          },
        },
        'Keys for tokens that are encrypted. They are tried in turn.',
      ),
    },
  },
  messages: { anyTenant, anyone, manyPlaces, cannotRun },
  check(element, report) {
    checkPlaces(element, report);
    const tenant = literal(element, 'tenant-id')?.trim();
    const at = element.attributes.get('tenant-id')?.value.span ?? element.nameSpan;
    const hasTenantRule = element.children.some(({ children }) => children.some((child) => literal(child, 'name') === 'tid'));
    if (tenant !== undefined && manyTenants.has(tenant.toLowerCase()) && !hasTenantRule) report(anyTenant, at, { tenant });
    const narrowing = ['client-application-ids', 'backend-application-ids', 'audiences', 'required-claims'];
    if (!element.children.some(({ name }) => narrowing.includes(name))) report(anyone, element.nameSpan, {});
    for (const attribute of ['allow-protected-forwarded-tokens', 'allow-proof-of-possession-tokens']) {
      const given = element.attributes.get(attribute);
      if (given !== undefined && literal(element, attribute)?.trim().toLowerCase() !== 'false')
        report(cannotRun, given.nameSpan, { attribute });
    }
  },
  examples: [
    {
      title: 'Tokens for this API, from one application',
      xml: '<validate-azure-ad-token tenant-id="11111111-2222-3333-4444-555555555555" output-token-variable-name="token"><client-application-ids><application-id>66666666-7777-8888-9999-000000000000</application-id></client-application-ids><audiences><audience>api://fedpass</audience></audiences></validate-azure-ad-token>',
      expect: {
        outcome: 'failed',
        forwarded: false,
        response: { status: 401, body: '{"statusCode":401,"message":"JWT not present."}' },
      },
    },
  ],
});
export default policy;

/** Reference: validate-azure-ad-token. Throws PolicyFailure with the reasons of validate-jwt. */
export function run(x: Exchange, args: Args<typeof policy>): Promise<void> {
  const directory = directoryUrl(args);
  const backends = (args.backendApplicationIds?.applicationId ?? []).flatMap((id) => [id, `api://${id}`]);
  return admit(x, { ...args, source: policy.name }, async (token) => {
    const jwt = await verifyJwt(x, token, {
      signers: (unverified) => ({ own: [], published: [configurationOf(directory, unverified)] }),
      algorithms: ['RS256'],
      decryptionKeys: (args.decryptionKeys?.key ?? []).map(({ id, certificateId }) =>
        certificateDecryptionKey(id, certificateOf(x, certificateId, policy.name)),
      ),
      requireSigned: true,
      requireExpiration: true,
      skewMs: 60_000,
      audiences: [...(args.audiences?.audience ?? []), ...backends],
      issuers: [],
      claims: [],
    });
    checkDirectory(jwt);
    checkClient(jwt, args.clientApplicationIds?.applicationId ?? []);
    checkClaims(jwt, args.requiredClaims?.claim ?? []);
    return jwt;
  });
}

const manyTenants: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);

/** The address under which a directory publishes its configurations, without a slash at its end. */
function directoryUrl({ tenantId, authenticationEndpoint }: Args<typeof policy>): string {
  const tenant = tenantId.trim();
  if (/^https:\/\/[^/\s?#]+\/[^/\s?#]+/i.test(tenant)) return tenant.replace(/\/(?:v2\.0\/?)?$/i, '');
  // What ends up in an address must not be able to lead elsewhere.
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(tenant))
    throw new PolicyFailure(policy.name, null, 500, 'the tenant id is neither an id, nor a domain, nor an https address');
  return `${authenticationEndpoint.trim().replace(/\/+$/, '')}/${tenant}`;
}

const isVersion2 = (jwt: Jwt): boolean => /\/v2\.0\/?$/.test(jwt.text('iss') ?? '');

const configurationOf = (directory: string, unverified: Jwt): string =>
  `${directory}${isVersion2(unverified) ? '/v2.0' : ''}/.well-known/openid-configuration`;

/** The version and the directory that a token names must be those of its issuer. */
function checkDirectory(jwt: Jwt): void {
  const tenant = jwt.text('tid')?.toLowerCase();
  const inIssuer = (jwt.text('iss') ?? '').toLowerCase().split('/');
  const fits = jwt.text('ver') === (isVersion2(jwt) ? '2.0' : '1.0') && tenant !== undefined && inIssuer.includes(tenant);
  if (!fits) throw new TokenRejected('TokenIssuerNotAllowed', 'The issuer of the token is not that of its directory. Access denied.');
}

function checkClient(jwt: Jwt, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const name = isVersion2(jwt) ? 'azp' : 'appid';
  const client = jwt.text(name);
  if (client === null) throw new TokenRejected('TokenClaimNotFound', `JWT token is missing the following claims: ${name}. Access denied.`);
  if (!ids.some((id) => id.toLowerCase() === client.toLowerCase()))
    throw new TokenRejected('TokenClaimValueNotAllowed', `Claim ${name} value of ${client} is not allowed. Access denied.`);
}

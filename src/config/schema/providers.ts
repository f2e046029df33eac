import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { accessPolicyIds, connectionIds, named, parameterNames, providerIds } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { tellsOfNoSecret, tellsOfSecret } from '../scalars/secret-name.ts';
import { line } from '../scalars/text.ts';
import { url } from '../scalars/url.ts';
import { parseSecretText, type SecretText } from '../secret-text.ts';

const policyShape = message(
  'config/access-policy-empty',
  'error',
  '`{path}` names nobody',
  'write `{ gateway: true }` for the gateway itself, or `objectId` and `tenantId` of a user, group or application',
);
const mixedPolicy = message(
  'config/access-policy-mixed',
  'error',
  '`{path}` names the gateway and somebody else',
  'write two access policies, each with a name of its own',
);
const half = message(
  'config/access-policy-incomplete',
  'error',
  '`{path}` needs {missing}',
  'an identity is told by `objectId` with a `tenantId` (Microsoft Entra) or an `issuer` (any other)',
);

/** Whom an access policy lets fetch the tokens of its connection. */
export type AccessPolicy =
  | { readonly kind: 'gateway' }
  | {
      readonly kind: 'identity';
      readonly objectId: string;
      readonly tenantId: string | undefined;
      readonly issuer: string | undefined;
      readonly appIds: readonly string[] | undefined;
    };

export const accessPolicy = z
  .strictObject({
    gateway: z
      .literal(true)
      .optional()
      .describe('Lets in the gateway\'s own identity (`identity-type="managed"`).')
      .meta({ samples: [true] }),
    objectId: line()
      .optional()
      .describe('The id of a user, group or application: the object id in Microsoft Entra, else what the claim of its issuer says.')
      .meta({ samples: ['2d0c7a3e-98b8-4f2b-8a0e-1c8a4b1f3d33'] }),
    tenantId: line()
      .optional()
      .describe('Its tenant in Microsoft Entra.')
      .meta({ samples: ['0b5c1b1e-7d0f-4a55-8f0e-5d9d0f8a2c22'] }),
    issuer: url('address')
      .optional()
      .describe('For an identity that is not of Microsoft Entra: the issuer of its tokens, one of `identity.issuers`.')
      .meta({ samples: ['https://login.example.com'] }),
    appIds: z
      .array(line())
      .min(1)
      .max(100)
      .optional()
      .describe('When present, the token must come from one of these applications.')
      .meta({ samples: [['9a6d3a52-5d1c-4f4e-8a53-5f6f6c7a0b44']] }),
  })
  .check(
    refuse((value, report) => {
      const identity = [value.objectId, value.tenantId, value.issuer, value.appIds].some((part) => part !== undefined);
      if (value.gateway === undefined && !identity) return report(new Refusal(policyShape));
      if (value.gateway !== undefined && identity) return report(new Refusal(mixedPolicy));
      if (!identity) return;
      if (value.objectId === undefined) report(new Refusal(half, { missing: 'an `objectId`' }));
      if (value.tenantId === undefined && value.issuer === undefined) report(new Refusal(half, { missing: 'a `tenantId` or an `issuer`' }));
    }),
  )
  .transform(
    (value): AccessPolicy =>
      value.gateway === true
        ? { kind: 'gateway' }
        : { kind: 'identity', objectId: value.objectId ?? '', tenantId: value.tenantId, issuer: value.issuer, appIds: value.appIds },
  );

/** A parameter of a provider or connection. Text is plain only when it holds no reference and its name tells that it is harmless. */
export type ParameterValue = string | number | boolean | SecretText;

const readParameter = ([name, value]: [string, string | number | boolean]): [string, ParameterValue] => {
  if (typeof value !== 'string') return [name, tellsOfSecret(name) ? parseSecretText(String(value)) : value];
  const parsed = parseSecretText(value);
  return [name, parsed.kind === 'literal' && tellsOfNoSecret(name) ? parsed.value.reveal() : parsed];
};

const parameters = named(
  parameterNames,
  z.union([z.string(), z.number(), z.boolean()]).describe('Text, a number, or `true` and `false`.').meta({ admitsSecret: true }),
)
  .transform((map): Readonly<Record<string, ParameterValue>> => {
    return Object.fromEntries(Object.entries(map).map(readParameter));
  })
  .prefault({});

export const connection = z.strictObject({
  parameters: parameters
    .describe(
      "Parameters of this connection: with all grants but `authorizationCode` its `clientId`, its secret or key, and whatever else differs. They win over the provider's.",
    )
    .meta({
      samples: [{ clientId: 'fedpass-crm', clientSecret: `\${env.CRM_SECRET}` }],
    }),
  accessPolicies: named(accessPolicyIds, accessPolicy)
    .default({})
    .describe('Who may fetch the tokens, by name: `{ gateway: true }`, or an identity. Without any, nobody may.')
    .meta({ samples: [{ gateway: { gateway: true } }] }),
});

const noHole = message(
  'config/per-user',
  'error',
  '`{path}` is the same for all users',
  'write `{user}` once, where the object id of the user belongs: `user-{user}`',
);

const perUser = z
  .strictObject({
    connection: line(200)
      .default('user-{user}')
      .check(
        refuse((value, report) => {
          if (value.split('{user}').length !== 2 || !connectionIds.form.test(value)) report(new Refusal(noHole));
        }),
      )
      .describe('The id of such a connection; `{user}` stands for the object id of its owner. A policy names it by an expression.')
      .meta({ samples: ['user-{user}'] }),
    gateway: z
      .boolean()
      .default(false)
      .describe("Lets in the gateway's own identity, too. Whoever may write policies can then use the connections of all users.")
      .meta({ samples: [true] }),
  })
  .describe(
    'Each user may make a connection of his own, with `authorizationCode`, on the page `<publicUrl>/connect/<provider>`: he signs in (`identity.signIn`), and it is reached with his own token alone.',
  );

export const provider = z.strictObject({
  displayName: line(300)
    .optional()
    .describe('The name that people see.')
    .meta({ samples: ['GitHub of the web team'] }),
  identityProvider: line(128)
    .describe(
      'Which service gives the tokens: `entra`, `github`, `salesforce`, `slack`, `oidc`, `oauth2pkce` …; the page `providers.md` has all of them.',
    )
    .meta({ samples: ['github'] }),
  grantType: z
    .enum(['authorizationCode', 'clientCredentials', 'jwtBearer', 'tokenExchange', 'onBehalfOf'])
    .describe(
      "How tokens are got. `authorizationCode` needs the consent of a person once per connection; client id and secret are the provider's. The others need nobody, and they are the connection's: `clientCredentials`, `jwtBearer` with a key that signs assertions, `tokenExchange` and `onBehalfOf` with the token of the caller.",
    )
    .meta({ samples: ['authorizationCode'] }),
  parameters: parameters
    .describe('Parameters of the identity provider. All take `clientId` and `scopes`; the page `providers.md` has all of them.')
    .meta({
      samples: [{ clientId: 'Iv1.0123456789abcdef', clientSecret: `\${env.GITHUB_SECRET}`, scopes: 'repo' }],
    }),
  perUser: perUser.optional(),
  connections: named(connectionIds, connection).default({}).describe('Connections, by the id that `authorization-id` names.'),
});

export const providers = named(providerIds, provider).default({}).describe('Credential providers, by the id that `provider-id` names.');

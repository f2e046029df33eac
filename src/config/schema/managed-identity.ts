import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { httpUrl, loopback, url } from '../scalars/url.ts';
import { parseSecretText, type SecretText } from '../secret-text.ts';

const incomplete = message(
  'config/managed-identity',
  'error',
  'an identity of kind `{kind}` needs `{missing}`',
  'the page configuration.md says which settings belong to which kind',
);
const stray = message('config/managed-identity-setting', 'error', '`{path}` has no meaning for an identity of kind `{kind}`', 'remove it');

/** Where the gateway asks for tokens of the machine's identity. */
export type ManagedIdentitySource =
  | { readonly kind: 'none' }
  | { readonly kind: 'virtualMachine'; readonly clientId: string | undefined }
  | { readonly kind: 'appService'; readonly clientId: string | undefined; readonly endpoint: string; readonly header: SecretText }
  | {
      readonly kind: 'workload';
      readonly clientId: string;
      readonly tenantId: string;
      readonly assertion: SecretText;
      readonly authority: string;
    };

const withoutTls = message(
  'config/managed-identity-tls',
  'error',
  '`{path}` would get the token of the cluster without TLS',
  'use an https address',
);

const settingsOf = {
  virtualMachine: [],
  appService: ['endpoint', 'header'],
  workload: ['clientId', 'tenantId', 'assertion'],
} as const;

export const managedIdentity = z
  .strictObject({
    kind: z
      .enum(['virtualMachine', 'appService', 'workload'])
      .optional()
      .describe(
        'Who gives the tokens: `virtualMachine` (the metadata address 169.254.169.254 of a machine in Azure), `appService` (App Service, Functions, Container Apps), or `workload` (Kubernetes with workload identity: a token of the cluster is exchanged). Without it, nobody is asked, and `authentication-managed-identity` fails.',
      )
      .meta({ samples: ['virtualMachine'] }),
    clientId: line()
      .optional()
      .describe('The identity to use when a policy names none: its client id. Needed for `workload`.')
      .meta({ samples: [`\${env.AZURE_CLIENT_ID}`] }),
    endpoint: url('address')
      .optional()
      .describe('`appService`: where tokens are asked for.')
      .meta({ samples: ['http://127.0.0.1:41741/msi/token'] }),
    header: z
      .string()
      .transform(parseSecretText)
      .optional()
      .describe('`appService`: the secret that tells the platform that it is us who ask.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.IDENTITY_HEADER}`] }),
    tenantId: line()
      .optional()
      .describe('`workload`: the directory of the identity.')
      .meta({ samples: [`\${env.AZURE_TENANT_ID}`] }),
    assertion: z
      .string()
      .transform(parseSecretText)
      .optional()
      .describe('`workload`: the token of the cluster. It is read again for each exchange.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${file:/var/run/secrets/azure/tokens/azure-identity-token}`] }),
    authority: url('base')
      .default('https://login.microsoftonline.com')
      .describe('`workload`: the login host, for national clouds.')
      .meta({ samples: ['https://login.microsoftonline.us'] }),
  })
  .check(
    refuse((value, report) => {
      const { kind } = value;
      const needed: readonly string[] = kind === undefined ? [] : settingsOf[kind];
      for (const name of ['endpoint', 'header', 'tenantId', 'assertion'] as const)
        if (value[name] !== undefined && !needed.includes(name)) report(new Refusal(stray, { kind: kind ?? 'none' }), [name]);
      for (const missing of kind === undefined ? [] : settingsOf[kind])
        if (value[missing] === undefined) report(new Refusal(incomplete, { kind: kind ?? '', missing }));
      const authority = httpUrl(value.authority);
      if (authority?.protocol === 'http:' && !loopback(authority)) report(new Refusal(withoutTls), ['authority']);
    }),
  )
  .transform((value): ManagedIdentitySource => {
    const { kind, clientId, endpoint = '', header, tenantId = '', assertion, authority } = value;
    switch (kind) {
      case undefined:
        return { kind: 'none' };
      case 'virtualMachine':
        return { kind, clientId };
      case 'appService':
        return { kind, clientId, endpoint, header: header ?? parseSecretText('') };
      case 'workload':
        return { kind, clientId: clientId ?? '', tenantId, assertion: assertion ?? parseSecretText(''), authority };
    }
  })
  .prefault({})
  .describe(
    "The identity that the machine has in Microsoft Entra, for `authentication-managed-identity`. Not to be confused with the gateway's own in `identity`.",
  )
  .meta({
    samples: [
      {
        kind: 'workload',
        clientId: '6f1f2a52-2f8b-4c4e-9a53-5f6f6c7a0b11',
        tenantId: '0b5c1b1e-7d0f-4a55-8f0e-5d9d0f8a2c22',
        assertion: `\${file:/var/run/secrets/azure/tokens/azure-identity-token}`,
      },
    ],
  });

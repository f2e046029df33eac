import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { managedSecretIds, named, vaultHosts } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { httpUrl, url } from '../scalars/url.ts';
import { parseSecretText, type SecretText } from '../secret-text.ts';

const incomplete = message(
  'config/management',
  'error',
  'the management API is enabled without `{missing}`',
  'it is reached as `/subscriptions/<subscription>/resourceGroups/<resourceGroup>/…`; name all four of `subscription`, `resourceGroup`, `service` and `audience`',
);

const fragment = message(
  'config/management-redirect',
  'error',
  '`{path}` is no place for a browser to go on to',
  'write the whole address without `?`, such as `https://portal.example.com/connected`',
);

/** The management API: off, or under a service's ARM address. */
export type Management = { readonly kind: 'off' } | ManagementSettings;

export interface ManagementSettings {
  readonly kind: 'on';
  readonly listen: {
    readonly host: string;
    readonly port: number;
    /** Paths of PEM files, as written. */
    readonly tls?: { readonly certificate: string; readonly key: string };
  };
  readonly publicUrl?: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly service: string;
  readonly audience: string;
  readonly roles: { readonly claim: string; readonly read: string; readonly write: string };
  readonly postLoginRedirectUrls: readonly string[];
  readonly providerHosts: readonly string[];
  /** Secrets that providers may name, by name. */
  readonly secrets: Readonly<Record<string, { readonly secret: SecretText; readonly hosts: readonly string[] }>>;
  /** Azure Key Vaults whose secrets they may name, by host. */
  readonly keyVaults: Readonly<Record<string, { readonly hosts: readonly string[] }>>;
}

const toHosts = z
  .array(line(255))
  .min(1)
  .max(20)
  .transform((hosts): readonly string[] => hosts.map((host) => host.toLowerCase()))
  .describe('The hosts of token endpoints that the secret may be sent to. A provider that leads elsewhere is refused.')
  .meta({ samples: [['github.com']] });

const secrets = named(
  managedSecretIds,
  z.strictObject({
    secret: z
      .string()
      .transform(parseSecretText)
      .describe('The secret, by reference. It is read again when it changes.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${file:/run/secrets/github}`] }),
    hosts: toHosts,
  }),
)
  .default({})
  .describe('Secrets that providers made through the API may name, as `oauth2.keyVault.secretIdentifier`, by that name.')
  .meta({ samples: [{ github: { secret: `\${file:/run/secrets/github}`, hosts: ['github.com'] } }] });

const keyVaults = named(vaultHosts, z.strictObject({ hosts: toHosts }))
  .default({})
  .describe(
    'Azure Key Vaults whose secrets such providers may name by their address, by host. They are read with `managedIdentity`, at once and then every four hours.',
  )
  .meta({ samples: [{ 'contoso.vault.azure.net': { hosts: ['login.example.com'] } }] });

const listen = z
  .strictObject({
    host: line(255)
      .default('127.0.0.1')
      .describe('The address to listen on: one that only operators reach.')
      .meta({ samples: ['10.1.2.3'] }),
    port: z
      .number()
      .int()
      .min(0)
      .max(65535)
      .default(4400)
      .describe('The port. `0` takes any free one.')
      .meta({ samples: [8443] }),
    tls: z
      .strictObject({
        certificate: line(1024)
          .describe('A PEM file: the certificate, then what chains it to its root. Taken from the folder of this file.')
          .meta({ samples: ['/etc/fedpass/management.crt'] }),
        key: line(1024)
          .describe('The PEM file of its private key.')
          .meta({ samples: ['/etc/fedpass/management.key'] }),
      })
      .optional()
      .describe("Speaks TLS itself. Without it, whatever stands in front must: Azure's own client takes nothing else."),
  })
  .prefault({})
  .describe('Where it listens: never where the graph does.');

const roles = z
  .strictObject({
    claim: line(256)
      .default('roles')
      .describe('The claim of tokens that lists roles: a list, or one text with blanks between them.')
      .meta({ samples: ['scope'] }),
    read: line(256)
      .default('Connections.Read')
      .describe('The role that lets read.')
      .meta({ samples: ['fedpass.read'] }),
    write: line(256)
      .default('Connections.ReadWrite')
      .describe('The role that lets read and write.')
      .meta({ samples: ['fedpass.write'] }),
  })
  .prefault({})
  .describe('Which roles of a token let do what. A token without one of them lets do nothing.');

export const management = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Offers the management API.')
      .meta({ samples: [true] }),
    subscription: line(64)
      .optional()
      .describe('The subscription in its address.')
      .meta({ samples: ['11111111-2222-3333-4444-555555555555'] }),
    resourceGroup: line(90)
      .optional()
      .describe('The resource group in its address.')
      .meta({ samples: ['platform'] }),
    service: line(50)
      .optional()
      .describe('The service name in its address.')
      .meta({ samples: ['fedpass'] }),
    audience: line(1024)
      .optional()
      .describe('What `aud` of a bearer token for it must be. Never the audience of the graph. The tokens come from `identity.issuers`.')
      .meta({ samples: ['https://graph.example.com/management'] }),
    listen,
    publicUrl: url('base')
      .optional()
      .describe('The address that its clients use; links to next pages begin with it. Without it: what it listens on.')
      .meta({ samples: ['https://management.example.com'] }),
    roles,
    postLoginRedirectUrls: z
      .array(
        url('address').check(
          refuse((value, report) => {
            if (httpUrl(value)?.search !== '') report(new Refusal(fragment));
          }),
        ),
      )
      .max(100)
      .default([])
      .describe('Where a login link may send the browser after the consent. Others are refused.')
      .meta({ samples: [['https://portal.example.com/connected']] }),
    providerHosts: z
      .array(line(255))
      .max(100)
      .default([])
      .describe(
        'Hosts of this network that providers made through the API may name beside public ones. What is listed may be called; one of this machine by plain http, too.',
      )
      .meta({ samples: [['login.corp.internal']] }),
    secrets,
    keyVaults,
  })
  .check(
    refuse((value, report) => {
      if (!value.enabled) return;
      for (const missing of ['subscription', 'resourceGroup', 'service', 'audience'] as const)
        if (value[missing] === undefined) report(new Refusal(incomplete, { missing }));
    }),
  )
  .transform(
    ({ enabled, subscription = '', resourceGroup = '', service = '', audience = '', publicUrl, providerHosts, ...rest }): Management =>
      enabled
        ? {
            ...rest,
            kind: 'on',
            listen: { host: rest.listen.host, port: rest.listen.port, ...(rest.listen.tls === undefined ? {} : { tls: rest.listen.tls }) },
            ...(publicUrl === undefined ? {} : { publicUrl }),
            subscription,
            resourceGroup,
            service,
            audience,
            providerHosts: providerHosts.map((host) => host.toLowerCase()),
          }
        : { kind: 'off' },
  )
  .prefault({})
  .describe("The management API in ARM's shapes. Off unless configured.");

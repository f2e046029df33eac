import type { SignInSettings } from '../credentials/consent/sign-in.ts';
import type {
  AccessPolicySettings,
  ConnectionSettings,
  IssuerSettings,
  ParameterValues,
  PerUserSettings,
  ProviderSettings,
} from '../credentials/settings.ts';
import type { Secret } from '../runtime/ports/credential-source.ts';
import type { AccessPolicyConfig, Config, ConfigPath, ConnectionConfig, IssuerConfig, ParameterValue, ProviderConfig } from './config.ts';
import type { SecretReader } from './secret-reader.ts';

/** A reference of a parameter that cannot be resolved now, though it could when the configuration was read. */
export interface MissingParameter {
  readonly path: ConfigPath;
  /** The reference, such as `${env.GITHUB_SECRET}`. */
  readonly name: string;
  readonly problem: string;
}

/**
 * The providers of a configuration as the credential manager takes them, references resolved at this moment. A parameter that came by reference
 * or whose name does not tell that it is harmless is a `Secret`; the others are plain text.
 */
export function providerSettings(
  config: Config,
  reader: SecretReader,
): { readonly providers: readonly ProviderSettings[]; readonly missing: readonly MissingParameter[] } {
  const missing: MissingParameter[] = [];
  const parametersOf = (values: Readonly<Record<string, ParameterValue>>, path: ConfigPath): ParameterValues => {
    const resolved: Record<string, string | Secret> = {};
    for (const [name, value] of Object.entries(values)) {
      const answer = typeof value === 'object' ? reader.read(value) : undefined;
      if (typeof value !== 'object') resolved[name] = String(value);
      else if (answer?.kind === 'found') resolved[name] = answer.secret;
      else if (answer !== undefined) missing.push({ path: [...path, 'parameters', name], name: answer.name, problem: answer.problem });
    }
    return resolved;
  };
  const connectionOf = (id: string, connection: ConnectionConfig, path: ConfigPath): ConnectionSettings => ({
    id,
    parameters: parametersOf(connection.parameters, path),
    accessPolicies: Object.entries(connection.accessPolicies).map(([name, policy]) => accessPolicyOf(name, policy)),
  });
  const providers = Object.entries(config.providers).map(([id, provider]): ProviderSettings => {
    const path = ['providers', id];
    return {
      id,
      ...(provider.displayName === undefined ? {} : { displayName: provider.displayName }),
      identityProvider: provider.identityProvider,
      grantType: provider.grantType,
      parameters: parametersOf(provider.parameters, path),
      ...(provider.perUser === undefined ? {} : { perUser: perUserOf(provider.perUser) }),
      connections: Object.entries(provider.connections).map(([name, connection]) =>
        connectionOf(name, connection, [...path, 'connections', name]),
      ),
    };
  });
  return { providers, missing };
}

const perUserOf = ({ connection, gateway }: NonNullable<ProviderConfig['perUser']>): PerUserSettings => ({
  connection,
  accessPolicies: gateway ? [{ kind: 'gateway', name: 'gateway' }] : [],
});

/** Where users sign in, if anywhere, its secret resolved at this moment. */
export function signInSettings(
  { identity }: Config,
  reader: SecretReader,
  redirectUri: string,
): { readonly settings?: SignInSettings; readonly missing: readonly MissingParameter[] } {
  const { signIn, issuers } = identity;
  const issuer = issuers.find((one) => one.issuer === signIn?.issuer);
  if (signIn === undefined || issuer === undefined) return { missing: [] };
  const answer = reader.read(signIn.clientSecret);
  if (answer.kind === 'missing')
    return { missing: [{ path: ['identity', 'signIn', 'clientSecret'], name: answer.name, problem: answer.problem }] };
  return { settings: { issuer: issuerOf(issuer), clientId: signIn.clientId, clientSecret: answer.secret, redirectUri }, missing: [] };
}

function accessPolicyOf(name: string, policy: AccessPolicyConfig): AccessPolicySettings {
  if (policy.kind === 'gateway') return { kind: 'gateway', name };
  const { objectId, tenantId, issuer, appIds } = policy;
  return {
    kind: 'principal',
    name,
    objectId,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(appIds === undefined ? {} : { appIds }),
  };
}

/** The issuers of Microsoft Entra name the tenant: v1 `https://sts.windows.net/{tid}/`, v2 `https://login.microsoftonline.com/{tid}/v2.0`. */
const entra = /^https:\/\/(?:sts\.windows\.net\/([^/]+)\/|login\.microsoftonline\.com\/([^/]+)\/v2\.0)$/;

/** The issuers of a configuration as the credential manager takes them. */
export const issuerSettings = (config: Config): readonly IssuerSettings[] => config.identity.issuers.map(issuerOf);

function issuerOf({ issuer, audience, jwksUri, algorithms, scope, claims }: IssuerConfig): IssuerSettings {
  const [, first, second] = entra.exec(issuer) ?? [];
  const tenant = first ?? second;
  if (tenant !== undefined) return { kind: 'entra', tenantIds: [tenant], audience, ...(scope === undefined ? {} : { scope }) };
  return {
    kind: 'oidc',
    issuer,
    audience,
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(algorithms === undefined ? {} : { algorithms }),
    claims: {
      objectId: claims.objectId ?? 'sub',
      ...(claims.tenantId === undefined ? {} : { tenantId: claims.tenantId }),
      ...(claims.appId === undefined ? {} : { appId: claims.appId }),
      ...(claims.groups === undefined ? {} : { groups: claims.groups }),
    },
  };
}

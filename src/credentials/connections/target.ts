import { createHash } from 'node:crypto';
import type { TokenClient } from '../grants/token-client.ts';
import { tokenClient } from '../grants/token-client.ts';
import { catalogue } from '../providers/catalogue.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import { type EffectiveParameters, effectiveParameters } from '../providers/parameters.ts';
import type { ProviderDefinition } from '../providers/provider.ts';
import type { ConnectionSettings, GrantType, ProviderSettings } from '../settings.ts';
import type { ConnectionId } from '../store/keys.ts';
import type { SecretOwner } from './failure.ts';

/** A connection as configured, ready for token requests. Made anew at each reload, never changed. */
export interface Target {
  /** In the spelling of the settings. */
  readonly id: ConnectionId;
  readonly grantType: GrantType;
  readonly definition: ProviderDefinition;
  readonly provider: ProviderSettings;
  readonly settings: ConnectionSettings;
  readonly client: TokenClient;
  /** Which resource holds the client's secret or key. */
  readonly secretOf: SecretOwner;
  /** Tells which server answers its token requests, and on which way it is reached: those of one provider with the same share its troubles. */
  readonly server: string;
  /** Of all that decides what token comes back. Contains a hash of the secret: for sealed records and for comparing only. */
  readonly digest: string;
}

/** Milliseconds for which a provider takes a used refresh token; 0 where it declares none (rule R3). */
export const graceOf = ({ refreshTokens }: ProviderDefinition): number => (refreshTokens?.graceS ?? 0) * 1_000;

/** Settings that passed `checkProviders`. */
export function targetOf(provider: ProviderSettings, settings: ConnectionSettings, options: CheckOptions): Target {
  const definition = catalogue.get(provider.identityProvider);
  if (definition === undefined) throw new RangeError(`unknown identity provider ${provider.identityProvider}`);
  const parameters = effectiveParameters(definition, provider, settings);
  const client = tokenClient(definition, parameters, options);
  const values = definition.parameters.map(({ name }) => [name, parameters.read(name) ?? parameters.secret(name)?.reveal() ?? null]);
  return {
    id: { provider: provider.id, connection: settings.id },
    grantType: provider.grantType,
    definition,
    provider,
    settings,
    client,
    secretOf: secretOwner(client, parameters),
    server: serverOf(provider, client),
    digest: createHash('sha256')
      .update(JSON.stringify([definition.id, provider.grantType, values]))
      .digest('base64url'),
  };
}

/** A digest, since a proxy may have a password. */
function serverOf({ id }: ProviderSettings, { endpoints, route }: TokenClient): string {
  const at = endpoints.kind === 'known' ? [endpoints.endpoints.token, endpoints.endpoints.refresh] : [endpoints.issuer];
  const way = [route?.proxy?.reveal(), route?.certificateAuthority, route?.clientCertificate?.chain];
  return createHash('sha256')
    .update(JSON.stringify([id.toLowerCase(), at, way]))
    .digest('base64url');
}

function secretOwner({ authentication, assertion }: TokenClient, parameters: EffectiveParameters): SecretOwner {
  const byKey = assertion !== undefined || authentication.kind === 'private_key_jwt' || authentication.kind === 'tls_client_auth';
  const owner = parameters.givenBy(byKey ? 'privateKey' : 'clientSecret') === 'connection' ? 'connection' : 'provider';
  return { owner, what: byKey ? 'private key' : 'secret' };
}

import type { StoredParameters } from '../../credentials/resources/stored.ts';
import type { SeenConnection } from '../../credentials/resources/view.ts';
import type { GrantType } from '../../credentials/settings.ts';
import type { ConnectionStatus } from '../../credentials/status.ts';
import { badRequest } from './arm-error.ts';
import { shownParameters } from './provider-resource.ts';
import { type Json, member, objectAt, optionalText, parametersAt } from './read-body.ts';

const wireName = (grantType: GrantType): string => `${grantType.charAt(0).toUpperCase()}${grantType.slice(1)}`;

/** A connection as the API shows it: how it is, and never a token. */
export const connectionResource = (
  service: string,
  { provider, settings }: SeenConnection,
  status: ConnectionStatus | undefined,
): object => ({
  id: `${service}/authorizationProviders/${encodeURIComponent(provider.settings.id)}/authorizations/${encodeURIComponent(settings.id)}`,
  type: 'Microsoft.ApiManagement/service/authorizationProviders/authorizations',
  name: settings.id,
  properties: {
    authorizationType: 'OAuth2',
    oauth2grantType: wireName(provider.settings.grantType),
    parameters: shownParameters(provider.settings.identityProvider, settings.parameters),
    // Beside ARM's members: a connection that a user made for himself is his.
    ...(settings.owner === undefined ? {} : { owner: settings.owner }),
    ...statusOf(status),
  },
});

function statusOf(status: ConnectionStatus | undefined): object {
  const error = (code: string, message: string): object => ({ status: 'Error', error: { code, message } });
  if (status === undefined) return error('Unknown', 'this connection was made or removed a moment ago');
  switch (status.state.phase) {
    case 'ready':
    case 'refreshing':
      return { status: 'Connected' };
    case 'unauthorized':
      return error('Unauthenticated', 'this connection was never connected; open a login link');
    case 'broken':
      return error('Broken', status.problem ?? 'the provider no longer takes its refresh token; open a login link');
    case 'unknown':
      return error('StoreUnavailable', 'the credential store does not say how this connection is');
  }
}

/** Reads what a PUT wants. `status` and `error` are not the caller's to say. Throws ArmError. */
export function readConnection(body: Json, grantType: GrantType): StoredParameters {
  const properties = objectAt(member(body, 'properties') ?? {}, 'properties');
  const type = optionalText(properties, 'authorizationType', 'properties') ?? 'OAuth2';
  if (type.toLowerCase() !== 'oauth2') throw badRequest('`properties.authorizationType` is `OAuth2`', 'properties.authorizationType');
  const grant = optionalText(properties, 'oauth2grantType', 'properties') ?? grantType;
  if (grant.toLowerCase() !== grantType.toLowerCase())
    throw badRequest(`\`properties.oauth2grantType\` is the one of the provider, \`${wireName(grantType)}\``, 'properties.oauth2grantType');
  return parametersAt(member(properties, 'parameters'), 'properties.parameters');
}

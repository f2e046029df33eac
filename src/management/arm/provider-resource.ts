import type { WantedProvider } from '../../credentials/resources/put-provider.ts';
import type { ReferencedSecret } from '../../credentials/resources/secret-references.ts';
import { isSecret, opened } from '../../credentials/resources/stored.ts';
import type { GrantType, ParameterValues, ProviderSettings } from '../../credentials/settings.ts';
import { badRequest } from './arm-error.ts';
import { type Json, member, objectAt, optionalText, parametersAt, requiredText } from './read-body.ts';

export const grantTypes: readonly GrantType[] = ['authorizationCode', 'clientCredentials', 'jwtBearer', 'tokenExchange', 'onBehalfOf'];

/** A provider as the API shows it: never with what is secret. `redirectUrl` is ours, whatever a caller wrote. */
export const providerResource = (
  service: string,
  settings: ProviderSettings,
  redirectUrl: string,
  secret: (identifier: string) => ReferencedSecret,
): object => ({
  id: `${service}/authorizationProviders/${encodeURIComponent(settings.id)}`,
  type: 'Microsoft.ApiManagement/service/authorizationProviders',
  name: settings.id,
  properties: {
    displayName: settings.displayName ?? settings.id,
    identityProvider: settings.identityProvider,
    oauth2: {
      redirectUrl,
      grantTypes: { [settings.grantType]: shownParameters(settings.identityProvider, settings.parameters) },
      ...(settings.secretIdentifier === undefined ? {} : { keyVault: shownReference(settings.secretIdentifier, secret) }),
    },
  },
});

function shownReference(secretIdentifier: string, secret: (identifier: string) => ReferencedSecret): object {
  const known = secret(secretIdentifier);
  const status = known.kind === 'found' ? { code: 'Success' } : { code: 'Failed', message: known.why };
  return { secretIdentifier, lastStatus: { ...status, timeStampUtc: new Date(known.at).toISOString() } };
}

export const shownParameters = (identityProvider: string, parameters: ParameterValues): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(opened(parameters)).filter(([name]) => !isSecret(identityProvider, name)));

/** Reads what a PUT wants. Members that are not the caller's to say (`redirectUrl`, `id`) are passed over. Throws ArmError. */
export function readProvider(id: string, body: Json): WantedProvider {
  const properties = objectAt(member(body, 'properties'), 'properties');
  const displayName = optionalText(properties, 'displayName', 'properties', 300);
  const oauth2 = objectAt(member(properties, 'oauth2'), 'properties.oauth2');
  const vault = member(oauth2, 'keyVault');
  const identifier =
    vault === undefined
      ? undefined
      : requiredText(objectAt(vault, 'properties.oauth2.keyVault'), 'secretIdentifier', 'properties.oauth2.keyVault');
  const target = 'properties.oauth2.grantTypes';
  const grants = Object.entries(objectAt(member(oauth2, 'grantTypes'), target)).filter(([, parameters]) => parameters !== null);
  const [first, ...others] = grants;
  if (first === undefined || others.length > 0)
    throw badRequest(`\`${target}\` names exactly one grant type: two grants need two providers`, target);
  const grantType = grantTypes.find((one) => one.toLowerCase() === first[0].toLowerCase());
  if (grantType === undefined) throw badRequest(`\`${target}\` names one of ${grantTypes.map((one) => `\`${one}\``).join(', ')}`, target);
  return {
    id,
    ...(displayName === undefined ? {} : { displayName }),
    identityProvider: requiredText(properties, 'identityProvider', 'properties'),
    grantType,
    parameters: parametersAt(first[1], `${target}.${grantType}`),
    ...(identifier === undefined ? {} : { secretIdentifier: identifier }),
  };
}

import type { Need, ParameterDefinition, ProviderDefinition } from '../../credentials/providers/provider.ts';
import type { GrantType } from '../../credentials/settings.ts';

const needs: Readonly<Record<Need, string>> = { required: 'REQUIRED', optional: 'OPTIONAL', hidden: 'HIDDEN' };

/** A kind of identity provider, with the parameters that each of its grants takes, as forms show them. */
export const identityProviderResource = (service: string, definition: ProviderDefinition): object => ({
  id: `${service}/authorizationIdentityProviders/${definition.id}`,
  type: 'Microsoft.ApiManagement/service/authorizationIdentityProviders',
  name: definition.id,
  properties: {
    displayName: definition.displayName,
    oauth2: { grantTypes: Object.fromEntries(definition.grantTypes.map((grant) => [grant, parametersOf(definition, grant)])) },
  },
});

const parametersOf = (definition: ProviderDefinition, grant: GrantType): object =>
  Object.fromEntries(
    definition.parameters.flatMap((parameter) => {
      const need = parameter.need[grant];
      return need === undefined ? [] : [[parameter.name, described(parameter, need)]];
    }),
  );

const described = ({ type, title, docs, default: usual }: ParameterDefinition, need: Need): object => ({
  type,
  displayName: title,
  description: docs,
  ...(usual === undefined ? {} : { default: usual }),
  uidefinition: { atAuthorizationProviderLevel: needs[need] },
});

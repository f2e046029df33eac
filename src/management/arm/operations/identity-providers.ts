import { catalogue } from '../../../credentials/providers/catalogue.ts';
import { serviceId } from '../address.ts';
import { notFound } from '../arm-error.ts';
import { identityProviderResource } from '../identity-provider-resource.ts';
import { addressed, type Operation } from './operation.ts';

export const kinds: Operation = {
  async GET({ api }) {
    const value = [...catalogue.values()].map((definition) => identityProviderResource(serviceId(api.names), definition));
    return { status: 200, body: { value, count: value.length, nextLink: '' } };
  },
};

export const identityProvider: Operation = {
  async GET(call) {
    const definition = catalogue.get(addressed(call, 'identity-provider').id.toLowerCase());
    if (definition === undefined) throw notFound('there is no such identity provider');
    return { status: 200, body: identityProviderResource(serviceId(call.api.names), definition) };
  },
};

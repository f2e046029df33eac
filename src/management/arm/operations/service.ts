import { serviceId } from '../address.ts';
import { serviceResource } from '../service-resource.ts';
import type { Operation } from './operation.ts';

export const service: Operation = {
  async GET({ api }) {
    return { status: 200, body: serviceResource(serviceId(api.names), api.names, api.credentials.identity, api.gatewayUrl) };
  },
};

import type { GatewayIdentity } from '../../credentials/settings.ts';
import type { ServiceNames } from './address.ts';

/** The service itself. What programs look for in it is the identity that access policies name. */
export const serviceResource = (id: string, { service }: ServiceNames, identity: GatewayIdentity, gatewayUrl: string): object => ({
  id,
  type: 'Microsoft.ApiManagement/service',
  name: service,
  location: 'local',
  etag: '"1"',
  identity: { type: 'SystemAssigned', principalId: identity.objectId, tenantId: identity.tenantId },
  sku: { name: 'Developer', capacity: 1 },
  properties: { provisioningState: 'Succeeded', gatewayUrl, publisherName: 'Fedpass', publisherEmail: '' },
});

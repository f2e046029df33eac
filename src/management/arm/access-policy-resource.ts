import type { AccessPolicySettings, GatewayIdentity } from '../../credentials/settings.ts';
import { badRequest } from './arm-error.ts';
import { type Json, member, objectAt, optionalText, requiredText } from './read-body.ts';

/** An access policy as the API shows it. The gateway itself is shown by the pair that is its identity. */
export function accessPolicyResource(connectionId: string, policy: AccessPolicySettings, gateway: GatewayIdentity): object {
  const { objectId, tenantId, issuer, appIds } =
    policy.kind === 'gateway'
      ? { ...gateway, issuer: undefined, appIds: undefined }
      : { tenantId: undefined, issuer: undefined, appIds: undefined, ...policy };
  return {
    id: `${connectionId}/accessPolicies/${encodeURIComponent(policy.name)}`,
    type: 'Microsoft.ApiManagement/service/authorizationProviders/authorizations/accessPolicies',
    name: policy.name,
    properties: {
      objectId,
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(appIds === undefined ? {} : { appIds }),
    },
  };
}

const MOST_APPS = 100;

/** Reads what a PUT wants. Throws ArmError. */
export function readAccessPolicy(name: string, body: Json): AccessPolicySettings {
  const properties = objectAt(member(body, 'properties'), 'properties');
  const objectId = requiredText(properties, 'objectId', 'properties');
  const tenantId = optionalText(properties, 'tenantId', 'properties');
  const issuer = optionalText(properties, 'issuer', 'properties');
  if (tenantId === undefined && issuer === undefined)
    throw badRequest(
      '`properties.tenantId` is missing: an object id counts only together with its directory (or with an `issuer`)',
      'properties.tenantId',
    );
  const appIds = member(properties, 'appIds');
  if (appIds !== undefined && !isTexts(appIds))
    throw badRequest(
      `\`properties.appIds\` is a list of 1 to ${MOST_APPS} texts; leave it out to let in every application`,
      'properties.appIds',
    );
  return {
    kind: 'principal',
    name,
    objectId,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(appIds === undefined ? {} : { appIds }),
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.length <= MOST_APPS && value.every((one) => typeof one === 'string' && one !== '');

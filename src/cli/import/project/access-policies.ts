import { gaps } from '../gaps.ts';
import { type ApimExport, below, ofKind } from '../resource.ts';
import { isList, knownAt, member, partsOf, shown, type Text, textAt, type Value } from '../value.ts';
import type { Draft, Plain } from './draft.ts';

/** The identity of the service: its access policies are those of the gateway. */
export function importIdentity(from: ApimExport, draft: Draft): void {
  const [service] = ofKind(from, '');
  const objectId = textAt(service?.whole, 'identity', 'principalId');
  const tenantId = textAt(service?.whole, 'identity', 'tenantId');
  if (service === undefined || objectId === undefined || tenantId === undefined) return;
  draft.set('identity', 'gateway', {
    objectId: draft.settings.reference(objectId, service.where),
    tenantId: draft.settings.reference(tenantId, service.where),
  });
}

/** The access policies of a connection, by name. */
export function importAccessPolicies(
  from: ApimExport,
  [provider, connection]: readonly [string, string],
  draft: Draft,
): Readonly<Record<string, Plain>> {
  const found: Record<string, Plain> = Object.create(null);
  const principal = knownAt(ofKind(from, '')[0]?.whole, 'identity', 'principalId');
  for (const resource of below(from, 'authorizationproviders/authorizations/accesspolicies', [provider, connection])) {
    const {
      names: [, , name = ''],
      properties,
      where,
    } = resource;
    const objectId = textAt(properties, 'objectId');
    const tenantId = textAt(properties, 'tenantId');
    if (objectId === undefined) {
      const help = 'add it to `accessPolicies` of the connection, with the object id of whoever may have its tokens';
      draft.gaps.add(gaps.accessPolicy, where, { policy: name, connection: `${provider}/${connection}`, why: 'it names nobody', help });
    } else if ((typeof objectId === 'string' && objectId.toLowerCase() === principal?.toLowerCase()) || isService(objectId)) {
      if (principal === undefined) draft.gaps.add(gaps.identity, 'authorizationProviders', {});
      found[name] = { gateway: true };
    } else {
      draft.gaps.add(gaps.issuers, 'authorizationProviders', {});
      found[name] = principalOf({ objectId, tenantId, appIds: member(properties, 'appIds') }, where, draft);
    }
  }
  return found;
}

function principalOf(
  { objectId, tenantId, appIds }: { readonly objectId: Text; readonly tenantId: Text | undefined; readonly appIds: Value | undefined },
  where: string,
  draft: Draft,
): Plain {
  const applications = isList(appIds) ? appIds.flatMap((one) => textAt({ one }, 'one') ?? []) : [];
  const tenant = (): string =>
    `\${env.${draft.settings.variable(['azure', 'tenantId'], { key: 'tenant', what: 'the directory of users and applications', secret: false, where })}}`;
  return {
    objectId: draft.settings.reference(objectId, where),
    tenantId: tenantId === undefined ? tenant() : draft.settings.reference(tenantId, where),
    ...(applications.length === 0 ? {} : { appIds: applications.map((one) => draft.settings.reference(one, where)) }),
  };
}

/** Whether an expression gives the identity of the service itself, by id or by its symbolic name. */
function isService(objectId: Text): boolean {
  const [only, ...more] = partsOf(objectId);
  if (more.length > 0 || only === undefined || typeof only === 'string') return false;
  const expression = shown(objectId);
  return (
    /identity\.principalId\]?$/i.test(expression) &&
    /Microsoft\.ApiManagement\/service'|reference\('(?:apim|apiManagement|service)\w*'/i.test(expression)
  );
}

import { isId } from '../../credentials/providers/check-settings.ts';
import { ArmError, badRequest, notFound } from './arm-error.ts';

/** The names under which the service is reached. */
export interface ServiceNames {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly service: string;
}

/** What an address of the management API names. Ids are as the caller spelled them. */
export type Address =
  | { readonly kind: 'service' }
  | { readonly kind: 'kinds' }
  | { readonly kind: 'identity-provider'; readonly id: string }
  | { readonly kind: 'providers' }
  | { readonly kind: 'provider' | 'refresh-secret' | 'connections'; readonly provider: string }
  | {
      readonly kind: 'connection' | 'login-links' | 'confirm-consent-code' | 'access-policies';
      readonly provider: string;
      readonly connection: string;
    }
  | { readonly kind: 'access-policy'; readonly provider: string; readonly connection: string; readonly accessPolicy: string };

export const serviceId = ({ subscription, resourceGroup, service }: ServiceNames): string =>
  `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${service}`;

/**
 * Reads the path of a request as it came, before anybody has decoded or shortened it. Static segments and ids ignore case. A doubled
 * or trailing slash is nowhere: an id that collapsed on its way would otherwise hit the parent. Throws {@link ArmError}.
 */
export function parseAddress(path: string, names: ServiceNames): Address {
  const [root, ...segments] = path.split('/');
  if (root !== '' || segments.includes('')) throw nowhere();
  const rest = belowService(segments, names);
  const [collection, first, second, third, action, last, ...more] = rest;
  if (more.length > 0) throw nowhere();
  if (collection === undefined) return { kind: 'service' };
  if (same(collection, 'authorizationIdentityProviders') && second === undefined)
    return first === undefined ? { kind: 'kinds' } : { kind: 'identity-provider', id: idOf(first) };
  if (!same(collection, 'authorizationProviders')) throw nowhere();
  if (first === undefined) return { kind: 'providers' };
  const provider = idOf(first);
  if (second === undefined) return { kind: 'provider', provider };
  if (same(second, 'refreshSecret') && third === undefined) return { kind: 'refresh-secret', provider };
  if (!same(second, 'authorizations')) throw nowhere();
  if (third === undefined) return { kind: 'connections', provider };
  const at = { provider, connection: idOf(third) };
  if (action === undefined) return { kind: 'connection', ...at };
  if (same(action, 'accessPolicies'))
    return last === undefined ? { kind: 'access-policies', ...at } : { kind: 'access-policy', ...at, accessPolicy: idOf(last) };
  if (last !== undefined) throw nowhere();
  if (same(action, 'getLoginLinks')) return { kind: 'login-links', ...at };
  if (same(action, 'confirmConsentCode')) return { kind: 'confirm-consent-code', ...at };
  throw nowhere();
}

function belowService(segments: readonly string[], names: ServiceNames): readonly string[] {
  const [subscriptions, subscription = '', groups, group = '', providers, namespace, services, service = '', ...rest] = segments;
  const fixed = [subscriptions, groups, providers, namespace, services];
  const wanted = ['subscriptions', 'resourceGroups', 'providers', 'Microsoft.ApiManagement', 'service'];
  if (!wanted.every((one, place) => same(fixed[place] ?? '', one))) throw nowhere();
  if (!same(decoded(subscription), names.subscription))
    throw new ArmError(404, 'SubscriptionNotFound', 'there is no such subscription at this gateway');
  if (!same(decoded(group), names.resourceGroup))
    throw new ArmError(404, 'ResourceGroupNotFound', 'there is no such resource group at this gateway');
  if (!same(decoded(service), names.service)) throw notFound('there is no such service at this gateway');
  return rest;
}

function idOf(segment: string): string {
  const id = decoded(segment);
  if (!isId(id))
    throw badRequest('an id has 1 to 256 characters, none of `* # & + : < > ? / \\`, no control character, and is not `.` or `..`');
  return id;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('the address is not percent-encoded UTF-8');
  }
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const nowhere = (): ArmError => notFound('there is nothing at this address');

import type { ConnectOffer } from '../../runtime/ports/credential-source.ts';
import type { TokenPrincipal } from '../access/principal.ts';
import { isSamePrincipal, nameOf } from '../access/principal-name.ts';
import { targetOf } from '../connections/target.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import type { ConnectionSettings, IssuerSettings, ProviderSettings } from '../settings.ts';
import { ownConnectionId } from './own-connection.ts';

/**
 * The page on which users connect what is their own with a provider. Whoever opens it signs in first and connects a connection of his own, so the
 * address is no secret and gives nobody anything; a state is made only when it is opened.
 */
export const ownConnectPage = (connectUri: string, provider: string): string => `${connectUri}/${encodeURIComponent(provider)}`;

/** What offers are made from. */
export interface OfferTools {
  readonly connectUri: string;
  /** Where users sign in. */
  readonly issuer: IssuerSettings;
  readonly options: CheckOptions;
}

/** A connection that somebody asked for: as it is, or by the id alone where it is not made yet. */
export interface Wanted {
  readonly provider: ProviderSettings;
  readonly connection: string;
  readonly settings: ConnectionSettings | undefined;
}

/**
 * What somebody can do about a connection that has no usable consent: nothing, unless it is his own. `lacking`: the scopes that a backend asked for;
 * without them all that the connection is meant to have.
 */
export function connectOffer(
  { connectUri, issuer, options }: OfferTools,
  wanted: Wanted,
  principal: TokenPrincipal | undefined,
  lacking?: readonly string[],
): ConnectOffer | undefined {
  const { provider } = wanted;
  if (provider.perUser === undefined || provider.grantType !== 'authorizationCode') return undefined;
  if (principal === undefined || !isOwn(wanted, principal, issuer)) return undefined;
  return { connectUrl: ownConnectPage(connectUri, provider.id), missingScopes: lacking ?? scopesOf(wanted, options) };
}

/** Whether a connection belongs to a user, or would as soon as he makes it: under the name by which he signs in, and not as another issuer knows him. */
function isOwn({ provider: { perUser }, connection, settings }: Wanted, principal: TokenPrincipal, issuer: IssuerSettings): boolean {
  if (principal.acts !== 'for-user') return false;
  const name = nameOf(principal);
  if (settings !== undefined) return settings.owner !== undefined && isSamePrincipal(settings.owner, name);
  if (!isOf(issuer, principal)) return false;
  const own = perUser === undefined ? undefined : ownConnectionId(perUser, name);
  return own !== undefined && own.toLowerCase() === connection.toLowerCase();
}

const isOf = (issuer: IssuerSettings, principal: TokenPrincipal): boolean =>
  issuer.kind === 'entra' ? principal.directory === 'entra' : principal.directory === 'oidc' && principal.issuer === issuer.issuer;

function scopesOf({ provider, connection, settings }: Wanted, options: CheckOptions): readonly string[] {
  const { client, definition } = targetOf(provider, settings ?? { id: connection, parameters: {}, accessPolicies: [] }, options);
  const separator = definition.scopes.separator === 'verbatim' ? ' ' : definition.scopes.separator;
  return (client.scope ?? '').split(separator).filter((scope) => scope !== '');
}

import type { Config } from '../../config/config.ts';
import { literalOf, type UsedDocument, type UsedPolicy } from './document-uses.ts';
import type { ConnectionUse } from './explanation.ts';

/** The connections that documents would ask for, each place once. */
export function connectionsOf(documents: readonly UsedDocument[], { providers }: Pick<Config, 'providers'>): readonly ConnectionUse[] {
  const asking = documents.flatMap(({ policies }) => policies).filter(({ policy }) => policy === 'get-authorization-context');
  return [...new Map(asking.map((policy) => [policy.at, connectionOf(policy, providers)])).values()];
}

function connectionOf({ args: { attributes }, at }: UsedPolicy, providers: Config['providers']): ConnectionUse {
  const id = attributes.get('authorization-id');
  const provider = literalOf(attributes.get('provider-id'));
  const connection = literalOf(id);
  const settings = provider === undefined ? undefined : providers[provider];
  const own = connection === undefined ? undefined : settings?.connections[connection];
  // A connection's own parameters win; a text with a reference in it is not resolved here.
  const scopes = own?.parameters['scopes'] ?? settings?.parameters['scopes'];
  return {
    provider: provider ?? null,
    connection: connection ?? null,
    connectionExpression: id?.kind === 'expression' ? id.code : null,
    at,
    asker: literalOf(attributes.get('identity-type')) === 'jwt' ? 'caller' : 'gateway',
    grantType: settings?.grantType ?? null,
    scopes: typeof scopes === 'string' ? scopes : null,
  };
}

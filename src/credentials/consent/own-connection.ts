import type { PrincipalName } from '../access/principal-name.ts';
import { isId } from '../providers/check-settings.ts';
import type { Resources } from '../resources/resources.ts';
import type { PerUserSettings } from '../settings.ts';
import type { ConnectionId } from '../store/keys.ts';

/** The id of a user's own connection; undefined where his object id has characters that no id may have. */
export function ownConnectionId({ connection }: PerUserSettings, { objectId }: PrincipalName): string | undefined {
  const id = connection.replace('{user}', () => objectId);
  return isId(id) ? id : undefined;
}

/** Makes the connection of a user, unless it is there. Undefined: there is none for him. Rejects with StoreError or VaultError. */
export async function ownConnection(resources: Resources, provider: string, owner: PrincipalName): Promise<ConnectionId | undefined> {
  const settings = (await resources.look()).provider(provider)?.settings;
  if (settings?.perUser === undefined) return undefined;
  const connection = ownConnectionId(settings.perUser, owner);
  if (connection === undefined) return undefined;
  const id = { provider: settings.id, connection };
  if (resources.view.connection(id) !== undefined) return id;
  const { accessPolicies } = settings.perUser;
  const put = await resources.putConnection({ id, parameters: {}, owner, accessPolicies }, { kind: 'none' });
  return put.kind === 'created' || put.kind === 'updated' ? id : undefined;
}

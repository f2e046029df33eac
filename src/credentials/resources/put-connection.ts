import type { PrincipalName } from '../access/principal-name.ts';
import { newId } from '../connections/new-id.ts';
import { checkProviders } from '../providers/check-settings.ts';
import { messages, report, type SettingsProblem } from '../providers/settings-problem.ts';
import type { AccessPolicySettings, ConnectionSettings, ProviderSettings } from '../settings.ts';
import { type ConnectionId, collectionLease, connectionResource, resourcePrefix } from '../store/keys.ts';
import type { Fence, Swap } from '../store/store.ts';
import { addWithin } from './collection.ts';
import { destinationsOf } from './destinations.ts';
import { holds, type Precondition } from './precondition.ts';
import { checkReach } from './reach.ts';
import { removeTokens } from './remove-tokens.ts';
import { REFERENCED } from './secret-references.ts';
import { connectionOf, DECLARED, isSecret, parseStored, type StoredConnection, type StoredParameters } from './stored.ts';
import type { Origin, SeenConnection, SeenProvider } from './view.ts';
import type { Put, WriteTools } from './write-tools.ts';

export interface WantedConnection {
  readonly id: ConnectionId;
  /** Secrets that are left out stay as they are. */
  readonly parameters: StoredParameters;
  /** Whose it is from its making on. */
  readonly owner?: PrincipalName;
  /** Those it is made with. */
  readonly accessPolicies?: readonly AccessPolicySettings[];
}

/** Makes a connection, or replaces its parameters. Rejects with StoreError or VaultError. */
export async function putConnection(tools: WriteTools, wanted: WantedConnection, precondition: Precondition): Promise<Put> {
  for (;;) {
    const view = await tools.look();
    const provider = view.provider(wanted.id.provider);
    if (provider === undefined) return { kind: 'no-parent' };
    const seen = view.connection(wanted.id);
    if (seen?.origin.kind === 'declared') return { kind: 'declared' };
    const before = seen?.origin;
    if (!holds(precondition, before?.record.revision)) return { kind: 'stale' };
    const { identityProvider } = provider.settings;
    const kept = Object.entries(before?.record.parameters ?? {}).filter(([name]) => isSecret(identityProvider, name));
    const parameters = { ...Object.fromEntries(kept), ...wanted.parameters };
    const refused = check(tools, { provider, seen, parameters, wanted });
    if (refused.length > 0) return { kind: 'invalid', problems: refused };
    const swap =
      before === undefined ? await create(tools, provider, wanted, parameters) : await replace(tools, wanted.id, before, { parameters });
    if (swap.kind === 'limit') return swap;
    if (swap.kind === 'done') {
      await tools.look();
      return { kind: before === undefined ? 'created' : 'updated' };
    }
  }
}

async function create(
  tools: WriteTools,
  provider: SeenProvider,
  { id, owner, accessPolicies = [] }: WantedConnection,
  parameters: StoredParameters,
): Promise<Swap | { readonly kind: 'limit'; readonly most: number }> {
  const name = connectionResource(id);
  const of = provider.origin.kind === 'stored' ? provider.origin.record.incarnation : DECLARED;
  const write = async (fence: Fence): Promise<Swap> => {
    const { value, version } = await tools.records.read(name);
    if (value !== undefined && parseStored<StoredConnection>(value).of === of) return { kind: 'conflict', version };
    // Whatever an earlier connection of this id left behind is not this one's.
    await removeTokens(tools, id, undefined);
    const record: StoredConnection = {
      format: 1,
      incarnation: newId(tools.random),
      id: id.connection,
      of,
      revision: version + 1,
      parameters,
      ...(owner === undefined ? {} : { owner }),
      accessPolicies: accessPolicies.map((settings) => ({ settings, revision: version + 1 })),
    };
    return tools.records.swap(name, version, JSON.stringify(record), { fence });
  };
  const collection = {
    lease: collectionLease(id.provider),
    prefix: resourcePrefix('connection-resource', id.provider),
    beside: provider.settings.connections.filter(({ incarnation }) => incarnation === undefined).length,
    most: tools.limits.connectionsPerProvider,
  };
  return addWithin(tools.store, tools.timers, tools.owner, collection, write);
}

type StoredOrigin = Extract<Origin<StoredConnection>, { kind: 'stored' }>;

function replace(
  tools: WriteTools,
  id: ConnectionId,
  { record, version }: StoredOrigin,
  change: Pick<StoredConnection, 'parameters'>,
): Promise<Swap> {
  return tools.records.swap(connectionResource(id), version, JSON.stringify({ ...record, ...change, revision: version + 1 }));
}

function check(
  tools: WriteTools,
  at: {
    readonly provider: SeenProvider;
    readonly seen: SeenConnection | undefined;
    readonly parameters: StoredParameters;
    readonly wanted: WantedConnection;
  },
): readonly SettingsProblem[] {
  const { settings: provider } = at.provider;
  const stored = { format: 1, incarnation: '', id: at.wanted.id.connection, of: '', revision: 0, accessPolicies: [] } as const;
  const connection = connectionOf({ ...stored, parameters: at.parameters }, provider.identityProvider);
  const path = [provider.id, 'connections', connection.id, 'parameters'];
  const problems = [
    // A connection is made before its access policies.
    ...checkProviders([{ ...provider, connections: [connection] }], tools.options).filter(({ code }) => code !== messages.noCaller.code),
    ...checkReach(provider.identityProvider, provider.id, connection.parameters, path, tools.reach),
  ];
  return problems.length > 0 ? problems : unsaidSecrets(tools, at, provider, connection);
}

/** Secrets that would go to new addresses without having been given again. */
function unsaidSecrets(
  tools: WriteTools,
  { seen, parameters, wanted }: { seen: SeenConnection | undefined; parameters: StoredParameters; wanted: WantedConnection },
  provider: ProviderSettings,
  connection: ConnectionSettings,
): readonly SettingsProblem[] {
  if (seen !== undefined && destinationsOf(provider, tools.options, seen.settings) === destinationsOf(provider, tools.options, connection))
    return [];
  // The provider's own secret, too, goes only where the provider says.
  const own = destinationsOf(provider, tools.options) === destinationsOf(provider, tools.options, connection);
  // One that is named counts, too, while it is not there: it may be back at any time.
  const held = [...Object.keys(provider.parameters), ...(provider.secretIdentifier === undefined ? [] : [REFERENCED])];
  const ofProvider = own ? [] : [...new Set(held)].filter((name) => isSecret(provider.identityProvider, name));
  const silent = [...Object.keys(parameters).filter((name) => isSecret(provider.identityProvider, name)), ...ofProvider].filter(
    (name) => !Object.hasOwn(wanted.parameters, name),
  );
  const problems: SettingsProblem[] = [];
  for (const parameter of silent)
    report(problems, messages.missingOnConnection, [provider.id, 'connections', connection.id, 'parameters'], {
      provider: provider.id,
      connection: connection.id,
      parameter,
      docs: 'the addresses of this connection change, and its secret goes to new ones only when it is given again',
    });
  return problems;
}

/** Makes or replaces an access policy of a connection. Rejects with StoreError or VaultError. */
export async function putAccessPolicy(
  tools: WriteTools,
  id: ConnectionId,
  settings: AccessPolicySettings,
  precondition: Precondition,
): Promise<Put> {
  for (;;) {
    const seen = (await tools.look()).connection(id);
    if (seen === undefined) return { kind: 'no-parent' };
    if (seen.origin.kind === 'declared') return { kind: 'declared' };
    const { record, version } = seen.origin;
    const before = record.accessPolicies.find((policy) => sameName(policy.settings.name, settings.name));
    if (!holds(precondition, before?.revision)) return { kind: 'stale' };
    const most = tools.limits.accessPoliciesPerConnection;
    if (before === undefined && record.accessPolicies.length >= most) return { kind: 'limit', most };
    const next = { settings: { ...settings, name: before?.settings.name ?? settings.name }, revision: version + 1 };
    const accessPolicies =
      before === undefined ? [...record.accessPolicies, next] : record.accessPolicies.map((policy) => (policy === before ? next : policy));
    const swap = await tools.records.swap(connectionResource(id), version, JSON.stringify({ ...record, accessPolicies }));
    if (swap.kind === 'done') {
      await tools.look();
      return { kind: before === undefined ? 'created' : 'updated' };
    }
  }
}

export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

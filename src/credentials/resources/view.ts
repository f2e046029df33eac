import type { CheckOptions } from '../providers/check-settings.ts';
import type { ConnectionSettings, ProviderSettings } from '../settings.ts';
import type { ConnectionId } from '../store/keys.ts';
import { type ReferencedSecret, type SecretReferences, sameSecret, withReferenced } from './secret-references.ts';
import { connectionOf, DECLARED, providerOf, type StoredConnection, type StoredProvider } from './stored.ts';

/** Where a resource is kept: in the configuration, which alone may change it, or in the store. */
export type Origin<Record> = { readonly kind: 'declared' } | { readonly kind: 'stored'; readonly record: Record; readonly version: number };

export interface SeenProvider {
  readonly settings: ProviderSettings;
  readonly origin: Origin<StoredProvider>;
}

export interface SeenConnection {
  readonly provider: SeenProvider;
  readonly settings: ConnectionSettings;
  readonly origin: Origin<StoredConnection>;
}

/** All providers with their connections at one moment, whoever made them. Never changed; the next look makes another. */
export interface ResourceView {
  readonly providers: readonly ProviderSettings[];
  provider(id: string): SeenProvider | undefined;
  connection(id: ConnectionId): SeenConnection | undefined;
}

/** What was read from the store, by id in lower case. */
export interface StoredSet {
  readonly providers: ReadonlyMap<string, Stored<StoredProvider>>;
  /** By provider, then by connection. */
  readonly connections: ReadonlyMap<string, ReadonlyMap<string, Stored<StoredConnection>>>;
}

export interface Stored<Record> {
  readonly record: Record;
  readonly version: number;
}

/** Settings stay the same objects as long as their record does, so that whoever compares need not look into them. */
export interface ViewMaker {
  make(declared: readonly ProviderSettings[], stored: StoredSet): ResourceView;
}

export function viewMaker(references: SecretReferences, options: CheckOptions): ViewMaker {
  const ofConnection = new WeakMap<StoredConnection, ConnectionSettings>();
  const ofProvider = new WeakMap<
    StoredProvider,
    { readonly base: Omit<ProviderSettings, 'connections'>; readonly secret: ReferencedSecret | undefined }
  >();

  const settingsOf = (record: StoredConnection, identityProvider: string): ConnectionSettings => {
    const known = ofConnection.get(record) ?? connectionOf(record, identityProvider);
    ofConnection.set(record, known);
    return known;
  };
  const baseOf = (record: StoredProvider): Omit<ProviderSettings, 'connections'> => {
    const secret = record.secretIdentifier === undefined ? undefined : references.read(record.secretIdentifier);
    const known = ofProvider.get(record);
    if (known !== undefined && sameSecret(known.secret, secret)) return known.base;
    const base = withReferenced(providerOf(record), references, options);
    ofProvider.set(record, { base, secret });
    return base;
  };

  return {
    make(declared, stored) {
      const found = new Map<string, { seen: SeenProvider; connections: Map<string, SeenConnection> }>();
      const add = (
        base: Omit<ProviderSettings, 'connections'>,
        own: readonly ConnectionSettings[],
        origin: Origin<StoredProvider>,
      ): void => {
        const key = base.id.toLowerCase();
        // What the configuration declares goes before what has its id in the store.
        if (found.has(key)) return;
        const listed = new Map<string, { settings: ConnectionSettings; origin: Origin<StoredConnection> }>();
        for (const settings of own) listed.set(settings.id.toLowerCase(), { settings, origin: { kind: 'declared' } });
        const of = origin.kind === 'stored' ? origin.record.incarnation : DECLARED;
        for (const [id, { record, version }] of stored.connections.get(key) ?? [])
          if (record.of === of && !listed.has(id))
            listed.set(id, { settings: settingsOf(record, base.identityProvider), origin: { kind: 'stored', record, version } });
        const seen: SeenProvider = { settings: { ...base, connections: [...listed.values()].map(({ settings }) => settings) }, origin };
        found.set(key, { seen, connections: new Map([...listed].map(([id, one]) => [id, { ...one, provider: seen }])) });
      };
      for (const provider of declared) add(provider, provider.connections, { kind: 'declared' });
      for (const { record, version } of stored.providers.values()) add(baseOf(record), [], { kind: 'stored', record, version });
      return {
        providers: [...found.values()].map(({ seen }) => seen.settings),
        provider: (id) => found.get(id.toLowerCase())?.seen,
        connection: ({ provider, connection }) => found.get(provider.toLowerCase())?.connections.get(connection.toLowerCase()),
      };
    },
  };
}

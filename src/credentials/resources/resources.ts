import type { Log } from '../../runtime/ports/log.ts';
import type { AccessPolicySettings, ProviderSettings } from '../settings.ts';
import type { ConnectionId } from '../store/keys.ts';
import type { Precondition } from './precondition.ts';
import { putAccessPolicy, putConnection, type WantedConnection } from './put-connection.ts';
import { putProvider, type WantedProvider } from './put-provider.ts';
import { followResources } from './read-resources.ts';
import { removeAccessPolicy, removeConnection, removeProvider } from './remove.ts';
import type { ReferencedSecret } from './secret-references.ts';
import { type ResourceView, viewMaker } from './view.ts';
import type { Put, Removal, WriteTools } from './write-tools.ts';

/**
 * Providers, connections and access policies, whether the configuration declares them or somebody made them while the gateway runs. The
 * latter lie sealed in the store, and every process that shares it sees their changes.
 */
export interface Resources {
  /** As of the last look. */
  readonly view: ResourceView;
  /** The view with everything that others have written by now. Rejects with StoreError. */
  look(): Promise<ResourceView>;
  /** What is known of a secret that resources name. */
  secret(identifier: string): ReferencedSecret;
  /** Reads the secret that a provider names anew; without a provider looks whether any has changed. Never rejects. */
  refreshSecrets(identifier?: string): Promise<void>;
  /** The configuration declares these from now on. */
  declare(providers: readonly ProviderSettings[]): void;
  putProvider(wanted: WantedProvider, precondition: Precondition): Promise<Put>;
  putConnection(wanted: WantedConnection, precondition: Precondition): Promise<Put>;
  putAccessPolicy(id: ConnectionId, settings: AccessPolicySettings, precondition: Precondition): Promise<Put>;
  removeProvider(id: string, precondition: Precondition): Promise<Removal>;
  removeConnection(id: ConnectionId, precondition: Precondition): Promise<Removal>;
  removeAccessPolicy(id: ConnectionId, name: string, precondition: Precondition): Promise<Removal>;
}

export interface ResourceTools extends Omit<WriteTools, 'look'> {
  readonly log: Log;
  readonly declared: readonly ProviderSettings[];
  /** Called with every new view, before whoever asked for it goes on. */
  onView(view: ResourceView): void;
}

/** Reads what the store has. Rejects with StoreError. */
export async function openResources(tools: ResourceTools): Promise<Resources> {
  const followed = await followResources(tools.store, tools.records, tools.log);
  const maker = viewMaker(tools.references, tools.options);
  let { declared } = tools;
  let view = maker.make(declared, followed);
  let looking: Promise<unknown> = Promise.resolve();

  const remake = (): void => {
    view = maker.make(declared, followed);
    tools.onView(view);
  };
  // One after the other, and each from its own beginning: what was written before the call is in the answer.
  const look = (): Promise<ResourceView> => {
    const next = looking.then(async () => {
      if (await followed.look()) remake();
      return view;
    });
    looking = next.catch(() => undefined);
    return next;
  };
  const write: WriteTools = { ...tools, look };
  return {
    get view() {
      return view;
    },
    look,
    secret: (identifier) => tools.references.read(identifier),
    async refreshSecrets(identifier) {
      if (identifier !== undefined) await tools.references.refresh(identifier);
      const before = view.providers;
      if (!before.some(({ secretIdentifier: name }) => name !== undefined)) return;
      const next = maker.make(declared, followed);
      // Settings stay the same objects while their secrets do.
      const isSame = before.every(({ id, parameters }) => next.provider(id)?.settings.parameters === parameters);
      if (!isSame) remake();
    },
    declare(providers) {
      declared = providers;
      remake();
    },
    putProvider: (wanted, precondition) => putProvider(write, wanted, precondition),
    putConnection: (wanted, precondition) => putConnection(write, wanted, precondition),
    putAccessPolicy: (id, settings, precondition) => putAccessPolicy(write, id, settings, precondition),
    removeProvider: (id, precondition) => removeProvider(write, id, precondition),
    removeConnection: (id, precondition) => removeConnection(write, id, precondition),
    removeAccessPolicy: (id, name, precondition) => removeAccessPolicy(write, id, name, precondition),
  };
}

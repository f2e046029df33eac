import type { CredentialManager } from '../../../credentials/credential-manager.ts';
import type { Precondition } from '../../../credentials/resources/precondition.ts';
import { isSecret, opened } from '../../../credentials/resources/stored.ts';
import type { SeenConnection, SeenProvider } from '../../../credentials/resources/view.ts';
import type { Put, Removal } from '../../../credentials/resources/write-tools.ts';
import type { AccessPolicySettings, ParameterValues } from '../../../credentials/settings.ts';
import { commandLineUser } from '../../command-line-user.ts';
import { factsOf } from './difference.ts';
import {
  type Body,
  nameOf,
  type Place,
  type SeenConnectionResource,
  type SeenParameters,
  type SeenProviderResource,
  type Subject,
  type Written,
} from './world.ts';

/** The resources of a credential store itself. Everything is seen, secrets too. */
export function storePlace(credentials: CredentialManager, name: string, close: () => Promise<void>): Place {
  const { resources, identity } = credentials;
  const note = (subject: Subject, what: 'resource-put' | 'resource-deleted'): void =>
    credentials.audit.note({ what, who: commandLineUser(), on: `${subject.kind} ${nameOf(subject)}` });
  return {
    name,
    close,
    async look() {
      const view = await resources.look();
      const providers = view.providers.flatMap(({ id }) => view.provider(id) ?? []);
      return {
        identity,
        providers: providers.map((seen) => {
          const connections = seen.settings.connections.flatMap(
            ({ id }) => view.connection({ provider: seen.settings.id, connection: id }) ?? [],
          );
          return shownProvider(
            seen,
            connections.map((connection) => shownConnection(connection, identity)),
          );
        }),
      };
    },
    async put(subject, body, tag) {
      const put = await write(subject, body, tag === undefined ? { kind: 'absent' } : { kind: 'versions', versions: [Number(tag)] });
      if (put.kind === 'created' || put.kind === 'updated') note(subject, 'resource-put');
      return written(put);
    },
    async remove(subject, tag) {
      const removal = await take(subject, { kind: 'versions', versions: [Number(tag)] });
      if (removal.kind === 'removed') note(subject, 'resource-deleted');
      return removal.kind === 'stale' || removal.kind === 'absent' ? { kind: 'moved' } : written(removal);
    },
  };

  function write(subject: Subject, body: Body, precondition: Precondition): Promise<Put> {
    switch (body.kind) {
      case 'provider': {
        const { displayName, identityProvider, grantType, parameters } = body;
        const title = displayName === undefined ? {} : { displayName };
        return resources.putProvider({ id: subject.provider, ...title, identityProvider, grantType, parameters }, precondition);
      }
      case 'connection':
        return resources.putConnection({ id: connectionId(subject), parameters: body.parameters }, precondition);
      case 'access policy': {
        const settings: AccessPolicySettings = {
          kind: 'principal',
          name: subject.kind === 'access policy' ? subject.policy : '',
          ...body.facts,
        };
        return resources.putAccessPolicy(connectionId(subject), settings, precondition);
      }
    }
  }

  function take(subject: Subject, precondition: Precondition): Promise<Removal> {
    switch (subject.kind) {
      case 'provider':
        return resources.removeProvider(subject.provider, precondition);
      case 'connection':
        return resources.removeConnection(connectionId(subject), precondition);
      case 'access policy':
        return resources.removeAccessPolicy(connectionId(subject), subject.policy, precondition);
    }
  }
}

const connectionId = (subject: Subject) => ({ provider: subject.provider, connection: 'connection' in subject ? subject.connection : '' });

const tagOf = ({ origin }: Pick<SeenProvider, 'origin'>): string => (origin.kind === 'stored' ? String(origin.version) : '');

function shownProvider(seen: SeenProvider, connections: readonly SeenConnectionResource[]): SeenProviderResource {
  const { id, displayName = id, identityProvider, grantType, parameters } = seen.settings;
  return {
    id,
    displayName,
    identityProvider,
    grantType,
    origin: seen.origin.kind,
    tag: tagOf(seen),
    connections,
    ...split(identityProvider, parameters),
  };
}

function shownConnection({ provider, settings, origin }: SeenConnection, identity: CredentialManager['identity']): SeenConnectionResource {
  const stored = origin.kind === 'stored' ? origin.record : undefined;
  const revisions = new Map(stored?.accessPolicies.map(({ settings: { name }, revision }) => [name, revision]));
  return {
    id: settings.id,
    origin: settings.owner === undefined ? origin.kind : 'user',
    tag: stored === undefined ? '' : String(stored.revision),
    policies: settings.accessPolicies.map((policy) => ({
      name: policy.name,
      facts: factsOf(policy, identity),
      tag: String(revisions.get(policy.name) ?? ''),
    })),
    ...split(provider.settings.identityProvider, settings.parameters),
  };
}

function split(kind: string, parameters: ParameterValues): SeenParameters {
  const entries = Object.entries(opened(parameters));
  return {
    shown: Object.fromEntries(entries.filter(([name]) => !isSecret(kind, name))),
    secrets: Object.fromEntries(entries.filter(([name]) => isSecret(kind, name))),
  };
}

function written(result: Put | Removal): Written {
  switch (result.kind) {
    case 'created':
    case 'updated':
    case 'removed':
    case 'absent':
      return { kind: 'done' };
    case 'stale':
      return { kind: 'moved' };
    case 'declared':
      return { kind: 'refused', why: 'the configuration declares it, which alone may change it' };
    case 'no-parent':
      return { kind: 'refused', why: 'what it would belong to is not there' };
    case 'in-use':
      return { kind: 'refused', why: 'it has connections, which would become others; remove them first, or make another provider' };
    case 'limit':
      return { kind: 'refused', why: `there are ${result.most} already, and no more are allowed` };
    case 'invalid':
      return {
        kind: 'refused',
        why: result.problems.map(({ text, help }) => (help === undefined ? text : `${text} (${help})`)).join('; '),
      };
  }
}

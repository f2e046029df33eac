import type { SeenConnection } from '../../../credentials/resources/view.ts';
import type { ConnectionId } from '../../../credentials/store/keys.ts';
import { serviceId } from '../address.ts';
import { notFound } from '../arm-error.ts';
import { connectionResource, readConnection } from '../connection-resource.ts';
import { etag } from '../if-match.ts';
import { objectAt } from '../read-body.ts';
import { listAnswer } from './list-answer.ts';
import { type Answer, addressed, type Call, type Operation, refuseUnlessDone, removed } from './operation.ts';
import { digestTag } from './providers.ts';

async function body({ api }: Call, seen: SeenConnection): Promise<object> {
  const status = await api.credentials.show(seen.provider.settings.id, seen.settings.id);
  return connectionResource(serviceId(api.names), seen, status);
}

async function shown(call: Call, seen: SeenConnection, status = 200): Promise<Answer> {
  const resource = await body(call, seen);
  const tag = seen.origin.kind === 'stored' ? etag(seen.origin.record.revision) : digestTag(seen.settings);
  return { status, body: resource, headers: { etag: tag } };
}

export const connections: Operation = {
  async GET(call) {
    const { provider: id } = addressed(call, 'connections');
    const view = await call.api.credentials.resources.look();
    const provider = view.provider(id)?.settings;
    if (provider === undefined) throw notFound('there is no such provider');
    return listAnswer(call, {
      items: provider.connections,
      fields: { name: (settings) => settings.id },
      show: (settings) => {
        const seen = view.connection({ provider: id, connection: settings.id });
        return seen === undefined ? {} : body(call, seen);
      },
      path: `${serviceId(call.api.names)}/authorizationProviders/${encodeURIComponent(provider.id)}/authorizations`,
      counted: true,
    });
  },
};

export const connection: Operation = {
  async GET(call) {
    return shown(call, await find(call));
  },
  async PUT(call) {
    const id = idOf(call);
    const { resources } = call.api.credentials;
    const provider = (await resources.look()).provider(id.provider)?.settings;
    if (provider === undefined) throw notFound('there is no such provider');
    const parameters = readConnection(objectAt(call.body(), 'body'), provider.grantType);
    const put = await resources.putConnection({ id, parameters }, call.precondition());
    refuseUnlessDone(put, 'connection', call.api.configuration);
    return shown(call, await find(call), put.kind === 'created' ? 201 : 200);
  },
  async DELETE(call) {
    const { credentials, configuration } = call.api;
    return removed(await credentials.resources.removeConnection(idOf(call), call.precondition()), 'connection', configuration);
  },
};

export function idOf(call: Call): ConnectionId {
  const { provider, connection: id } = addressed(
    call,
    'connection',
    'login-links',
    'confirm-consent-code',
    'access-policies',
    'access-policy',
  );
  return { provider, connection: id };
}

/** The connection that a call is about. Throws ArmError. */
export async function find(call: Call): Promise<SeenConnection> {
  const seen = (await call.api.credentials.resources.look()).connection(idOf(call));
  if (seen === undefined) throw notFound('there is no such connection');
  return seen;
}

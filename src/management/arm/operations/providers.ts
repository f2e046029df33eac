import { createHash } from 'node:crypto';
import type { SeenProvider } from '../../../credentials/resources/view.ts';
import { serviceId } from '../address.ts';
import { notFound } from '../arm-error.ts';
import { etag } from '../if-match.ts';
import { providerResource, readProvider } from '../provider-resource.ts';
import { objectAt } from '../read-body.ts';
import { listAnswer } from './list-answer.ts';
import { type Answer, addressed, type Call, type Operation, refuseUnlessDone, removed } from './operation.ts';

const body = ({ api }: Call, { settings }: SeenProvider): object =>
  providerResource(serviceId(api.names), settings, api.redirectUri(settings.id), (identifier) =>
    api.credentials.resources.secret(identifier),
  );

const shown = (call: Call, seen: SeenProvider, status = 200): Answer => {
  const resource = body(call, seen);
  return { status, body: resource, headers: { etag: seen.origin.kind === 'stored' ? etag(seen.origin.version) : digestTag(resource) } };
};

/** For what no version is counted of: it only has to change when the resource does. */
export const digestTag = (resource: object): string =>
  `"${createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 16)}"`;

export const providers: Operation = {
  async GET(call) {
    const view = await call.api.credentials.resources.look();
    return listAnswer(call, {
      items: view.providers.flatMap(({ id }) => view.provider(id) ?? []),
      fields: { name: ({ settings }) => settings.id, displayName: ({ settings }) => settings.displayName ?? settings.id },
      show: (seen) => body(call, seen),
      path: `${serviceId(call.api.names)}/authorizationProviders`,
      counted: false,
    });
  },
};

export const provider: Operation = {
  async GET(call) {
    return shown(call, await find(call));
  },
  async PUT(call) {
    const { provider: id } = addressed(call, 'provider');
    const { resources } = call.api.credentials;
    const put = await resources.putProvider(readProvider(id, objectAt(call.body(), 'body')), call.precondition());
    refuseUnlessDone(put, 'provider', call.api.configuration);
    return shown(call, await find(call), put.kind === 'created' ? 201 : 200);
  },
  async DELETE(call) {
    const { provider: id } = addressed(call, 'provider');
    const { credentials, configuration } = call.api;
    return removed(await credentials.resources.removeProvider(id, call.precondition()), 'provider', configuration);
  },
};

/** Reads the secret that a provider names at once. Those that the configuration names are read anew when they change. */
export const refreshSecret: Operation = {
  async POST(call) {
    const { secretIdentifier } = (await find(call)).settings;
    if (secretIdentifier !== undefined) await call.api.credentials.resources.refreshSecrets(secretIdentifier);
    return shown(call, await find(call));
  },
};

async function find(call: Call): Promise<SeenProvider> {
  const { provider: id } = addressed(call, 'provider', 'refresh-secret');
  const seen = (await call.api.credentials.resources.look()).provider(id);
  if (seen === undefined) throw notFound('there is no such provider');
  return seen;
}

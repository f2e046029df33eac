import { sameName } from '../../../credentials/resources/put-connection.ts';
import type { SeenConnection } from '../../../credentials/resources/view.ts';
import { accessPolicyResource, readAccessPolicy } from '../access-policy-resource.ts';
import { serviceId } from '../address.ts';
import { notFound } from '../arm-error.ts';
import { etag } from '../if-match.ts';
import { objectAt } from '../read-body.ts';
import { find, idOf } from './connections.ts';
import { listAnswer } from './list-answer.ts';
import { type Answer, addressed, type Call, type Operation, refuseUnlessDone, removed } from './operation.ts';
import { digestTag } from './providers.ts';

const connectionPath = ({ api }: Call, { provider, settings }: SeenConnection): string =>
  `${serviceId(api.names)}/authorizationProviders/${encodeURIComponent(provider.settings.id)}/authorizations/${encodeURIComponent(settings.id)}`;

async function shown(call: Call, status = 200): Promise<Answer> {
  const { accessPolicy: name } = addressed(call, 'access-policy');
  const seen = await find(call);
  const policy = seen.settings.accessPolicies.find((one) => sameName(one.name, name));
  if (policy === undefined) throw notFound('there is no such access policy');
  const body = accessPolicyResource(connectionPath(call, seen), policy, call.api.credentials.identity);
  const stored =
    seen.origin.kind === 'stored' ? seen.origin.record.accessPolicies.find(({ settings }) => sameName(settings.name, name)) : undefined;
  return { status, body, headers: { etag: stored === undefined ? digestTag(body) : etag(stored.revision) } };
}

export const accessPolicies: Operation = {
  async GET(call) {
    const seen = await find(call);
    const path = connectionPath(call, seen);
    return listAnswer(call, {
      items: seen.settings.accessPolicies,
      fields: { name: (policy) => policy.name },
      show: (policy) => accessPolicyResource(path, policy, call.api.credentials.identity),
      path: `${path}/accessPolicies`,
      counted: true,
    });
  },
};

export const accessPolicy: Operation = {
  async GET(call) {
    return shown(call);
  },
  async PUT(call) {
    const { accessPolicy: name } = addressed(call, 'access-policy');
    const settings = readAccessPolicy(name, objectAt(call.body(), 'body'));
    const put = await call.api.credentials.resources.putAccessPolicy(idOf(call), settings, call.precondition());
    refuseUnlessDone(put, 'access policy', call.api.configuration);
    return shown(call, put.kind === 'created' ? 201 : 200);
  },
  async DELETE(call) {
    const { accessPolicy: name } = addressed(call, 'access-policy');
    const { credentials, configuration } = call.api;
    return removed(await credentials.resources.removeAccessPolicy(idOf(call), name, call.precondition()), 'access policy', configuration);
  },
};

import type { GrantType } from '../../../credentials/settings.ts';
import { grantTypes } from '../../../management/arm/provider-resource.ts';
import { UsageError } from '../../exit.ts';
import type { Body, Place, PolicyFacts, SeenConnectionResource, SeenPolicy, SeenProviderResource, Subject, Written } from './world.ts';

export interface ApiAddress {
  /** Where the service is: `https://host/subscriptions/…/service/<name>`. */
  readonly service: string;
  /** A bearer token for it. */
  readonly token: string;
}

const VERSION = '2024-05-01';
const TIMEOUT_MS = 30_000;

interface Answer {
  readonly status: number;
  readonly tag: string;
  readonly body: Json;
}

type Json = Readonly<Record<string, unknown>>;

/** The resources of a gateway that runs, by its management API. Secrets are not shown there. */
export function apiPlace({ service, token }: ApiAddress): Place {
  const call = (path: string, init: RequestInit = {}): Promise<Answer> =>
    send(
      path.startsWith('https://') || path.startsWith('http://') ? path : `${service}${path}?api-version=${VERSION}`,
      token,
      service,
      init,
    );

  /** All pages of a list. Each item is got by itself, because lists show no entity tags. */
  async function all(path: string): Promise<readonly Answer[]> {
    const ids: string[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const { body } = await expectOk(call(next), service);
      for (const item of Array.isArray(body['value']) ? (body['value'] as Json[]) : []) ids.push(text(item, 'name'));
      const link: string = text(body, 'nextLink');
      next = link === '' ? undefined : link;
    }
    const found: Answer[] = [];
    for (const id of ids) {
      const answer = await call(`${path}/${encodeURIComponent(id)}`);
      if (answer.status === 200) found.push(answer);
    }
    return found;
  }

  return {
    name: service.replace(/\/subscriptions\/.*$/, ''),
    close: () => Promise.resolve(),
    async look() {
      const { body } = await expectOk(call(''), service);
      const identity = object(body, 'identity');
      const providers: SeenProviderResource[] = [];
      for (const answer of await all('/authorizationProviders')) {
        const id = text(answer.body, 'name');
        const path = `/authorizationProviders/${encodeURIComponent(id)}/authorizations`;
        const connections: SeenConnectionResource[] = [];
        for (const one of await all(path)) {
          const policies = await all(`${path}/${encodeURIComponent(text(one.body, 'name'))}/accessPolicies`);
          connections.push(connectionOf(one, policies.map(policyOf)));
        }
        providers.push(providerOf(answer, connections));
      }
      return { identity: { objectId: text(identity, 'principalId'), tenantId: text(identity, 'tenantId') }, providers };
    },
    async put(subject, body, tag) {
      const condition: Record<string, string> = tag === undefined ? { 'if-none-match': '*' } : { 'if-match': tag };
      const headers = { 'content-type': 'application/json', ...condition };
      return written(await call(pathOf(subject), { method: 'PUT', headers, body: JSON.stringify({ properties: propertiesOf(body) }) }));
    },
    async remove(subject, tag) {
      const answer = await call(pathOf(subject), { method: 'DELETE', headers: { 'if-match': tag } });
      return answer.status === 204 ? { kind: 'moved' } : written(answer);
    },
  };
}

async function send(url: string, token: string, service: string, init: RequestInit): Promise<Answer> {
  // A link to a next page never takes the token elsewhere.
  if (new URL(url).origin !== new URL(service).origin)
    throw new UsageError(`\`${service}\` links to another host, which does not get the token`, 'set `management.publicUrl` of the gateway');
  const headers = { ...(init.headers as Record<string, string> | undefined), authorization: `Bearer ${token}` };
  try {
    const response = await fetch(url, { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body = await response.text();
    return { status: response.status, tag: response.headers.get('etag') ?? '', body: body === '' ? {} : (JSON.parse(body) as Json) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    throw new UsageError(
      `\`${new URL(service).origin}\` does not answer as a management API does${cause === '' ? '' : ` (${cause})`}`,
      'check the address; NODE_EXTRA_CA_CERTS names a file with a private authority',
    );
  }
}

async function expectOk(pending: Promise<Answer>, service: string): Promise<Answer> {
  const answer = await pending;
  if (answer.status === 200) return answer;
  const help =
    answer.status === 401 || answer.status === 403
      ? 'FEDPASS_MANAGEMENT_TOKEN holds a bearer token for it, with the role to write'
      : 'check the address: https://host/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ApiManagement/service/<name>';
  throw new UsageError(`\`${new URL(service).origin}\` answered ${answer.status}: ${messageOf(answer)}`, help);
}

function written(answer: Answer): Written {
  if (answer.status === 200 || answer.status === 201) return { kind: 'done' };
  if (answer.status === 412) return { kind: 'moved' };
  return { kind: 'refused', why: `${answer.status} ${messageOf(answer)}` };
}

function messageOf({ body }: Answer): string {
  const error = object(body, 'error');
  const details = Array.isArray(error['details']) ? (error['details'] as Json[]).map((one) => text(one, 'message')) : [];
  return details.length > 0 ? details.join('; ') : text(error, 'message');
}

const object = (json: Json, name: string): Json => {
  const value = json[name];
  return typeof value === 'object' && value !== null ? (value as Json) : {};
};

const text = (json: Json, name: string): string => {
  const value = json[name];
  return typeof value === 'string' ? value : '';
};

const texts = (json: Json): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(json).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : [])),
  );

/** What is kept in the store has numbers for tags; of what is declared, digests are made. */
const originOf = (tag: string): 'stored' | 'declared' => (/^"\d+"$/.test(tag) ? 'stored' : 'declared');

function providerOf({ body, tag }: Answer, connections: readonly SeenConnectionResource[]): SeenProviderResource {
  const properties = object(body, 'properties');
  const [[grant = '', parameters = {}] = []] = Object.entries(object(object(properties, 'oauth2'), 'grantTypes'));
  const grantType: GrantType = grantTypes.find((one) => one.toLowerCase() === grant.toLowerCase()) ?? 'authorizationCode';
  return {
    id: text(body, 'name'),
    displayName: text(properties, 'displayName'),
    identityProvider: text(properties, 'identityProvider'),
    grantType,
    origin: originOf(tag),
    tag,
    connections,
    shown: texts(parameters as Json),
    secrets: 'hidden',
  };
}

function connectionOf({ body, tag }: Answer, policies: readonly SeenPolicy[]): SeenConnectionResource {
  const properties = object(body, 'properties');
  const origin = 'owner' in properties ? 'user' : originOf(tag);
  return { id: text(body, 'name'), origin, tag, policies, shown: texts(object(properties, 'parameters')), secrets: 'hidden' };
}

function policyOf({ body, tag }: Answer): SeenPolicy {
  const properties = object(body, 'properties');
  const { objectId = '', tenantId, issuer } = texts(properties);
  const appIds = properties['appIds'];
  const facts: PolicyFacts = {
    objectId,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(Array.isArray(appIds) ? { appIds: appIds.filter((one): one is string => typeof one === 'string') } : {}),
  };
  return { name: text(body, 'name'), facts, tag };
}

function pathOf(subject: Subject): string {
  const provider = `/authorizationProviders/${encodeURIComponent(subject.provider)}`;
  if (subject.kind === 'provider') return provider;
  const connection = `${provider}/authorizations/${encodeURIComponent(subject.connection)}`;
  return subject.kind === 'connection' ? connection : `${connection}/accessPolicies/${encodeURIComponent(subject.policy)}`;
}

function propertiesOf(body: Body): object {
  switch (body.kind) {
    case 'provider':
      return {
        ...(body.displayName === undefined ? {} : { displayName: body.displayName }),
        identityProvider: body.identityProvider,
        oauth2: { grantTypes: { [body.grantType]: body.parameters } },
      };
    case 'connection':
      return { authorizationType: 'OAuth2', oauth2grantType: body.grantType, parameters: body.parameters };
    case 'access policy':
      return body.facts;
  }
}

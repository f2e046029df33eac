import { systemCrypto } from '../../gateway/platform/crypto.ts';
import { systemRandom } from '../../gateway/platform/random.ts';
import { Budget } from '../../runtime/budget.ts';
import type { Context } from '../../runtime/context/context.ts';
import type { ApiFacts, LastError, ProductFacts, SubscriptionFacts, UserFacts } from '../../runtime/context/facts.ts';
import { RequestHeaders } from '../../runtime/context/headers.ts';
import { Url } from '../../runtime/context/url.ts';
import { Variables } from '../../runtime/context/variables.ts';
import type { Host } from '../../runtime/host.ts';
import type { Fixture, FixtureApi, FixtureProduct, FixtureSubscription, FixtureUrl, FixtureUser } from './fixture.ts';
import { bodyOf, headerMap, responseOf } from './fixture-message.ts';
import { fixtureVariable } from './fixture-variable.ts';

/** Makes the context that a fixture describes. A fresh one for every expression, because bodies are used up. */
export function fixtureContext(fixture: Fixture, now: number, onTrace: (message: string) => void = () => undefined): Context {
  const { request = {}, deployment = {} } = fixture;
  const host: Host = { clock: { now: () => now, elapsed: () => 0 }, random: systemRandom, crypto: systemCrypto, budget: new Budget() };
  const headers = headerMap(request.headers);
  const variables = new Variables();
  for (const [name, value] of Object.entries(fixture.variables ?? {})) variables.set(name, fixtureVariable(host, value));
  const url = urlOf(request.url);
  return {
    host,
    api: fixture.api === null || fixture.api === undefined ? null : apiOf(fixture.api),
    operation: fixture.operation ?? null,
    deployment: {
      gatewayId: deployment.gatewayId ?? deployment.gateway?.id ?? 'fedpass',
      instanceId: deployment.gateway?.instanceId ?? 'fedpass',
      isManaged: deployment.gateway?.isManaged ?? false,
      region: deployment.region ?? 'local',
      serviceId: deployment.serviceId ?? 'fedpass',
      serviceName: deployment.serviceName ?? 'fedpass',
    },
    product: fixture.product === null || fixture.product === undefined ? null : productOf(fixture.product),
    subscription: fixture.subscription === null || fixture.subscription === undefined ? null : subscriptionOf(fixture.subscription),
    user: fixture.user === null || fixture.user === undefined ? null : userOf(fixture.user),
    request: {
      method: request.method ?? 'GET',
      url,
      originalUrl: request.originalUrl === undefined ? url.copy() : urlOf(request.originalUrl),
      headers: RequestHeaders.over(headers, headers),
      body: bodyOf(request.body),
      ipAddress: request.ipAddress ?? '127.0.0.1',
      matchedParameters: new Map(Object.entries(request.matchedParameters ?? {})),
      certificate: null,
    },
    response: fixture.response === null || fixture.response === undefined ? null : responseOf(fixture.response),
    variables,
    lastError: fixture.lastError === null || fixture.lastError === undefined ? null : lastErrorOf(fixture.lastError),
    requestId: fixture.requestId ?? '00000000-0000-0000-0000-000000000000',
    timestamp: fixture.timestamp === undefined ? BigInt(now) * 10_000n : ticks(fixture.timestamp),
    elapsed: () => fixture.elapsedMs ?? 0,
    tracing: fixture.tracing ?? false,
    namedValue: () => '',
    trace: onTrace,
  };
}

const time = (text: string | null | undefined): number | null => (text === null || text === undefined ? null : Date.parse(text));

function urlOf(url: FixtureUrl | undefined): Url {
  const parsed = Url.parse(url?.string ?? 'https://localhost/');
  if (parsed === undefined) throw new TypeError(`\`${url?.string}\` is no absolute http or https URL`);
  return parsed;
}

function apiOf(api: FixtureApi): ApiFacts {
  return {
    id: api.id,
    name: api.name,
    path: api.path,
    protocols: api.protocols ?? ['https'],
    serviceUrl: urlOf(api.serviceUrl),
    isCurrentRevision: api.isCurrentRevision ?? true,
    revision: api.revision ?? '1',
    version: api.version ?? null,
    subscriptionKeyHeader: api.subscriptionKeyParameterNames?.header ?? 'Ocp-Apim-Subscription-Key',
    subscriptionKeyQuery: api.subscriptionKeyParameterNames?.query ?? 'subscription-key',
  };
}

function userOf(user: FixtureUser): UserFacts {
  return {
    id: user.id,
    email: user.email ?? null,
    firstName: user.firstName ?? null,
    lastName: user.lastName ?? null,
    note: user.note ?? null,
    registrationDate: time(user.registrationDate) ?? 0,
    groups: user.groups ?? [],
    identities: user.identities ?? [],
  };
}

function productOf(product: FixtureProduct): ProductFacts {
  return {
    id: product.id,
    name: product.name,
    state: product.state ?? 'Published',
    approvalRequired: product.approvalRequired ?? false,
    subscriptionRequired: product.subscriptionRequired ?? true,
    subscriptionsLimit: product.subscriptionsLimit ?? product.subscriptionLimit ?? null,
    groups: product.groups ?? [],
    apis: (product.apis ?? []).map(apiOf),
  };
}

function subscriptionOf(subscription: FixtureSubscription): SubscriptionFacts {
  return {
    id: subscription.id,
    name: subscription.name ?? null,
    key: subscription.key ?? '',
    primaryKey: subscription.primaryKey ?? '',
    secondaryKey: subscription.secondaryKey ?? '',
    createdDate: time(subscription.createdDate) ?? 0,
    startDate: time(subscription.startDate),
    endDate: time(subscription.endDate),
  };
}

function lastErrorOf(error: Readonly<Record<string, string | null>>): LastError {
  const field = (name: string): string | null => (Object.hasOwn(error, name) ? (error[name] ?? null) : null);
  return {
    source: field('source') ?? '',
    reason: field('reason'),
    message: field('message') ?? '',
    scope: field('scope'),
    section: field('section'),
    path: field('path'),
    policyId: field('policyId'),
  };
}

/** Ticks since 1970 of an ISO 8601 time with up to seven digits of a second, which is more than a Date keeps. */
function ticks(text: string): bigint {
  const fraction = /\.(\d{1,7})/.exec(text)?.[1] ?? '';
  const whole = Math.floor(Date.parse(text) / 1000);
  return BigInt(whole) * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
}

import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nobody, noCallers } from '../../../../src/gateway/1-accept/callers/callers.ts';
import { DocumentForms } from '../../../../src/gateway/2-plan/document-form.ts';
import type { Snapshot } from '../../../../src/gateway/2-plan/snapshot.ts';
import { type CallRoom, call } from '../../../../src/gateway/3-fetch/call.ts';
import type { Sender } from '../../../../src/gateway/3-fetch/send.ts';
import { subgraphFacts } from '../../../../src/gateway/3-fetch/subgraph.ts';
import { ReadsOnly } from '../../../../src/gateway/3-fetch/traffic/reads-only.ts';
import { SubgraphTraffic } from '../../../../src/gateway/3-fetch/traffic/subgraph-traffic.ts';
import { noCredentials } from '../../../../src/gateway/bare.ts';
import type { ClientRequest } from '../../../../src/gateway/client-request.ts';
import type { Parts } from '../../../../src/gateway/parts.ts';
import { systemClock } from '../../../../src/gateway/platform/clock.ts';
import { systemCrypto } from '../../../../src/gateway/platform/crypto.ts';
import { systemRandom } from '../../../../src/gateway/platform/random.ts';
import { HandedTokens } from '../../../../src/gateway/record/handed-tokens.ts';
import { KeptTraces } from '../../../../src/gateway/record/kept-traces.ts';
import { nobodyLooks } from '../../../../src/gateway/record/observers.ts';
import { bareServices } from '../../../../src/gateway/services/bare-services.ts';
import { HeaderMap } from '../../../../src/runtime/context/headers.ts';
import { Url } from '../../../../src/runtime/context/url.ts';
import { X509Certificate2 } from '../../../../src/runtime/dotnet/security/x509/certificate.ts';
import { next, type Section } from '../../../../src/runtime/handler.ts';
import type { ClientCertificate } from '../../../../src/runtime/ports/certificates.ts';
import { Secret } from '../../../../src/runtime/ports/credential-source.ts';
import type { IncomingResponse } from '../../../../src/runtime/ports/send.ts';
import { noMeter } from '../../../../src/telemetry/gateway-meter.ts';
import { testAuthority } from '../../../support/certificates.ts';
import { handler, limits, memoryLog } from '../../support/gateway.ts';

/** All by which one caller's call may differ from another's, each on its own. */
interface Principal {
  /** What the connection's token says. */
  readonly credential: 'token-a' | 'token-b';
  readonly connection: 'org' | 'other';
  readonly provider: 'crm' | 'erp';
  readonly generation: 1 | 2;
  /** The token by which the connection's was asked for; the gateway's own identity without one. */
  readonly asker: 'alice-token' | 'bob-token' | undefined;
  /** A header of the client that is let through. */
  readonly forwarded: 'de' | 'fr' | undefined;
  /** A header that a policy makes of who asks. */
  readonly derived: 'x' | 'y';
  /** Which certificate the backend is shown. */
  readonly certificate: 0 | 1 | undefined;
  readonly proxy: 'http://one.example' | 'http://two.example' | undefined;
  /** The certificate that the client showed. */
  readonly ownCertificate: 0 | 1 | undefined;
  readonly user: 'alice' | 'bob' | undefined;
  readonly group: 'staff' | 'guests';
  readonly subscription: 'gold' | 'silver' | undefined;
  /** GraphQL variables. */
  readonly variable: 1 | 2;
  readonly query: 'query ($v: Int) { newest(v: $v) }' | 'query ($v: Int) { oldest(v: $v) }';
  readonly path: '/graphql' | '/v2';
  /** What its forward-request is told. */
  readonly timeoutMs: 1_000 | 2_000;
  readonly followRedirects: boolean;
}

const principals: fc.Arbitrary<Principal> = fc.record({
  credential: fc.constantFrom('token-a', 'token-b'),
  connection: fc.constantFrom('org', 'other'),
  provider: fc.constantFrom('crm', 'erp'),
  generation: fc.constantFrom(1, 2),
  asker: fc.constantFrom('alice-token', 'bob-token', undefined),
  forwarded: fc.constantFrom('de', 'fr', undefined),
  derived: fc.constantFrom('x', 'y'),
  certificate: fc.constantFrom(0, 1, undefined),
  proxy: fc.constantFrom('http://one.example', 'http://two.example', undefined),
  ownCertificate: fc.constantFrom(0, 1, undefined),
  user: fc.constantFrom('alice', 'bob', undefined),
  group: fc.constantFrom('staff', 'guests'),
  subscription: fc.constantFrom('gold', 'silver', undefined),
  variable: fc.constantFrom(1, 2),
  query: fc.constantFrom('query ($v: Int) { newest(v: $v) }', 'query ($v: Int) { oldest(v: $v) }'),
  path: fc.constantFrom('/graphql', '/v2'),
  timeoutMs: fc.constantFrom(1_000, 2_000),
  followRedirects: fc.boolean(),
});

/** A crowd around one principal: some are the same, most differ in one thing. */
const crowds = fc.tuple(principals, fc.array(fc.tuple(principals, fc.nat()), { minLength: 1, maxLength: 12 })).map(([first, others]) => {
  const names = Object.keys(first) as (keyof Principal)[];
  return [
    first,
    ...others.map(([other, at]) => {
      const name = names[at % (names.length + 1)];
      return name === undefined ? first : { ...first, [name]: other[name] };
    }),
  ];
});

/** What tells callers apart. A group is a claim of somebody, so nobody has none. */
const identity = (who: Principal): string => JSON.stringify({ ...who, group: who.user === undefined ? undefined : who.group });

const authority = testAuthority();
const issued = ['one', 'two'].map((name): ClientCertificate => {
  const { certificate, key } = authority.issue(name);
  const { raw, fingerprint } = new X509Certificate(certificate);
  const info = {
    subject: name,
    issuer: 'test authority',
    thumbprint: fingerprint.replaceAll(':', ''),
    serialNumber: '1',
    notBefore: 0,
    notAfter: 0,
    der: raw,
  };
  return { info, chain: certificate, key: new Secret(key) };
});

const parts: Parts = {
  clock: systemClock,
  random: systemRandom,
  crypto: systemCrypto,
  log: memoryLog([]),
  trace: () => undefined,
  meter: noMeter,
  credentials: noCredentials,
  callers: noCallers,
  services: bareServices(systemClock),
  namedValue: () => '',
  deployment: {
    gatewayId: '',
    instanceId: '',
    isManaged: false,
    region: '',
    serviceId: '',
    serviceName: '',
    certificates: () => new Map(),
  },
  limits,
  operations: { safelist: () => undefined, persisted: undefined, forms: new DocumentForms({ tokens: 1_000, brackets: 100 }, () => '') },
  observers: nobodyLooks,
  handed: new HandedTokens(systemClock),
  traces: new KeptTraces(bareServices(systemClock).caches.internal, systemRandom),
};

const inbound =
  (who: Principal): Section =>
  (x) => {
    const { credential, connection, provider, generation, asker, derived, certificate, proxy, path } = who;
    const token = { accessToken: new Secret(credential), claims: {}, expiresAt: 0, generation };
    x.tokens.push({
      provider,
      connection,
      token,
      asker: asker === undefined ? { kind: 'managed' } : { kind: 'jwt', token: new Secret(asker) },
    });
    x.headers.set('Authorization', [`Bearer ${credential}`]);
    x.headers.set('X-Derived', [derived]);
    // Two traces of one call are still one call.
    x.headers.set('traceparent', [`00-${crypto.randomUUID().replaceAll('-', '')}-0123456789abcdef-01`]);
    const shown = certificate === undefined ? undefined : issued[certificate];
    if (shown !== undefined) x.transport.certificate = shown;
    if (proxy !== undefined) x.transport.proxy = { url: proxy, username: undefined, password: undefined };
    x.context.request.url.path = path;
    return next;
  };

const backend =
  ({ timeoutMs, followRedirects }: Principal): Section =>
  async (x) => {
    await x.ports.forward(x, { timeoutMs, followRedirects });
    return next;
  };

function clientOf(who: Principal): ClientRequest {
  const url = Url.parse('http://localhost/graphql');
  if (url === undefined) throw new Error('no URL');
  const headers = HeaderMap.from(who.forwarded === undefined ? [] : [['Accept-Language', who.forwarded]]);
  const shown = who.ownCertificate === undefined ? undefined : issued[who.ownCertificate]?.info.der;
  const user = who.user && {
    id: who.user,
    email: null,
    firstName: null,
    lastName: null,
    note: null,
    registrationDate: 0,
    groups: [{ id: who.group, name: who.group }],
    identities: [],
  };
  const subscription = who.subscription && {
    id: who.subscription,
    name: who.subscription,
    key: '',
    primaryKey: '',
    secondaryKey: '',
    createdDate: 0,
    startDate: null,
    endDate: null,
  };
  return {
    id: 'request',
    method: 'POST',
    url,
    headers,
    body: null,
    ipAddress: '127.0.0.1',
    certificate: shown === undefined ? null : new X509Certificate2(shown),
    caller: { ...nobody, user: user ?? null, subscription: subscription ?? null },
    signal: new AbortController().signal,
    snapshot: { send: () => Promise.reject(new Error('nothing else is sent')), schemas: parts.services.schemas } as unknown as Snapshot,
    handlers: {
      global: undefined,
      subgraph: () => handler({ inbound: inbound(who), backend: backend(who) }),
      resolver: () => undefined,
      api: () => handler({}),
    },
    disclosed: new Set(),
    bound: new Map(),
    answer: { personal: false },
    recorder: undefined,
    note: undefined,
    traceRole: undefined,
    seen: { headers, variables: undefined },
  };
}

/** All of them call at once; each is told the number of the answer that it got, of which no two are alike. */
async function answersTo(crowd: readonly Principal[], query?: string): Promise<readonly unknown[]> {
  const waiting: ((response: IncomingResponse) => void)[] = [];
  const sender = { send: () => new Promise<IncomingResponse>((resolve) => waiting.push(resolve)) } as Pick<Sender, 'send'> as Sender;
  const room: CallRoom = {
    parts,
    sender,
    egress: () => ({ kind: 'named' }),
    traffic: new SubgraphTraffic({ sender, parts }),
    readsOnly: new ReadsOnly(),
  };
  const forwardHeaders = { kind: 'named', names: ['Accept-Language'] } as const;
  const subgraph = subgraphFacts({ name: 'crm', url: 'http://crm.example/graphql', forwardHeaders, timeoutMs: 500, shareCalls: true });
  const operation = { id: 'q', method: 'POST', name: 'q', urlTemplate: '/graphql' };
  const answers = crowd.map((who) => {
    const shape = new Map([['number', { lists: 0, fields: undefined }]]);
    const request = { query: query ?? who.query, variables: { v: who.variable }, operationName: undefined, shape, operation };
    return call(room, subgraph, request, clientOf(who));
  });
  // Nothing else is waited for than what is held here.
  await new Promise((resolve) => setImmediate(resolve));
  for (const [number, answer] of waiting.entries())
    answer({ status: 200, reason: 'OK', headers: [], body: new TextEncoder().encode(JSON.stringify({ data: { number } })) });
  return (await Promise.all(answers)).map(({ data, errors }) => {
    expect(errors).toEqual([]);
    return data?.['number'];
  });
}

it('nobody sees the bytes of somebody else, and equal calls of one caller are one', async () => {
  await fc.assert(
    fc.asyncProperty(crowds, async (crowd) => {
      const numbers = await answersTo(crowd);
      const owners = new Map<unknown, string>();
      for (const [at, number] of numbers.entries()) {
        const who = identity(crowd[at] as Principal);
        expect(owners.get(number) ?? who).toBe(who);
        owners.set(number, who);
      }
      expect(owners.size).toBe(new Set(crowd.map(identity)).size);
    }),
    { numRuns: 400 },
  );
});

it('what is not known to be a query is sent for each', async () => {
  const [who] = fc.sample(principals, 1);
  if (who === undefined) throw new Error('no principal');
  for (const query of ['mutation ($v: Int) { set(v: $v) }', 'subscription { x }', 'no GraphQL', 'query a { x } query b { x }'])
    expect(await answersTo([who, who, who], query)).toEqual([0, 1, 2]);
});

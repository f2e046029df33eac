import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testAuthority } from '../support/certificates.ts';
import { startOAuthServer, type TestOAuthServer } from '../support/oauth-server.ts';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';

const authority = testAuthority('graph authority');
const stranger = testAuthority('somebody else');
const keyOfAcme = 'acme-key-for-tests';
const digestOfBeta = createHash('sha256').update('beta-key-for-tests').digest('hex');

/** Answers with all that policies see of a caller. */
const document = `<policies>
  <inbound>
    <trace source="who" severity="information"><message>@("came with " + context.Subscription?.Key)</message></trace>
    <return-response>
      <set-status code="200" />
      <set-header name="Content-Type"><value>application/json</value></set-header>
      <set-body>@(new JObject(
        new JProperty("user", context.User?.Id),
        new JProperty("subscription", context.Subscription?.Id),
        new JProperty("isPrimary", context.Subscription != null &amp;&amp; context.Subscription.Key == context.Subscription.PrimaryKey),
        new JProperty("product", context.Product?.Name),
        new JProperty("certificate", context.Request.Certificate?.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, false)),
        new JProperty("ip", context.Request.IpAddress),
        new JProperty("scheme", context.Request.OriginalUrl.Scheme)
      ).ToString())</set-body>
    </return-response>
  </inbound>
</policies>`;

interface Seen {
  readonly user: string | null;
  readonly subscription: string | null;
  readonly isPrimary: boolean;
  readonly product: string | null;
  readonly certificate: string | null;
  readonly ip: string;
  readonly scheme: string;
}

const nobody: Seen = {
  user: null,
  subscription: null,
  isPrimary: false,
  product: null,
  certificate: null,
  ip: '127.0.0.1',
  scheme: 'https',
};

describe('fedpass start that speaks TLS and knows its callers', () => {
  let oauth: TestOAuthServer;
  let folder: string;
  let gateway: Run;
  let url: string;

  beforeAll(async () => {
    oauth = await startOAuthServer({
      clients: [{ client_id: 'robot', client_secret: 'pass', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
    });
    const own = authority.issue('graph');
    folder = makeFolder({
      'fedpass.yaml': `
listen:
  trustedProxies: [127.0.0.9/32]
  tls: { certificate: graph, clientCertificates: asked }
subgraphs: { who: { url: "http://127.0.0.1:1/graphql", schema: who.graphql } }
certificates:
  graph: { certificate: "\${file:graph.pem}", key: "\${file:graph.key}" }
  clients: { authority: "\${file:ca.pem}" }
identity:
  issuers: [{ issuer: "${oauth.issuer}", audience: urn:connections, jwksUri: "${oauth.jwksUrl}" }]
callers:
  tokenAudience: urn:graph
  products: { gold: { name: Gold } }
  subscriptions:
    acme: { product: gold, keys: [{ secret: "\${env.ACME}" }, { secret: "\${file:second}" }] }
    beta: { keys: [{ sha256: ${digestOfBeta} }] }
    past: { keys: [{ secret: "\${env.PAST}" }], endDate: 2020-01-01 }
    soon: { keys: [{ secret: "\${env.SOON}" }], startDate: 2999-01-01 }
`,
      'who.graphql': 'type Query { who: String }\n',
      'policies/global.xml': document,
      'graph.pem': own.certificate,
      'graph.key': own.key,
      'ca.pem': authority.certificate,
      second: 'second-key-for-tests\n',
    });
    gateway = run(['start', '--port', '0'], { cwd: folder, env: { ACME: keyOfAcme, PAST: 'past-key', SOON: 'soon-key' } });
    url = (await gateway.line((each) => each.startsWith('fedpass serves '))).replace('fedpass serves ', '');
  });
  afterAll(async () => {
    await gateway.stop();
    await oauth.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const seen = (
    headers: Readonly<Record<string, string | readonly string[]>> = {},
    { search = '', ...options }: RequestOptions & { readonly search?: string } = {},
  ): Promise<Seen> =>
    new Promise((resolve, reject) => {
      request(
        `${url}${search}`,
        {
          method: 'POST',
          ca: authority.certificate,
          agent: false,
          ...options,
          headers: { 'content-type': 'application/json', ...headers },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.on('end', () => resolve(JSON.parse(text) as Seen));
        },
      )
        .on('error', reject)
        .end('{"query":"{ who }"}');
    });

  const tokenFor = async (resource: string): Promise<string> => {
    const response = await fetch(oauth.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('robot:pass')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'read', resource }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };

  it('is called by https, and knows nobody who shows nothing', async () => {
    expect(url).toMatch(/^https:/);
    expect(await seen()).toEqual(nobody);
  });

  const keys: readonly (readonly [what: string, key: string, expected: Partial<Seen>])[] = [
    ['the primary key', keyOfAcme, { subscription: 'acme', isPrimary: true, product: 'Gold' }],
    ['the secondary key', 'second-key-for-tests', { subscription: 'acme', product: 'Gold' }],
    ['a key of which only the digest is configured', 'beta-key-for-tests', { subscription: 'beta', isPrimary: true }],
    ['the digest in place of the key', digestOfBeta, {}],
    ['an unknown key', 'nothing', {}],
    ['a key that is over', 'past-key', {}],
    ['a key whose time has not come', 'soon-key', {}],
    ['a very long key', 'x'.repeat(5_000), {}],
  ];
  it.each(keys)('knows the subscription by %s in the header', async (_what, key, expected) => {
    expect(await seen({ 'ocp-apim-subscription-key': key })).toEqual({ ...nobody, ...expected });
  });

  it('knows it by the query parameter, too, and by neither of two', async () => {
    expect(await seen({}, { search: `?subscription-key=${keyOfAcme}` })).toMatchObject({ subscription: 'acme' });
    expect(await seen({ 'ocp-apim-subscription-key': [keyOfAcme, 'nothing'] })).toEqual(nobody);
  });

  it('knows a user by a token for the graph, and by no other token', async () => {
    expect(await seen({ authorization: `Bearer ${await tokenFor('urn:graph')}` })).toEqual({ ...nobody, user: 'robot' });
    expect(await seen({ authorization: `Bearer ${await tokenFor('urn:connections')}` })).toEqual(nobody);
    const forged = (await tokenFor('urn:graph')).replace(/\.[^.]{8}/, '.AAAAAAAA');
    expect(await seen({ authorization: `Bearer ${forged}` })).toEqual(nobody);
    expect(await seen({ authorization: `Basic ${btoa('robot:pass')}` })).toEqual(nobody);
  });

  it('shows policies the certificate of a client, whoever issued it', async () => {
    const trusted = authority.issue('partner');
    const unknown = stranger.issue('partner');
    expect(await seen({}, { cert: trusted.certificate, key: trusted.key })).toEqual({ ...nobody, certificate: 'partner' });
    expect(await seen({}, { cert: unknown.certificate, key: unknown.key })).toEqual({ ...nobody, certificate: 'partner' });
  });

  it('believes what proxies say of a client only where they are configured', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' };
    expect(await seen(forwarded)).toEqual(nobody);
    expect(await seen(forwarded, { localAddress: '127.0.0.9' })).toEqual({ ...nobody, ip: '203.0.113.9', scheme: 'http' });
  });

  it('shows a renewed certificate without a restart, and speaks no old TLS', async () => {
    const port = Number(new URL(url).port);
    const shown = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port, ca: authority.certificate, checkServerIdentity: () => undefined }, () => {
          resolve(String(socket.getPeerCertificate().subject.CN));
          socket.end();
        }).on('error', reject);
      });
    expect(await shown()).toBe('graph');
    const renewed = authority.issue('renewed');
    writeFileSync(join(folder, 'graph.pem'), renewed.certificate);
    writeFileSync(join(folder, 'graph.key'), renewed.key);
    await expect.poll(shown, { timeout: 20_000, interval: 200 }).toBe('renewed');
    const old = new Promise((_resolve, reject) => {
      connect({ host: '127.0.0.1', port, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', rejectUnauthorized: false }).on('error', reject);
    });
    await expect(old).rejects.toThrow();
  });

  it('writes no key and no token down, not even where an author traces one', () => {
    expect(gateway.err()).toContain('came with [secret]');
    expect(gateway.err() + gateway.out()).not.toMatch(/key-for-tests|eyJ/);
  });
});

describe('fedpass start where clients need a certificate', () => {
  it('answers those alone that a configured authority certified, and health to all', async () => {
    const own = authority.issue('graph');
    const folder = makeFolder({
      'fedpass.yaml': `
listen: { tls: { certificate: graph, clientCertificates: needed } }
subgraphs: { who: { url: "http://127.0.0.1:1/graphql", schema: who.graphql } }
certificates:
  graph: { certificate: "\${file:graph.pem}", key: "\${file:graph.key}" }
  clients: { authority: "\${file:ca.pem}" }
`,
      'who.graphql': 'type Query { who: String }\n',
      'graph.pem': own.certificate,
      'graph.key': own.key,
      'ca.pem': authority.certificate,
    });
    const gateway = run(['start', '--port', '0'], { cwd: folder });
    try {
      const line = await gateway.line((each) => each.startsWith('fedpass serves '));
      const base = new URL(line.replace('fedpass serves ', '')).origin;
      const status = (path: string, pair?: { readonly certificate: string; readonly key: string }): Promise<number | undefined> =>
        new Promise((resolve, reject) => {
          const shown = pair === undefined ? {} : { cert: pair.certificate, key: pair.key };
          request(
            `${base}${path}`,
            { ca: authority.certificate, agent: false, ...shown, headers: { 'apollo-require-preflight': '1' } },
            (response) => {
              response.resume();
              response.on('end', () => resolve(response.statusCode));
            },
          )
            .on('error', reject)
            .end();
        });
      const query = '/graphql?query=%7B__typename%7D';
      expect(await status(query)).toBe(403);
      expect(await status(query, stranger.issue('partner'))).toBe(403);
      expect(await status(query, authority.issue('partner'))).toBe(200);
      expect(await status('/health/live')).toBe(200);
    } finally {
      await gateway.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

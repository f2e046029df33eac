import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../src/dev/listen.ts';
import { startOAuthServer, type TestOAuthServer } from '../support/oauth-server.ts';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';
import { contextOf, type FederationService, startFederationService } from './support/federation-service.ts';
import { tokenOf } from './support/token-of.ts';
import { walkAs } from './support/walk-as.ts';

const secret = randomBytes(9).toString('hex');
const GRAPH = 'urn:graph';
const application = { clientId: 'app', clientSecret: secret, redirectUri: 'http://127.0.0.1:9/app' };
const names = ['passed', 'robots', 'delegated', 'shared'] as const;
type Name = (typeof names)[number];
const audienceOf = (name: Name): string => (name === 'passed' ? GRAPH : `https://${name}.example`);

/** Whose token came, and the client that it was issued to. */
const schemaOf = (name: Name): string => `type Query { ${name}: ${name}_Caller }\ntype ${name}_Caller { sub: String client: String }\n`;

const attach = (connection: string): string => `<policies>
  <inbound>
    <base />
    <get-authorization-context ${connection} context-variable-name="auth" />
    <set-header name="Authorization" exists-action="override">
      <value>@("Bearer " + ((Authorization)context.Variables.GetValueOrDefault("auth"))?.AccessToken)</value>
    </set-header>
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>
`;
const byCaller = `identity-type="jwt" identity='@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split(&apos; &apos;).Last())'`;

const files = (oauth: TestOAuthServer, services: ReadonlyMap<Name, FederationService>, port: number) => ({
  'fedpass.yaml': `
listen: { host: 127.0.0.1, port: ${port}, publicUrl: "http://127.0.0.1:${port}" }
subgraphs:
${names.map((name) => `  ${name}: { url: "${services.get(name)?.url}", schema: ${name}.graphql, timeout: 20s${name === 'passed' ? ', forwardHeaders: [Authorization]' : ''} }`).join('\n')}
egress: { allow: ["${new URL(oauth.issuer).host}"] }
identity:
  issuers: [{ issuer: "${oauth.issuer}", audience: ${GRAPH}, claims: { groups: groups } }]
  signIn: { issuer: "${oauth.issuer}", clientId: sign-in, clientSecret: "\${env.SECRET}" }
providers:
  robots:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "${oauth.tokenUrl}", clientId: robot, clientSecret: "\${env.SECRET}", scopes: read, resource: "${audienceOf('robots')}" }
    connections: { main: { accessPolicies: { gateway: { gateway: true } } } }
  delegated:
    identityProvider: oidc
    grantType: authorizationCode
    parameters: { issuer: "${oauth.issuer}", clientId: delegated, clientSecret: "\${env.SECRET}", scopes: openid offline_access read, resource: "${audienceOf('delegated')}" }
    perUser: { connection: "user-{user}" }
  shared:
    identityProvider: oidc
    grantType: authorizationCode
    parameters: { issuer: "${oauth.issuer}", clientId: shared, clientSecret: "\${env.SECRET}", scopes: openid offline_access read, resource: "${audienceOf('shared')}" }
    connections: { account: { accessPolicies: { staff: { objectId: staff, issuer: "${oauth.issuer}" } } } }
store: file:state/credentials.db
keys: { file: state/keys.json }
`,
  ...Object.fromEntries(names.map((name) => [`${name}.graphql`, schemaOf(name)])),
  'policies/global.xml': `<policies>
  <inbound>
    <validate-jwt header-name="Authorization" require-scheme="Bearer" failed-validation-httpcode="401">
      <openid-config url="${oauth.configurationUrl}" />
      <audiences><audience>${GRAPH}</audience></audiences>
    </validate-jwt>
  </inbound>
  <backend><forward-request /></backend>
</policies>
`,
  'policies/subgraphs/robots.xml': attach('provider-id="robots" authorization-id="main"'),
  'policies/subgraphs/delegated.xml': attach(
    `provider-id="delegated" authorization-id='@("user-" + context.Request.Headers.GetValueOrDefault("Authorization", "").AsJwt()?.Subject)' ${byCaller}`,
  ),
  'policies/subgraphs/shared.xml': attach(`provider-id="shared" authorization-id="account" ${byCaller}`),
});

describe('the authorization scenarios', () => {
  let oauth: TestOAuthServer;
  const services = new Map<Name, FederationService>();
  let folder: string;
  let gateway: Run;
  let origin: string;

  beforeAll(async () => {
    const port = await freePort(0);
    origin = `http://127.0.0.1:${port}`;
    const client = (client_id: string, redirect: string) => ({
      client_id,
      client_secret: secret,
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [redirect],
      response_types: ['code' as const],
    });
    oauth = await startOAuthServer({
      people: { alice: ['staff'], bob: ['staff'], carol: [], org: [] },
      clients: [
        client('sign-in', `${origin}/signin/callback`),
        client('delegated', `${origin}/oauth/callback/delegated`),
        client('shared', `${origin}/oauth/callback/shared`),
        client('app', application.redirectUri),
        { client_id: 'robot', client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
      ],
    });
    for (const name of names) {
      const caller = (_parent: unknown, _args: unknown, context: unknown) => {
        const { sub, client_id: client } = contextOf(context).token;
        return { sub: sub ?? null, client };
      };
      services.set(
        name,
        await startFederationService({
          demands: { issuer: oauth.issuer, jwksUrl: oauth.jwksUrl, audience: audienceOf(name) },
          sdl: schemaOf(name),
          resolvers: { Query: { [name]: caller } },
        }),
      );
    }
    folder = makeFolder(files(oauth, services, port));
    gateway = run(['start'], { cwd: folder, env: { SECRET: secret } });
    await gateway.line((line) => line.startsWith('fedpass serves '));
  });
  afterAll(async () => {
    await gateway.stop();
    await oauth.close();
    for (const service of services.values()) await service.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    for (const { authorizations } of services.values()) authorizations.length = 0;
  });

  const tokenFor = (person: string, audience = GRAPH) => tokenOf(person, audience, oauth, application);
  const askWith = (token: string, ...wanted: readonly Name[]) =>
    ask(`${origin}/graphql`, `{ ${wanted.map((name) => `${name} { sub client }`).join(' ')} }`, { authorization: `Bearer ${token}` });
  const sentTo = (name: Name): readonly string[] => (services.get(name)?.authorizations ?? []).map((value) => value ?? '');

  it('the client’s token is validated and passed through', async () => {
    const token = await tokenFor('alice');
    const { data, errors } = await askWith(token, 'passed');
    expect([data, errors]).toEqual([{ passed: { sub: 'alice', client: 'app' } }, undefined]);
    expect(sentTo('passed')).toEqual([`Bearer ${token}`]);
    // Whatever is no good token for this API never gets that far.
    const [head = '', , signature = ''] = token.split('.');
    const forged = [head, Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: 'bob' })).toString('base64url'), signature].join('.');
    for (const bad of [await tokenFor('alice', audienceOf('shared')), forged, 'nonsense'])
      expect(
        (
          await fetch(`${origin}/graphql`, {
            method: 'POST',
            headers: { authorization: `Bearer ${bad}`, 'content-type': 'application/json' },
            body: '{"query":"{ passed { sub } }"}',
          })
        ).status,
      ).toBe(401);
    expect(sentTo('passed')).toHaveLength(1);
  });

  it('a token for the gateway, its own credential onward', async () => {
    const token = await tokenFor('alice');
    const { data, errors } = await askWith(token, 'robots', 'passed');
    expect([data, errors]).toEqual([{ robots: { sub: 'robot', client: 'robot' }, passed: { sub: 'alice', client: 'app' } }, undefined]);
    // Each backend has its own token and no other's.
    expect(sentTo('robots')).not.toContain(`Bearer ${token}`);
    expect(sentTo('passed')).toEqual([`Bearer ${token}`]);
  });

  describe('managed connections', () => {
    it('unattended: a connection of the gateway’s own, whoever calls', async () => {
      const answer = await fetch(oauth.tokenUrl, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`robot:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: GRAPH, scope: 'read' }),
      });
      const { access_token: token } = (await answer.json()) as { readonly access_token: string };
      const before = oauth.tokenRequests.length;
      for (const caller of [token, await tokenFor('carol')])
        expect((await askWith(caller, 'robots')).data).toEqual({ robots: { sub: 'robot', client: 'robot' } });
      // Nobody was asked, and no token was fetched again.
      expect(oauth.tokenRequests.slice(before).filter(({ grant_type: grant }) => grant === 'client_credentials')).toEqual([]);
    });

    it('user-delegated: each user acts with what he alone has connected', async () => {
      const [alice, bob] = [await tokenFor('alice'), await tokenFor('bob')];
      const { errors } = await askWith(alice, 'delegated');
      const link = String(errors?.[0]?.extensions['connectUrl']);
      expect(link).toBe(`${origin}/connect/delegated`);
      expect(await walkAs('alice', link)).toMatch(/connected/i);
      expect((await askWith(alice, 'delegated')).data).toEqual({ delegated: { sub: 'alice', client: 'delegated' } });
      // Hers is of no use to him.
      expect((await askWith(bob, 'delegated')).errors?.[0]?.extensions.code).toBe('CONNECTION_REQUIRED');
      await walkAs('bob', link);
      expect((await askWith(bob, 'delegated')).data).toEqual({ delegated: { sub: 'bob', client: 'delegated' } });
      expect((await askWith(alice, 'delegated')).data).toEqual({ delegated: { sub: 'alice', client: 'delegated' } });
    });

    it('users of one identity provider share an account of the organisation', async () => {
      // The operator connects it, by the link that `start` prints.
      const [link = ''] = /http:\S+\/connect\?link=\S+/.exec(gateway.out()) ?? [];
      const alice = await tokenFor('alice');
      const before = await askWith(alice, 'shared');
      expect(before.errors?.[0]?.extensions.code).toBe('CONNECTION_UNAVAILABLE');
      expect(before.text).not.toContain('connectUrl');
      expect(await walkAs('org', link)).toMatch(/connected/i);
      for (const person of ['alice', 'bob'])
        expect((await askWith(await tokenFor(person), 'shared')).data).toEqual({ shared: { sub: 'org', client: 'shared' } });
      // Carol signs in at the same identity provider, and is not of the group.
      const refused = await askWith(await tokenFor('carol'), 'shared');
      expect(refused.errors?.map(({ extensions: { code } }) => code)).toEqual(['ACCESS_DENIED']);
      const sent = new Set(sentTo('shared'));
      expect([...sent].some((value) => value.includes(alice))).toBe(false);
      expect(sent.size).toBe(1);
    });
  });

  it('no token is ever in the log or in an answer', async () => {
    const text = gateway.err() + gateway.out();
    for (const service of services.values()) for (const each of service.authorizations) expect(text).not.toContain(String(each).slice(7));
    for (const { access_token: token, refresh_token: refresh } of oauth.tokenAnswers)
      for (const each of [token, refresh]) if (typeof each === 'string') expect(text).not.toContain(each);
  });
});

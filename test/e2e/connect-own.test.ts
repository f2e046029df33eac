import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createClient } from '@keyv/redis';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freePort } from '../../src/dev/listen.ts';
import { hasChromium, startChromium } from '../support/chromium.ts';
import { startOAuthServer, type TestOAuthServer } from '../support/oauth-server.ts';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';
import { contextOf, type FederationService, startFederationService } from './support/federation-service.ts';
import { type OneAddress, openOneAddress } from './support/one-address.ts';
import { tokenOf } from './support/token-of.ts';

const redisUrl = inject('redisUrl');
const withBrowser = hasChromium();
const secret = randomBytes(9).toString('hex');
const GRAPH = 'urn:graph';
const FILES = 'https://files.example';
const application = { clientId: 'app', clientSecret: secret, redirectUri: 'http://127.0.0.1:9/app' };

const filesSchema = 'type Query { myFiles: Files }\ntype Files { owner: String! tokenId: String! }\n';
const hoursSchema = 'type Query { hours: String! }\n';

/** The identity is the caller's own token, and so is the connection. */
const document = `<policies>
  <inbound>
    <base />
    <get-authorization-context provider-id="files"
      authorization-id='@("user-" + context.Request.Headers.GetValueOrDefault("Authorization", "").AsJwt()?.Subject)'
      context-variable-name="auth" identity-type="jwt"
      identity='@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split(&apos; &apos;).Last())' />
    <set-header name="Authorization" exists-action="override">
      <value>@("Bearer " + ((Authorization)context.Variables.GetValueOrDefault("auth"))?.AccessToken)</value>
    </set-header>
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>
`;

const configuration = (oauth: TestOAuthServer, files: string, hours: string, publicUrl: string, store: string) => `
listen: { host: 127.0.0.1, publicUrl: "${publicUrl}" }
subgraphs:
  files: { url: "${files}", schema: files.graphql, timeout: 20s }
  hours: { url: "${hours}", schema: hours.graphql, timeout: 20s }
identity:
  issuers: [{ issuer: "${oauth.issuer}", audience: ${GRAPH} }]
  signIn: { issuer: "${oauth.issuer}", clientId: sign-in, clientSecret: "\${env.SECRET}" }
providers:
  files:
    identityProvider: oidc
    grantType: authorizationCode
    parameters:
      issuer: ${oauth.issuer}
      clientId: files
      clientSecret: "\${env.SECRET}"
      scopes: openid offline_access read
      resource: ${FILES}
    perUser: { connection: "user-{user}" }
store: ${store}
keys: { file: "\${env.KEYS}" }
`;

const setups: readonly (readonly [what: string, store: string | null, replicas: number])[] = [
  ['one gateway with its store in a file', 'file:state/credentials.db', 1],
  ['two replicas on Redis behind one address', redisUrl === null ? null : `${redisUrl}/9`, 2],
];

describe.each(setups)('%s: a user connects what is his own', (_what, store, replicas) => {
  if (store === null || !withBrowser) {
    it.skip('(no Redis or no browser on this machine)', () => undefined);
    return;
  }
  let oauth: TestOAuthServer;
  let files: FederationService;
  let hours: FederationService;
  let address: OneAddress;
  let browser: Browser;
  let keys: string;
  const folders: string[] = [];
  const gateways: { readonly process: Run; readonly origin: string }[] = [];

  beforeAll(async () => {
    if (store.startsWith('redis:')) await emptied(store);
    const port = await freePort(0);
    const publicUrl = `http://127.0.0.1:${port}`;
    const client = (client_id: string, redirect: string) => ({
      client_id,
      client_secret: secret,
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [redirect],
      response_types: ['code' as const],
    });
    oauth = await startOAuthServer({
      people: { alice: [], bob: [] },
      clients: [
        client('sign-in', `${publicUrl}/signin/callback`),
        client('files', `${publicUrl}/oauth/callback/files`),
        client('app', application.redirectUri),
      ],
    });
    files = await startFederationService({
      demands: { issuer: oauth.issuer, jwksUrl: oauth.jwksUrl, audience: FILES },
      sdl: filesSchema,
      resolvers: {
        Query: { myFiles: () => ({}) },
        Files: {
          owner: (_parent, _args, context) => contextOf(context).token.sub,
          tokenId: (_parent, _args, context) => contextOf(context).token.jti,
        },
      },
    });
    hours = await startFederationService({ sdl: hoursSchema, resolvers: { Query: { hours: () => 'nine to five' } } });
    address = await openOneAddress(port);
    keys = makeFolder({});
    folders.push(keys);
    // One after the other: the first makes the keys that both seal with.
    for (let at = 0; at < replicas; at++) {
      const folder = makeFolder({
        'fedpass.yaml': configuration(oauth, files.url, hours.url, publicUrl, store),
        'files.graphql': filesSchema,
        'hours.graphql': hoursSchema,
        'policies/subgraphs/files.xml': document,
      });
      folders.push(folder);
      const process = run(['start', '--port', '0'], { cwd: folder, env: { SECRET: secret, KEYS: `${keys}/keys.json` } });
      const line = await process.line((each) => each.startsWith('fedpass serves '));
      gateways.push({ process, origin: new URL(line.replace('fedpass serves ', '')).origin });
    }
    address.lead(gateways.map(({ origin }) => origin));
    browser = await startChromium();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    for (const { process } of gateways) await process.stop();
    await Promise.all([oauth.close(), files.close(), hours.close(), address.close()]);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const query = '{ hours myFiles { owner tokenId } }';
  const askAs = async (person: string | undefined, at = `${address.url}/graphql`) =>
    ask(at, query, person === undefined ? {} : { authorization: `Bearer ${await tokenOf(person, GRAPH, oauth, application)}` });
  /** The same by each replica in turn. */
  const askAllAs = async (person: string) => {
    const token = await tokenOf(person, GRAPH, oauth, application);
    return Promise.all(gateways.map(({ origin }) => ask(`${origin}/graphql`, query, { authorization: `Bearer ${token}` })));
  };

  it('is told with the first query where he does so, and gets the rest of the data', async () => {
    for (const { status, data, errors } of await askAllAs('alice')) {
      expect(status).toBe(200);
      expect(data).toEqual({ hours: 'nine to five', myFiles: null });
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        {
          code: 'CONNECTION_REQUIRED',
          subgraph: 'files',
          provider: 'files',
          connection: 'user-alice',
          connectUrl: `${address.url}/connect/files`,
          missingScopes: ['openid', 'offline_access', 'read'],
        },
      ]);
    }
    expect(files.authorizations).toEqual([]);
  });

  it('opens the link in a browser, signs in, consents, and has his data', async () => {
    const [told] = (await askAs('alice')).errors ?? [];
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(String(told?.extensions['connectUrl']));
      await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
      await page.getByRole('link', { name: 'alice' }).click();
      await page.getByRole('heading', { name: /connected/i }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/oauth/callback/files');
    } finally {
      await context.close();
    }
    const answers = await askAllAs('alice');
    for (const { data, errors } of answers) {
      expect(errors).toBeUndefined();
      expect(data).toEqual({ hours: 'nine to five', myFiles: { owner: 'alice', tokenId: expect.any(String) } });
    }
    // One consent, one token, whichever replica asks.
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    // The consent went through all of them.
    if (replicas > 1) expect(address.counts.filter((count) => count > 0)).toHaveLength(replicas);
  });

  it('and nobody else has, or is told how', async () => {
    const token = await tokenOf('bob', GRAPH, oauth, application);
    const [bobs] = (await askAs('bob')).errors ?? [];
    expect(bobs?.extensions).toMatchObject({ code: 'CONNECTION_REQUIRED', connection: 'user-bob' });
    const nobody = await askAs(undefined);
    expect(nobody.data).toEqual({ hours: 'nine to five', myFiles: null });
    expect(nobody.text).not.toContain('connectUrl');
    // A token for another API is none here.
    const elsewhere = await tokenOf('bob', FILES, oauth, application);
    const wrong = await ask(`${address.url}/graphql`, query, { authorization: `Bearer ${elsewhere}` });
    expect(wrong.text).not.toContain('connectUrl');
    expect(wrong.data?.['myFiles']).toBeNull();
    for (const { process } of gateways) expect(process.err()).not.toContain(token);
  });

  it('a victim who opens the link connects his own account, not that of whoever sent it', async () => {
    const [told] = (await askAs('alice')).errors ?? [];
    expect(told).toBeUndefined();
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${address.url}/connect/files`);
      await page.getByRole('link', { name: 'bob' }).click();
      await page.getByRole('heading', { name: /connected/i }).waitFor();
    } finally {
      await context.close();
    }
    const owners = [await askAs('alice'), await askAs('bob')].map(({ data }) => data?.['myFiles']);
    expect(owners).toMatchObject([{ owner: 'alice' }, { owner: 'bob' }]);
  });
});

async function emptied(url: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.flushDb();
  client.destroy();
}

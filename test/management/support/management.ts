import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiManagementClient } from '@azure/arm-apimanagement';
import Fastify from 'fastify';
import { freePort } from '../../../src/cli/project/free-port.ts';
import { tokenVerifier } from '../../../src/credentials/access/verify-token.ts';
import type { CredentialManager, CredentialManagerOptions } from '../../../src/credentials/credential-manager.ts';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { createCredentialManager } from '../../../src/credentials/manager.ts';
import type { RemovedConnection } from '../../../src/credentials/resources/remove-tokens.ts';
import type { IssuerSettings, ProviderSettings } from '../../../src/credentials/settings.ts';
import { openLibsqlStore } from '../../../src/credentials/store/libsql.ts';
import { createVault } from '../../../src/credentials/vault/vault.ts';
import { systemClock } from '../../../src/gateway/platform/clock.ts';
import { armApi } from '../../../src/management/arm/arm-api.ts';
import { connectUri, consentRoutes, redirectUri } from '../../../src/management/consent-routes.ts';
import { openManagementServer } from '../../../src/management/management-server.ts';
import { random } from '../../credentials/support/random.ts';
import { testRing } from '../../credentials/support/vault.ts';
import { type LogLine, memoryLog } from '../../gateway/support/gateway.ts';
import { testAuthority } from '../../support/certificates.ts';
import { startIssuer, type TestIssuer } from './issuer.ts';

export const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';
export const AUDIENCE = 'https://fedpass.example/management';
export const GRAPH_AUDIENCE = 'fedpass';
export const RETURN_TO = 'http://127.0.0.1:9/connected';
export const base = `/subscriptions/${SUBSCRIPTION}/resourceGroups/platform/providers/Microsoft.ApiManagement/service/fedpass`;

export interface ManagementOptions {
  readonly providers?: readonly ProviderSettings[];
  readonly over?: Partial<CredentialManagerOptions>;
  readonly publicUrl?: string;
}

/** A management API over TLS with everything behind it, and consent pages beside it. */
export interface Management {
  readonly url: string;
  /** Of the gateway: consent pages. */
  readonly gatewayUrl: string;
  readonly manager: CredentialManager;
  readonly issuer: TestIssuer;
  readonly log: readonly LogLine[];
  readonly removed: readonly RemovedConnection[];
  readonly identity: { readonly objectId: string; readonly tenantId: string };
  /** Another process on the same store. */
  another(): Promise<CredentialManager>;
  token(who?: string, roles?: readonly string[], over?: object): Promise<string>;
  client(token?: () => Promise<string>): ApiManagementClient;
  /** A request as it is written, to a path below the service unless it begins elsewhere. */
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string | null;
  readonly raw?: true;
}

export interface Called {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As JSON; undefined when there is none. */
  readonly body: unknown;
}

export async function startManagement({ providers = [], over = {}, publicUrl }: ManagementOptions = {}): Promise<Management> {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-management-'));
  const authority = testAuthority();
  const own = authority.issue('localhost');
  const issuer = await startIssuer();
  const store = await openLibsqlStore(join(folder, 'credentials.db'));
  const vault = createVault(await testRing('k1'));
  const log: LogLine[] = [];
  const removed: RemovedConnection[] = [];
  const claims = { objectId: 'sub', appId: 'client_id', groups: 'groups' };
  const issuers: readonly IssuerSettings[] = [
    { kind: 'oidc', issuer: issuer.issuer, jwksUri: issuer.jwksUri, audience: GRAPH_AUDIENCE, claims },
  ];
  const app = Fastify();
  const port = await freePort();
  const gatewayUrl = `http://127.0.0.1:${port}`;
  const options: CredentialManagerOptions = {
    store,
    vault,
    providers,
    issuers,
    redirectUri: (provider) => redirectUri(gatewayUrl, provider),
    connectUri: connectUri(gatewayUrl),
    transport: httpTransport,
    clock: systemClock,
    random,
    log: memoryLog(log),
    limits: { pollMs: 5 },
    reach: { hosts: ['127.0.0.1'] },
    giveBack: async (one) => void removed.push(one),
    ...over,
  };
  const managers: CredentialManager[] = [];
  const open = async (): Promise<CredentialManager> => {
    const manager = await createCredentialManager(options);
    managers.push(manager);
    return manager;
  };
  const manager = await open();
  consentRoutes({ credentials: manager, publicUrl: gatewayUrl, log: memoryLog(log) })(app);
  await app.listen({ host: '127.0.0.1', port });
  const verify = tokenVerifier(issuers, httpTransport, systemClock, { audience: AUDIENCE, roles: 'roles' });
  const server = await openManagementServer(
    { host: '127.0.0.1', port: 0, tls: () => ({ certificate: own.certificate, key: own.key }) },
    (url) =>
      armApi({
        credentials: manager,
        names: { subscription: SUBSCRIPTION, resourceGroup: 'platform', service: 'fedpass' },
        verify,
        roles: { read: 'Connections.Read', write: 'Connections.ReadWrite' },
        publicUrl: () => publicUrl ?? url(),
        gatewayUrl,
        redirectUri: (provider) => redirectUri(gatewayUrl, provider),
        postLoginRedirectUrls: [RETURN_TO],
        configuration: 'fedpass.yaml',
        log: memoryLog(log),
      }),
  );
  const token = (who = 'operator', roles: readonly string[] = ['Connections.ReadWrite'], more: object = {}): Promise<string> =>
    issuer.sign({ aud: AUDIENCE, sub: who, roles, client_id: 'console', ...more });

  return {
    url: server.url,
    gatewayUrl,
    manager,
    issuer,
    log,
    removed,
    identity: manager.identity,
    another: open,
    token,
    client: (give = () => token()) =>
      new ApiManagementClient({ getToken: async () => ({ token: await give(), expiresOnTimestamp: Date.now() + 600_000 }) }, SUBSCRIPTION, {
        endpoint: server.url,
        tlsOptions: { ca: authority.certificate },
        retryOptions: { maxRetries: 0 },
      }),
    async call(method, path, { body, headers = {}, token: given, raw } = {}) {
      const bearer = given === undefined ? await token() : given;
      const whole =
        raw === true
          ? path
          : `${path.startsWith('/subscriptions') ? path : `${base}${path}`}${path.includes('?') ? '&' : '?'}api-version=2024-05-01`;
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      return send(server.url, authority.certificate, method, whole, {
        body: text,
        headers: {
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
          ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
          ...headers,
        },
      });
    },
    async close() {
      await server.close();
      await app.close();
      for (const one of managers) await one.stop();
      await store.close();
      await issuer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Node's own client sends a path as it is given; `fetch` would tidy it up. */
function send(
  url: string,
  ca: string,
  method: string,
  path: string,
  { body, headers }: { readonly body: string | undefined; readonly headers: Readonly<Record<string, string>> },
): Promise<Called> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, ca, servername: 'localhost', method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

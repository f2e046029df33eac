import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ClientMetadata, Configuration, JWK, default as Provider } from 'oidc-provider';

export interface TestOAuthOptions {
  readonly clients: readonly ClientMetadata[];
  /** Seconds. */
  readonly accessTokenLife?: number;
  /** Whether each refresh gives a new refresh token and ends the old one; a second use of the old one then ends the whole family. */
  readonly rotate?: boolean;
  /** Who has an account, with the groups that tokens list. Then a page asks who comes; without it everybody is alice, and nobody is asked. */
  readonly people?: Readonly<Record<string, readonly string[]>>;
}

/** A real OAuth server (oidc-provider) on loopback. Everybody who comes consents. */
export interface TestOAuthServer {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly jwksUrl: string;
  /** Of OpenID Connect Discovery. */
  readonly configurationUrl: string;
  /** The parameters of each token request, as they came. */
  readonly tokenRequests: Readonly<Record<string, unknown>>[];
  /** What was answered to each of them. */
  readonly tokenAnswers: Readonly<Record<string, unknown>>[];
  /** Goes through sign-in and consent as a browser does, and returns where the browser is sent back to. */
  consent(authorizationUrl: string, person?: string): Promise<URL>;
  /** Signs with another key from now on, and publishes only that one: a roll-over at its most sudden. What was granted is forgotten. */
  rollKeys(): Promise<void>;
  /** Ends everything the account ever granted, as an administrator of the provider can. */
  revokeAll(): void;
  close(): Promise<void>;
}

/** The API that tokens are for when no `resource` is asked for; access tokens are JWTs with this audience. */
export const DEFAULT_RESOURCE = 'urn:backend';

export async function startOAuthServer(options: TestOAuthOptions): Promise<TestOAuthServer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const life = options.accessTokenLife ?? 3_600;
  const tokenRequests: Record<string, unknown>[] = [];
  const tokenAnswers: Record<string, unknown>[] = [];
  const revoked = { before: 0 };

  const configuration = (): Configuration => ({
    jwks: { keys: [signingKey()] },
    clients: [...options.clients],
    scopes: ['openid', 'offline_access', 'read'],
    cookies: { keys: ['a key for tests'] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => DEFAULT_RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => ({
          scope: 'read',
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: life,
        }),
      },
    },
    extraTokenClaims: (_context, token) => ('accountId' in token ? { groups: options.people?.[String(token.accountId)] ?? [] } : undefined),
    ttl: { AccessToken: life, ClientCredentials: life, RefreshToken: 86_400, Interaction: 600, Session: 600, Grant: 86_400 },
    rotateRefreshToken: options.rotate ?? true,
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    findAccount: (_context, id, token) =>
      token !== undefined && 'iat' in token && Number(token.iat) < revoked.before
        ? undefined
        : { accountId: id, claims: () => ({ sub: id }) },
    async loadExistingGrant(context) {
      const { client, session, params } = context.oidc;
      if (client === undefined) return undefined;
      const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid offline_access read');
      for (const resource of [params?.['resource'] ?? DEFAULT_RESOURCE].flat()) grant.addResourceScope(String(resource), 'read');
      await grant.save();
      return grant;
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  });
  const open = async (): Promise<Provider> => {
    const provider = await makeProvider(issuer, configuration());
    provider.use(async (context, next) => {
      await next();
      if (context.path !== '/token') return;
      tokenRequests.push({ ...(context['oidc'] as { params?: Record<string, unknown> } | undefined)?.params });
      tokenAnswers.push({ ...(context.body as Record<string, unknown>) });
    });
    return provider;
  };
  let provider = await open();
  server.on('request', async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (!pathname.startsWith('/interaction/')) return void (await provider.callback()(request, response));
    const accountId = options.people === undefined ? 'alice' : searchParams.get('as');
    if (accountId === null) return void response.setHeader('content-type', 'text/html').end(whoPage(Object.keys(options.people ?? {})));
    await provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false });
  });

  return {
    issuer,
    authorizationUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    jwksUrl: `${issuer}/jwks`,
    configurationUrl: `${issuer}/.well-known/openid-configuration`,
    tokenRequests,
    tokenAnswers,
    async rollKeys() {
      provider = await open();
    },
    consent: (authorizationUrl, person = 'alice') => walk(authorizationUrl, issuer, person),
    revokeAll() {
      revoked.before = Number.POSITIVE_INFINITY;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const whoPage = (people: readonly string[]): string =>
  `<!doctype html><title>Sign in</title><h1>Who are you?</h1>${people.map((name) => `<a href="?as=${name}">${name}</a>`).join(' ')}`;

/** A new RSA key, private. */
function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' } as JWK;
}

/** Follows redirects with cookies as long as they stay at the server. */
async function walk(from: string, issuer: string, person: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = new URL(from);
  for (let step = 0; step < 10; step++) {
    if (url.origin !== issuer) return url;
    if (url.pathname.startsWith('/interaction/')) url.searchParams.set('as', person);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';')[0] ?? '').split('=');
      jar.set(name, value.join('='));
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the sign-in ends with status ${response.status} at ${url.pathname}`);
    url = new URL(location, url);
  }
  throw new Error('the sign-in does not end');
}

/** oidc-provider advises whoever deploys it, on its import and when made: that Node 20 is old, and the like. */
export async function makeProvider(issuer: string, configuration: Configuration): Promise<Provider> {
  const { warn, info } = console;
  Object.assign(console, { warn: () => undefined, info: () => undefined });
  try {
    return new (await import('oidc-provider')).Provider(issuer, configuration);
  } finally {
    Object.assign(console, { warn, info });
  }
}

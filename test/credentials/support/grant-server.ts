import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { ClientMetadata, default as Provider } from 'oidc-provider';
import type { TestAuthority } from '../../support/certificates.ts';
import { makeProvider } from '../../support/oauth-server.ts';
import { testKey } from './keys.ts';

/** A real authorization server (oidc-provider) over TLS that knows every way of a client to prove itself, and exchanges tokens. */
export interface GrantServer {
  readonly issuer: string;
  readonly tokenUrl: string;
  /** A token of the server for `subject`, as a caller brings it. */
  callerToken(subject: string, seconds?: number): Promise<string>;
  /** The parameters of each token request, as they came. */
  readonly requests: Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export async function startGrantServer(authority: TestAuthority, clients: readonly ClientMetadata[]): Promise<GrantServer> {
  const own = authority.issue('server');
  const server = createServer({
    cert: own.certificate,
    key: own.key,
    ca: authority.certificate,
    requestCert: true,
    rejectUnauthorized: false,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const requests: Record<string, unknown>[] = [];
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const signing = { ...(await exportJWK(privateKey)), kid: 's1', alg: 'RS256', use: 'sig' };

  const provider = await makeProvider(issuer, {
    clients: [...clients],
    jwks: { keys: [signing] },
    scopes: ['read'],
    ttl: { ClientCredentials: 600 },
    cookies: { keys: ['a key for tests'] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth', 'none'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      mTLS: {
        enabled: true,
        tlsClientAuth: true,
        getCertificate: (context) => {
          const { raw } = (context.req.socket as TLSSocket).getPeerCertificate();
          return raw === undefined ? undefined : `-----BEGIN CERTIFICATE-----\n${raw.toString('base64')}\n-----END CERTIFICATE-----`;
        },
        certificateAuthorized: (context) => (context.req.socket as TLSSocket).authorized,
        certificateSubjectMatches: (context, property, expected) =>
          property === 'tls_client_auth_subject_dn' &&
          `CN=${[(context.req.socket as TLSSocket).getPeerCertificate().subject.CN].flat()[0]}` === expected,
      },
    },
  });
  registerExchange(provider, issuer, publicKey);
  registerBearer(provider, `${issuer}/token`);
  provider.use(async (context, next) => {
    await next();
    if (context.path === '/token') requests.push({ ...(context['oidc'] as { params?: Record<string, unknown> } | undefined)?.params });
  });
  server.on('request', provider.callback());
  return {
    issuer,
    tokenUrl: `${issuer}/token`,
    requests,
    callerToken: (subject, seconds = 600) =>
      new SignJWT({ aud: 'fedpass' })
        .setProtectedHeader({ alg: 'RS256', kid: 's1' })
        .setIssuer(issuer)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
        .sign(privateKey),
    close: () => close(server),
  };
}

type Key = Awaited<ReturnType<typeof generateKeyPair>>['publicKey'];

/** RFC 8693, for JWTs of its own: the answer's token names subject and actor. */
function registerExchange(provider: Provider, issuer: string, publicKey: Key): void {
  const parameters = [
    'subject_token',
    'subject_token_type',
    'actor_token',
    'actor_token_type',
    'requested_token_type',
    'audience',
    'resource',
    'scope',
  ];
  provider.registerGrantType(
    EXCHANGE,
    async (context) => {
      const { client } = context.oidc;
      const params: Readonly<Record<string, unknown>> = { ...context.oidc.params };
      let subject: string;
      try {
        const { payload } = await jwtVerify(String(params['subject_token']), publicKey, { issuer, audience: 'fedpass' });
        subject = payload.sub ?? '';
      } catch {
        context.status = 400;
        context.body = { error: 'invalid_grant', error_description: `the token ${String(params['subject_token'])} is over` };
        return;
      }
      context.body = {
        access_token: Buffer.from(JSON.stringify([client?.clientId, subject, params['audience'], params['actor_token']])).toString(
          'base64url',
        ),
        issued_token_type: params['requested_token_type'] ?? 'urn:ietf:params:oauth:token-type:access_token',
        token_type: 'Bearer',
        expires_in: 300,
        refresh_token: 'nobody-keeps-it',
      };
    },
    parameters,
    [],
  );
}

/** RFC 7523 §2.1, for assertions of the test's key. */
function registerBearer(provider: Provider, audience: string): void {
  const used = new Set<string>();
  provider.registerGrantType(
    BEARER,
    async (context) => {
      try {
        const assertion = String(context.oidc.params?.['assertion']);
        const { payload } = await jwtVerify(assertion, testKey.publicKey, { audience, requiredClaims: ['iss', 'sub', 'exp', 'jti'] });
        if (used.has(payload.jti ?? '')) throw new Error('replay');
        used.add(payload.jti ?? '');
        context.body = { access_token: `for-${payload.sub}`, token_type: 'Bearer', expires_in: 300 };
      } catch {
        context.status = 400;
        context.body = { error: 'invalid_grant', error_description: 'the assertion is not valid' };
      }
    },
    ['assertion', 'scope'],
    [],
  );
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

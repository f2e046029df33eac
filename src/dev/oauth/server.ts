import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { close, listen, loopback } from '../listen.ts';
import { type OAuthSettings, oauthConfiguration } from './configuration.ts';
import { makeProvider } from './load-provider.ts';
import { homePage } from './pages/home.ts';
import { people } from './people.ts';
import { personToken } from './person-token.ts';
import { sendPage, signIn } from './sign-in.ts';
import { TokenRequestCounter } from './token-requests.ts';

/** The demo's OAuth 2.0 server, running. */
export interface OAuthServer {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly jwksUrl: string;
  /** `GET` it for {@link TokenRequests}. */
  readonly statsUrl: string;
  /** `GET` one of them for a token of that person for the gateway. */
  readonly tokens: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A server that has its port but does not answer yet: addresses must be known before what they point to can be made. */
export interface PendingOAuthServer {
  readonly issuer: string;
  start(settings: OAuthSettings, onError: (message: string) => void): Promise<OAuthServer>;
  close(): Promise<void>;
}

/** Takes a port for the OAuth server; `0` any free one. Rejects with DevRefusal. */
export async function openOAuthServer(port: number): Promise<PendingOAuthServer> {
  const server = createServer();
  const issuer = `http://${loopback}:${await listen(server, port)}`;
  return { issuer, start: (settings, onError) => start(server, issuer, settings, onError), close: () => close(server) };
}

async function start(server: Server, issuer: string, settings: OAuthSettings, onError: (message: string) => void): Promise<OAuthServer> {
  const provider = await makeProvider(issuer, oauthConfiguration(settings));
  const counter = new TokenRequestCounter();
  provider.use(counter.middleware);
  provider.on('server_error', (_context, error) => onError(error.message));
  const oauth = provider.callback();
  const host = new URL(issuer).host;
  server.on('request', (request, response) => {
    // A page of another site must not reach this server through a host name of its own that leads to loopback.
    if (request.headers.host !== host) return void response.writeHead(421).end();
    answer({ provider, counter, oauth, settings }, request, response).catch((error: unknown) => {
      onError(error instanceof Error ? error.message : String(error));
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return {
    issuer,
    authorizationUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    jwksUrl: `${issuer}/jwks`,
    statsUrl: `${issuer}/dev/stats`,
    tokens: Object.fromEntries(people.map(({ id }) => [id, `${issuer}/dev/token/${id}`])),
    close: () => close(server),
  };
}

interface Room {
  readonly provider: Provider;
  readonly counter: TokenRequestCounter;
  readonly oauth: ReturnType<Provider['callback']>;
  readonly settings: OAuthSettings;
}

async function answer({ provider, counter, oauth, settings }: Room, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', provider.issuer);
  if (request.method === 'GET' && pathname === '/') return sendPage(response, 200, homePage(provider.issuer));
  if (request.method === 'GET' && pathname === '/dev/stats') {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(counter.read()));
    return;
  }
  const person = people.find(({ id }) => pathname === `/dev/token/${id}`);
  if (request.method === 'GET' && person !== undefined) {
    const token = await personToken(provider.issuer, settings.secrets.signingKey, person);
    response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(token);
    return;
  }
  if (/^\/sign-in\/[\w-]+$/.test(pathname)) return signIn(provider, request, response);
  await oauth(request, response);
}

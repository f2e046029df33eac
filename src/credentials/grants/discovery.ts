import { createHash } from 'node:crypto';
import type { Clock } from '../../runtime/ports/clock.ts';
import { isEndpointUrl } from '../providers/endpoint-url.ts';
import type { Route } from './route.ts';
import { type TokenTransport, TransportError } from './transport.ts';

/** What is used of the metadata of an issuer (RFC 8414 §2). */
export interface ServerMetadata {
  readonly issuer: string;
  readonly authorization: string | undefined;
  readonly token: string;
  /** For clients that show a certificate (RFC 8705 §5). */
  readonly mutualTlsToken: string | undefined;
  readonly revocation: string | undefined;
  /** Whether answers to consents name the issuer (RFC 9207 §3). */
  readonly namesIssuer: boolean;
  /** Whether it takes PKCE with S256; true when it does not say. */
  readonly takesPkce: boolean;
}

/** The metadata cannot be had or must not be believed. The message says which and why, and holds no secret. */
export class DiscoveryError extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'DiscoveryError';
  }
}

/** Finds the endpoints of issuers. */
export interface Discovery {
  /** Rejects with {@link DiscoveryError}. `timeoutMs`: for all of it. */
  metadata(issuer: string, route: Route | undefined, timeoutMs: number): Promise<ServerMetadata>;
}

/** Milliseconds that metadata is believed, and how long it is still used when it cannot be read anew. */
const FRESH_MS = 3_600_000;
const STALE_MS = 86_400_000;
/** Milliseconds after a failure until it is tried again. */
const PAUSE_MS = 5_000;
const MOST_TIME_MS = 5_000;

interface Entry {
  known: { readonly metadata: ServerMetadata; readonly at: number } | undefined;
  failed: { readonly error: DiscoveryError; readonly at: number } | undefined;
  flight: Promise<ServerMetadata> | undefined;
}

/** Reads metadata once an hour, and once for all who wait for it. A server that is away is not asked again by every request. */
export function createDiscovery(transport: TokenTransport, clock: Clock): Discovery {
  const entries = new Map<string, Entry>();

  return {
    metadata(issuer, route, timeoutMs) {
      // Another certificate authority or proxy may lead to another server.
      const way = JSON.stringify([issuer, route?.proxy?.reveal(), route?.certificateAuthority]);
      const key = createHash('sha256').update(way).digest('base64url');
      const entry = entries.get(key) ?? { known: undefined, failed: undefined, flight: undefined };
      entries.set(key, entry);
      const { known, failed } = entry;
      if (known !== undefined && clock.elapsed() - known.at < FRESH_MS) return Promise.resolve(known.metadata);
      if (failed !== undefined && clock.elapsed() - failed.at < PAUSE_MS) return fallBack(entry, failed.error);
      entry.flight ??= refresh(entry, issuer, route, Math.min(timeoutMs, MOST_TIME_MS)).finally(() => {
        entry.flight = undefined;
      });
      return entry.flight;
    },
  };

  async function refresh(entry: Entry, issuer: string, route: Route | undefined, timeoutMs: number): Promise<ServerMetadata> {
    try {
      const metadata = await discover(transport, issuer, route, timeoutMs);
      entry.known = { metadata, at: clock.elapsed() };
      entry.failed = undefined;
      return metadata;
    } catch (error) {
      if (!(error instanceof DiscoveryError)) throw error;
      entry.failed = { error, at: clock.elapsed() };
      return fallBack(entry, error);
    }
  }

  function fallBack({ known }: Entry, error: DiscoveryError): Promise<ServerMetadata> {
    return known !== undefined && clock.elapsed() - known.at < STALE_MS ? Promise.resolve(known.metadata) : Promise.reject(error);
  }
}

/** OpenID Connect Discovery 1.0 §4 appends to the issuer, RFC 8414 §3.1 puts in front of its path. */
function addresses(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, `${origin}/.well-known/oauth-authorization-server${path}`];
}

async function discover(transport: TokenTransport, issuer: string, route: Route | undefined, timeoutMs: number): Promise<ServerMetadata> {
  const begun = performance.now();
  let status = 0;
  for (const url of addresses(issuer)) {
    const left = Math.max(1, timeoutMs - (performance.now() - begun));
    const answer = await get(transport, url, route, left);
    status = answer.status;
    if (status === 200) return read(issuer, answer.body);
    // Another status tells of a server in trouble, not of one that has no such page.
    if (status !== 404 && status !== 400 && status !== 405) break;
  }
  throw new DiscoveryError(`the metadata of \`${issuer}\` cannot be read (status ${status})`);
}

async function get(
  transport: TokenTransport,
  url: string,
  route: Route | undefined,
  timeoutMs: number,
): Promise<{ status: number; body: string }> {
  try {
    return await transport({
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      timeoutMs,
      ...(route === undefined ? {} : { route }),
    });
  } catch (error) {
    const reason = error instanceof TransportError ? error.reason : 'broken';
    throw new DiscoveryError(`the metadata at \`${url}\` cannot be read (${reason})`);
  }
}

function read(issuer: string, body: string): ServerMetadata {
  const values = parse(issuer, body);
  // Both standards, §4.3 and §3.3: otherwise anyone could pose as this issuer.
  if (values['issuer'] !== issuer) throw new DiscoveryError(`the metadata of \`${issuer}\` is of another issuer`);
  const url = (name: string, from: Readonly<Record<string, unknown>> = values): string | undefined => {
    const value = from[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && isTrusted(value, issuer)) return value;
    throw new DiscoveryError(`\`${name}\` in the metadata of \`${issuer}\` is no https URL`);
  };
  const token = url('token_endpoint');
  if (token === undefined) throw new DiscoveryError(`the metadata of \`${issuer}\` has no \`token_endpoint\``);
  const aliases = values['mtls_endpoint_aliases'];
  const methods = values['code_challenge_methods_supported'];
  return {
    issuer,
    authorization: url('authorization_endpoint'),
    token,
    mutualTlsToken: isObject(aliases) ? url('token_endpoint', aliases) : undefined,
    revocation: url('revocation_endpoint'),
    namesIssuer: values['authorization_response_iss_parameter_supported'] === true,
    takesPkce: !Array.isArray(methods) || methods.includes('S256'),
  };
}

/** Plain http only from an issuer that is itself on this machine. */
const isTrusted = (url: string, issuer: string): boolean =>
  issuer.startsWith('http:') ? isEndpointUrl(url, 'anywhere') : url.startsWith('https:') && isEndpointUrl(url, 'loopback');

function parse(issuer: string, body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new DiscoveryError(`the metadata of \`${issuer}\` is no JSON object`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

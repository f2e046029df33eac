import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { type TokenTransport, TransportError } from '../grants/transport.ts';
import { isEndpointUrl } from '../providers/endpoint-url.ts';

/** The keys or the metadata of an issuer cannot be had: nothing is known about the token. */
export class IssuerUnavailable extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'IssuerUnavailable';
  }
}

const TIMEOUT_MS = 5_000;

/** The signing keys behind a URL; kept for 10 minutes, and fetched anew for an unknown key id, twice a minute at most. */
export function keysAt(url: string, transport: TokenTransport): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: async (at, { headers }) => {
      const { status, body } = await get(transport, at, Object.fromEntries(headers));
      return new Response(body, { status });
    },
  });
  return keys;
}

/** Where an OIDC issuer says its keys are (OpenID Connect Discovery 1.0 §4). */
export async function discoverKeysUrl(issuer: string, transport: TokenTransport): Promise<string> {
  const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { body } = await get(transport, at, { accept: 'application/json' });
  const metadata = parse(body);
  const keys = metadata['jwks_uri'];
  // §4.3: otherwise anyone could pose as this issuer.
  if (metadata['issuer'] !== issuer) throw new IssuerUnavailable(`the metadata of \`${issuer}\` is of another issuer`);
  if (typeof keys !== 'string' || !isEndpointUrl(keys, 'loopback'))
    throw new IssuerUnavailable(`the metadata of \`${issuer}\` has no usable \`jwks_uri\``);
  return keys;
}

async function get(transport: TokenTransport, url: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  try {
    const answer = await transport({ method: 'GET', url, headers, timeoutMs: TIMEOUT_MS });
    if (answer.status !== 200) throw new IssuerUnavailable(`\`${url}\` answered with status ${answer.status}`);
    return answer;
  } catch (error) {
    if (error instanceof TransportError) throw new IssuerUnavailable(`\`${url}\` cannot be reached (${error.reason})`);
    throw error;
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

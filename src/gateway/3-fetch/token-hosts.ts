import type { Token } from '../../runtime/ports/credential-source.ts';
import { type HeaderList, type Send, SendFailure } from '../../runtime/ports/send.ts';

/** Tokens that may go to some hosts only, with the connection that each is of. */
export type BoundTokens = ReadonlyMap<Token, { readonly provider: string; readonly connection: string }>;

/** A request as it would go out. */
export interface Parcel {
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | null;
}

/**
 * Refuses a request that carries a token to a host that its provider does not name. Nothing is searched as long as all tokens may go
 * there. Throws SendFailure, which names the connection and the host.
 */
export function holdTokens(tokens: BoundTokens, parcel: Parcel): void {
  for (const [{ hosts = [], accessToken }, { provider, connection }] of tokens) {
    const host = hostOf(parcel.url);
    if (hosts.some((allowed) => admits(allowed, host)) || !carries(parcel, accessToken.reveal())) continue;
    throw new SendFailure(
      'refused',
      `the token of \`${provider}/${connection}\` may go to ${hosts.map((one) => `\`${one}\``).join(', ')} only, and not to \`${host}\`; if it should, name that host in \`tokenHosts\` of the provider`,
    );
  }
}

/** The same for what policies send by themselves. */
export const holding =
  (tokens: BoundTokens, send: Send): Send =>
  async (request) => {
    holdTokens(tokens, request);
    return send(request);
  };

/** What is no URL is refused later, and by then nothing has left. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

const admits = (allowed: string, host: string): boolean => (allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed);

function carries({ url, headers, body }: Parcel, secret: string): boolean {
  if (secret === '') return false;
  if (headers.some(([, value]) => value.includes(secret)) || url.includes(secret) || url.includes(encodeURIComponent(secret))) return true;
  return typeof body === 'string' ? body.includes(secret) : body !== null && Buffer.from(body).includes(secret);
}

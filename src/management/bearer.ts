import type { TokenPrincipal } from '../credentials/access/principal.ts';
import type { VerifyToken } from '../credentials/access/verify-token.ts';
import { Secret } from '../runtime/ports/credential-source.ts';

/** Who shows a bearer token; or why nobody is let in, for the operator's log. */
export type Bearer =
  | { readonly kind: 'principal'; readonly principal: TokenPrincipal }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unavailable'; readonly why: string };

/** Verifies the token of an `Authorization: Bearer` header (RFC 6750 §2.1). Tokens in addresses and bodies do not count. */
export async function readBearer(header: string | undefined, verify: VerifyToken): Promise<Bearer> {
  const [, token] = /^bearer +([\w\-.~+/]+=*)$/i.exec(header ?? '') ?? [];
  if (token === undefined) return { kind: 'none' };
  const verified = await verify(new Secret(token));
  return verified.kind === 'principal' ? { kind: 'principal', principal: verified.principal } : verified;
}

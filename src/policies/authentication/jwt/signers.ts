import type { Jwt } from '../../../runtime/context/tokens.ts';
import type { Exchange } from '../../../runtime/exchange.ts';
import type { OpenIdMetadata, PublishedKey } from '../../../runtime/ports/signing-keys.ts';
import { type JwtKey, publishedKey } from './keys.ts';

/** Those whose signatures count. */
export interface Signers {
  /** Keys that the document itself holds. */
  readonly own: readonly JwtKey[];
  /** Addresses of OpenID configurations. */
  readonly published: readonly string[];
}

/** The keys that may have signed a token, and the issuers that published them. */
export interface Found {
  readonly signers: Signers;
  readonly keys: readonly JwtKey[];
  readonly metadata: readonly OpenIdMetadata[];
  /** Why some configuration could not be had; then a token that does not verify is not known to be wrong. */
  readonly failure: { readonly error: unknown } | undefined;
}

/** Asks for the keys of a token. `unknownKey`: those that were had before did not verify it. */
export async function findKeys(signers: Signers, token: Jwt, x: Exchange, unknownKey: boolean): Promise<Found> {
  const { own, published } = signers;
  if (published.length === 0) return { signers, keys: own, metadata: [], failure: undefined };
  const asked = await Promise.allSettled(published.map((url) => x.ports.signingKeys.openId(url, { unknownKey, signal: x.signal })));
  const metadata = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failed = asked.find((answer) => answer.status === 'rejected');
  // Whoever published an issuer's name signs for it; nobody else's published key does.
  const ofIssuer = metadata.filter(({ issuer }) => isIssuedBy(token, issuer));
  const signing = ofIssuer.length > 0 ? ofIssuer : metadata;
  return {
    signers,
    keys: [...own, ...signing.flatMap(({ keys }) => keys.flatMap(boundKey))],
    metadata,
    failure: failed === undefined ? undefined : { error: failed.reason },
  };
}

/**
 * Whether the token names this issuer. Microsoft Entra publishes one name for all directories, `…/{tenantid}/…`, which stands for the
 * directory that the token's `tid` names.
 */
export function isIssuedBy(token: Jwt, issuer: string): boolean {
  const named = token.text('iss');
  if (!issuer.includes(tenantHole)) return named === issuer;
  const tenant = token.text('tid');
  return tenant !== null && guid.test(tenant) && named === issuer.replaceAll(tenantHole, tenant);
}

const tenantHole = '{tenantid}';
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function boundKey(jwk: PublishedKey): readonly JwtKey[] {
  const key = publishedKey(jwk);
  return key === undefined ? [] : [{ ...key, signsFor: (token) => signsFor(jwk, token) }];
}

/**
 * Keys of Microsoft Entra may be bound to an issuer, and then sign for that one only. The name is that of version 2.0; tokens of version
 * 1.0 are signed with the same keys and name the same directory in another way.
 */
function signsFor(key: PublishedKey, token: Jwt): boolean {
  const bound = key['issuer'];
  if (typeof bound !== 'string' || !entraIssuer.test(bound) || isIssuedBy(token, bound)) return true;
  const tenant = token.text('tid') ?? '';
  return token.text('iss') === `https://sts.windows.net/${tenant}/` && bound.replaceAll(tenantHole, tenant).endsWith(`/${tenant}/v2.0`);
}

const entraIssuer = /^https:\/\/login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)\/[^/]+\/v2\.0$/;

import { Secret } from '../../runtime/ports/credential-source.ts';
import { digestOf } from '../connections/renewal-tools.ts';
import { type ConnectionId, linkRecord } from '../store/keys.ts';
import { type ConsentTools, LINK_MS, type LinkBody, subjectOf } from './consent-tools.ts';
import { ownConnectPage } from './offer.ts';
import type { LinkProof } from './proof.ts';

export type ConsentLink =
  /** It connects the connection once, for whom it was made. Its token is a secret. */
  | { readonly kind: 'link'; readonly url: Secret; readonly validUntil: number }
  | { readonly kind: 'unknown-connection' }
  /** It belongs to a user, who connects it on this page of ours. */
  | { readonly kind: 'owner-only'; readonly page: string }
  /** Nobody consents to client credentials. */
  | { readonly kind: 'no-consent-needed' };

/** Makes a link that connects one connection once, within a day. Rejects with StoreError. */
export async function createConsentLink(tools: ConsentTools, wanted: ConnectionId, proof: LinkProof): Promise<ConsentLink> {
  const target = await tools.findNow(wanted);
  if (target === undefined) return { kind: 'unknown-connection' };
  if (target.grantType !== 'authorizationCode') return { kind: 'no-consent-needed' };
  // Only its owner connects it, and he proves who he is by signing in.
  if (target.settings.owner !== undefined) return { kind: 'owner-only', page: ownConnectPage(tools.connectUri, target.id.provider) };
  const { records, random, clock } = tools.renewal;
  const token = Buffer.from(random.bytes(32)).toString('base64url');
  const body: LinkBody = { ...subjectOf(target), proof };
  await records.swap(linkRecord(digestOf(token)), 0, JSON.stringify(body), { ttlMs: LINK_MS });
  const url = new URL(tools.connectUri);
  url.searchParams.set('link', token);
  return { kind: 'link', url: new Secret(url.href), validUntil: clock.now() + LINK_MS };
}

import { generateRandomCodeVerifier } from 'oauth4webapi';
import { Secret } from '../../runtime/ports/credential-source.ts';
import { digestOf } from '../connections/renewal-tools.ts';
import type { Target } from '../connections/target.ts';
import { authorizationUrl } from '../grants/authorization-code.ts';
import { scopesIn } from '../grants/scope.ts';
import { type ConnectionId, consentRecord, linkRecord } from '../store/keys.ts';
import { askingClient } from './asking-client.ts';
import { CONSENT_MS, type ConsentBody, type ConsentTools, type LinkBody, stillMeant, subjectOf } from './consent-tools.ts';
import { findServers } from './find-servers.ts';
import type { LinkProof } from './proof.ts';

export type ConsentStart =
  /**
   * Send the browser to `location`, and give it `browser` as a cookie (HttpOnly, SameSite=Lax, Secure unless on loopback, `maxAgeMs`):
   * the callback counts only from the browser that has it.
   */
  | { readonly kind: 'redirect'; readonly id: ConnectionId; readonly location: Secret; readonly browser: Secret; readonly maxAgeMs: number }
  /** Never given out, over, or used up. */
  | { readonly kind: 'unknown-link' }
  | { readonly kind: 'unknown-connection' }
  /** Where people consent cannot be found out now; `detail` is for the operator. */
  | { readonly kind: 'provider-unavailable'; readonly id: ConnectionId; readonly detail: string };

/** Begins a consent when the connect page is opened. Every opening has a state and a verifier of its own. Rejects with StoreError. */
export async function startConsent(tools: ConsentTools, linkToken: string): Promise<ConsentStart> {
  const { records } = tools.renewal;
  const link = digestOf(linkToken);
  const { value } = await records.read(linkRecord(link));
  if (value === undefined) return { kind: 'unknown-link' };
  const { proof, ...subject } = JSON.parse(value) as LinkBody;
  const target = stillMeant(await tools.findNow(subject.id), subject);
  if (target === undefined) return { kind: 'unknown-connection' };
  return beginConsent(tools, target, proof, link);
}

/** Sends the browser to the provider. */
export async function beginConsent(
  tools: ConsentTools,
  target: Target,
  proof: LinkProof,
  link: string | undefined,
): Promise<Extract<ConsentStart, { kind: 'redirect' | 'provider-unavailable' }>> {
  const { records, random } = tools.renewal;
  const at = await findServers(tools, target);
  if ('detail' in at) return { kind: 'provider-unavailable', id: target.id, ...at };
  const unguessable = (): string => Buffer.from(random.bytes(32)).toString('base64url');
  const state = unguessable();
  const browser = unguessable();
  const verifier = at.pkce ? generateRandomCodeVerifier() : undefined;
  const redirectUri = tools.redirectUri(target.id.provider);
  const client = await askingClient(tools.renewal, target);
  const location = await authorizationUrl({ ...at, client }, { state, redirectUri, verifier });
  if (location === undefined)
    return { kind: 'provider-unavailable', id: target.id, detail: 'the metadata of its issuer names no authorization endpoint' };
  const scopes = scopesIn(client.scope);
  const asked = { verifier, redirectUri, ...(scopes === undefined ? {} : { scopes }) };
  const body: ConsentBody = { ...subjectOf(target), ...asked, proof, link, browser: digestOf(browser) };
  await records.swap(consentRecord(digestOf(state)), 0, JSON.stringify(body), { ttlMs: CONSENT_MS });
  return { kind: 'redirect', id: target.id, location: new Secret(location), browser: new Secret(browser), maxAgeMs: CONSENT_MS };
}

import { Secret } from '../../runtime/ports/credential-source.ts';
import { describeFailure, failureOf } from '../connections/failure.ts';
import { callTools, digestOf } from '../connections/renewal-tools.ts';
import type { Target } from '../connections/target.ts';
import { exchangeCode } from '../grants/authorization-code.ts';
import type { GrantedToken } from '../grants/outcome.ts';
import { type ConnectionId, consentRecord, linkRecord } from '../store/keys.ts';
import { accountOf } from './account.ts';
import { type ConsentBody, type ConsentTools, PENDING_MS, stillMeant } from './consent-tools.ts';
import { findServers } from './find-servers.ts';
import { keepPending } from './pending.ts';
import { readCallback } from './read-callback.ts';
import { type Saved, saveConsent } from './save-consent.ts';

/** What the provider's redirect brought. */
export interface ConsentArrival {
  readonly parameters: URLSearchParams;
  /** The cookie that the connect page set. */
  readonly browser: string | undefined;
  /** Whose redirect URI was called, where each provider has one of its own. */
  readonly provider?: string;
}

/** How a consent ended. Nothing in it is secret; `detail` is for the operator. */
export type ConsentFinish =
  | Saved
  /** Our page asks whether this account is the right one, and sends `code` to say so; `browser` becomes the cookie of that page. */
  | {
      readonly kind: 'confirm';
      readonly id: ConnectionId;
      readonly account: string | undefined;
      readonly code: Secret;
      readonly maxAgeMs: number;
    }
  /** The tokens wait; send the browser there, with the code that confirms them. */
  | { readonly kind: 'return'; readonly id: ConnectionId; readonly location: Secret }
  /** Over (10 minutes), used, or never begun here. */
  | { readonly kind: 'unknown-state' }
  /** Begun in another browser than it was finished in. */
  | { readonly kind: 'other-browser'; readonly id: ConnectionId }
  /** The person or the provider said no; `code` is an error code of OAuth. */
  | { readonly kind: 'denied'; readonly id: ConnectionId; readonly code: string }
  /** Another server answered than was asked (RFC 9207, RFC 9700 §4.4). */
  | { readonly kind: 'wrong-issuer'; readonly id: ConnectionId }
  | { readonly kind: 'bad-callback'; readonly id: ConnectionId }
  | { readonly kind: 'link-used'; readonly id: ConnectionId }
  | { readonly kind: 'no-token'; readonly id: ConnectionId; readonly detail: string };

/**
 * Finishes a consent with what the provider's redirect brought. The state is taken before anything else happens: of two replicas racing
 * one callback, or of a replay, one wins. Rejects with StoreError or VaultError.
 */
export async function finishConsent(tools: ConsentTools, { parameters, browser, provider }: ConsentArrival): Promise<ConsentFinish> {
  const { records } = tools.renewal;
  const [state, ...more] = parameters.getAll('state');
  if (state === undefined || more.length > 0) return { kind: 'unknown-state' };
  const { value } = await records.take(consentRecord(digestOf(state)));
  if (value === undefined) return { kind: 'unknown-state' };
  const begun = JSON.parse(value) as ConsentBody;
  const target = stillMeant(await tools.findNow(begun.id), begun);
  if (target === undefined) return { kind: 'unknown-connection' };
  const { id } = target;
  if (browser === undefined || digestOf(browser) !== begun.browser) return { kind: 'other-browser', id };
  if (provider !== undefined && provider.toLowerCase() !== id.provider.toLowerCase()) return { kind: 'wrong-issuer', id };
  const at = await findServers(tools, target);
  if ('detail' in at) return { kind: 'no-token', id, ...at };
  const answer = readCallback(at, parameters, state);
  if (answer.kind !== 'code') return { ...answer, id };
  if (begun.link !== undefined && (await records.take(linkRecord(begun.link))).value === undefined) return { kind: 'link-used', id };
  const outcome = await exchangeCode(callTools(tools.renewal), target.client, {
    code: answer.code,
    redirectUri: begun.redirectUri,
    verifier: begun.verifier,
  });
  if (outcome.kind !== 'token') return { kind: 'no-token', id, detail: describeFailure(failureOf(outcome, target.secretOf), id) };
  return proved(tools, target, begun, { ...outcome.token, scopes: outcome.token.scopes ?? begun.scopes });
}

/** Connects at once where the browser has proved whose it is; else the tokens wait. */
async function proved(tools: ConsentTools, target: Target, { proof, browser }: ConsentBody, token: GrantedToken): Promise<ConsentFinish> {
  if (proof.kind === 'sign-in') return saveConsent(tools, target, token);
  const code = await keepPending(tools, target, { proof, browser, token });
  const { id } = target;
  if (proof.kind === 'page') return { kind: 'confirm', id, account: accountOf(token.claims), code: new Secret(code), maxAgeMs: PENDING_MS };
  const location = new URL(proof.returnTo);
  location.searchParams.set('code', code);
  return { kind: 'return', id, location: new Secret(location.href) };
}

import { validateAuthResponse } from 'oauth4webapi';
import { readConnection, swapConnection } from '../connections/connection-records.ts';
import { describeFailure, failureOf } from '../connections/failure.ts';
import { grantFromToken } from '../connections/grant-from-token.ts';
import { newId } from '../connections/new-id.ts';
import { callTools, digestOf } from '../connections/renewal-tools.ts';
import { readyRecord } from '../connections/settle.ts';
import type { Target } from '../connections/target.ts';
import { exchangeCode } from '../grants/authorization-code.ts';
import { type LocatedClient, serverAt } from '../grants/locate.ts';
import type { GrantedToken } from '../grants/outcome.ts';
import { type ConnectionId, consentRecord, linkRecord } from '../store/keys.ts';
import { StoreError } from '../store/store.ts';
import type { ConsentBody, ConsentTools } from './consent-tools.ts';
import { findServers } from './find-servers.ts';

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
  | { readonly kind: 'connected'; readonly id: ConnectionId }
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
  | { readonly kind: 'unknown-connection' }
  | { readonly kind: 'no-token'; readonly id: ConnectionId; readonly detail: string }
  /** The tokens are in memory, and saved as soon as the store is back. */
  | { readonly kind: 'not-saved-yet'; readonly id: ConnectionId };

/**
 * Finishes a consent with what the provider's redirect brought. The state is taken before anything else happens: of two replicas racing
 * one callback, or of a replay, one wins. Rejects with StoreError or VaultError while nothing has been lost yet.
 */
export async function finishConsent(tools: ConsentTools, { parameters, browser, provider }: ConsentArrival): Promise<ConsentFinish> {
  const { records } = tools.renewal;
  const [state, ...more] = parameters.getAll('state');
  if (state === undefined || more.length > 0) return { kind: 'unknown-state' };
  const { value } = await records.take(consentRecord(digestOf(state)));
  if (value === undefined) return { kind: 'unknown-state' };
  const begun = JSON.parse(value) as ConsentBody;
  const target = tools.find(begun.id);
  if (target === undefined || target.grantType !== 'authorizationCode') return { kind: 'unknown-connection' };
  const { id } = target;
  if (browser === undefined || digestOf(browser) !== begun.browser) return { kind: 'other-browser', id };
  if (provider !== undefined && provider.toLowerCase() !== id.provider.toLowerCase()) return { kind: 'wrong-issuer', id };
  const at = await findServers(tools, target);
  if ('detail' in at) return { kind: 'no-token', id, ...at };
  const answer = readCallback(at, parameters, state);
  if (answer.kind !== 'code') return { ...answer, id };
  if ((await records.take(linkRecord(begun.link))).value === undefined) return { kind: 'link-used', id };
  const outcome = await exchangeCode(callTools(tools.renewal), target.client, {
    code: answer.code,
    redirectUri: begun.redirectUri,
    verifier: begun.verifier,
  });
  if (outcome.kind !== 'token') return { kind: 'no-token', id, detail: describeFailure(failureOf(outcome, target.secretOf), id) };
  return save(tools, target, outcome.token);
}

type CallbackAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'denied'; readonly code: string }
  | { readonly kind: 'wrong-issuer' }
  | { readonly kind: 'bad-callback' };

function readCallback(at: LocatedClient, parameters: URLSearchParams, state: string): CallbackAnswer {
  const { issuer } = at.endpoints;
  const given = new URLSearchParams(parameters);
  const said = given.getAll('iss');
  // Where nobody told us the issuer there is nothing to compare with.
  if (issuer === undefined) given.delete('iss');
  else if (said.some((iss) => iss !== issuer.id) || (issuer.sent === 'always' && said.length === 0)) return { kind: 'wrong-issuer' };
  const errors = given.getAll('error');
  const [error] = errors;
  if (errors.length === 1 && error !== undefined && /^[\w.-]{1,64}$/.test(error)) return { kind: 'denied', code: error };
  try {
    const callback = validateAuthResponse(serverAt(at, 'token'), { client_id: at.client.clientId }, given, state);
    const [code = '', ...more] = callback.getAll('code');
    return code !== '' && more.length === 0 ? { kind: 'code', code } : { kind: 'bad-callback' };
  } catch {
    return { kind: 'bad-callback' };
  }
}

/** Replaces whatever state the connection was in: a new consent begins a new lineage. */
async function save(tools: ConsentTools, target: Target, token: GrantedToken): Promise<ConsentFinish> {
  const { records, random, unsaved } = tools.renewal;
  const { id } = target;
  const savedBy = newId(random);
  const lineage = newId(random);
  const put = async (): Promise<void> => {
    for (;;) {
      const { record, version } = await readConnection(records, id);
      const { state } = record;
      if (state.phase === 'ready' && state.grant.savedBy === savedBy) return;
      const generation = record.generation + 1;
      const grant = grantFromToken(token, target.client, { generation, lineage, savedBy, refreshToken: undefined });
      const swap = await swapConnection(records, id, version, { ...readyRecord(record, grant), consentEpoch: record.consentEpoch + 1 });
      if (swap.kind === 'done') return;
    }
  };
  try {
    await put();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    unsaved.keep(id, put);
    return { kind: 'not-saved-yet', id };
  }
  tools.connected(id);
  return { kind: 'connected', id };
}

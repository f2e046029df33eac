import { validateAuthResponse } from 'oauth4webapi';
import { type LocatedClient, serverAt } from '../grants/locate.ts';

export type CallbackAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'denied'; readonly code: string }
  | { readonly kind: 'wrong-issuer' }
  | { readonly kind: 'bad-callback' };

/** What the parameters of a redirect say, its state being right (RFC 6749 §4.1.2, RFC 9207 §2.4). */
export function readCallback(at: LocatedClient, parameters: URLSearchParams, state: string): CallbackAnswer {
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

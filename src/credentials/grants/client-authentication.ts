import type { ClientAuth } from 'oauth4webapi';
import type { Secret } from '../../runtime/ports/credential-source.ts';
import type { EffectiveParameters } from '../providers/parameters.ts';
import type { ProviderDefinition } from '../providers/provider.ts';
import { type Signer, signJwt } from './sign-jwt.ts';
import { signerOf } from './signer.ts';

/** How a client proves who it is to the token endpoint. */
export type ClientAuthentication =
  /** A public client: it only says who it is. */
  | { readonly kind: 'none' }
  | { readonly kind: 'client_secret_post' | 'client_secret_basic'; readonly secret: Secret }
  /** RFC 7523 §2.2. `audience`: of the assertion. */
  | { readonly kind: 'private_key_jwt'; readonly signer: Signer; readonly audience: 'token-endpoint' | 'issuer' | { readonly is: string } }
  /** RFC 8705 §2.1: the certificate is shown while connecting. */
  | { readonly kind: 'tls_client_auth' };

/** An empty secret, or a key that is not there, is none: a public client. */
export function clientAuthentication(definition: ProviderDefinition, parameters: EffectiveParameters): ClientAuthentication {
  const method = parameters.read('clientAuthentication') ?? definition.clientAuthentication[0] ?? 'none';
  switch (method) {
    case 'private_key_jwt': {
      const signer = signerOf(parameters);
      const audience = parameters.read('jwtAudience');
      if (signer === undefined) return { kind: 'none' };
      return { kind: method, signer, audience: audience === undefined ? definition.clientAssertionAudience : { is: audience } };
    }
    case 'client_secret_post':
    case 'client_secret_basic': {
      const secret = parameters.secret('clientSecret');
      return secret === undefined || secret.reveal() === '' ? { kind: 'none' } : { kind: method, secret };
    }
    case 'tls_client_auth':
      return { kind: method };
    default:
      return { kind: 'none' };
  }
}

/** What an assertion needs to know of the moment. */
export interface AssertionMoment {
  /** Wall time, milliseconds. */
  readonly now: number;
  /** Unguessable, for `jti`. */
  readonly id: string;
  readonly tokenEndpoint: string;
  readonly issuer: string | undefined;
}

/** Seconds that a client assertion lives: enough for clocks that differ, too little to be of use elsewhere. */
const ASSERTION_LIFE_S = 60;

/** The same for oauth4webapi. */
export function prove(authentication: ClientAuthentication, moment: AssertionMoment): ClientAuth {
  switch (authentication.kind) {
    case 'none':
    case 'tls_client_auth':
      return (_server, client, body) => body.set('client_id', client.client_id);
    case 'client_secret_post':
      return (_server, client, body) => {
        body.set('client_id', client.client_id);
        body.set('client_secret', authentication.secret.reveal());
      };
    case 'client_secret_basic':
      return (_server, client, _body, headers) =>
        headers.set('authorization', `Basic ${basicCredentials(client.client_id, authentication.secret)}`);
    case 'private_key_jwt':
      return async (_server, client, body) => {
        const claims = { iss: client.client_id, sub: client.client_id, aud: audienceOf(authentication.audience, moment), jti: moment.id };
        body.set('client_id', client.client_id);
        body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
        body.set('client_assertion', await signJwt(authentication.signer, claims, moment.now, ASSERTION_LIFE_S));
      };
  }
}

function audienceOf(audience: 'token-endpoint' | 'issuer' | { readonly is: string }, { tokenEndpoint, issuer }: AssertionMoment): string {
  if (typeof audience === 'object') return audience.is;
  return audience === 'issuer' ? (issuer ?? tokenEndpoint) : tokenEndpoint;
}

/**
 * RFC 6749 §2.3.1 with the form encoding of the URL standard. oauth4webapi's own also escapes `-`, `.` and `_`, which servers that
 * forget to decode then do not recognise.
 */
export const basicCredentials = (clientId: string, secret: Secret): string =>
  Buffer.from(`${formEncode(clientId)}:${formEncode(secret.reveal())}`).toString('base64');

export const formEncode = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

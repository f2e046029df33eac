import { decodeJwt, type JWTPayload } from 'jose';
import type { Secret } from '../../runtime/ports/credential-source.ts';

/** What a token says of a person beside who it is (OpenID Connect Core 1.0 §5.1). Null where it says nothing. */
export interface Profile {
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** All that a token says, once it has been verified. */
export const claimsOf = (verified: Secret): JWTPayload => decodeJwt(verified.reveal());

/** Reads the profile in the claims of a verified token. */
export function profileOf(claims: JWTPayload): Profile {
  const text = (name: string): string | null => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { email: text('email'), firstName: text('given_name'), lastName: text('family_name') };
}

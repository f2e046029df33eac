import { decodeJwt } from 'jose';
import type { Secret } from '../../runtime/ports/credential-source.ts';

/** What a token says of a person beside who it is (OpenID Connect Core 1.0 §5.1). Null where it says nothing. */
export interface Profile {
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** Reads the profile of a token that has been verified. */
export function profileOf(verified: Secret): Profile {
  const claims = decodeJwt(verified.reveal());
  const text = (name: string): string | null => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { email: text('email'), firstName: text('given_name'), lastName: text('family_name') };
}

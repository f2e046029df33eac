import { importJWK, type JWK, SignJWT } from 'jose';
import { gatewayAudience } from './applications.ts';
import type { OAuthSecrets } from './configuration.ts';
import type { DemoPerson } from './people.ts';

/** Seconds. */
const life = 3600;

/** A token that a person brings to the gateway, as the application of a company would get it by signing the person in (RFC 9068). */
export async function personToken(issuer: string, signingKey: OAuthSecrets['signingKey'], { id, name }: DemoPerson): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ name })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', ...(signingKey.kid === undefined ? {} : { kid: signingKey.kid }) })
    .setIssuer(issuer)
    .setAudience(gatewayAudience)
    .setSubject(id)
    .setIssuedAt(now)
    .setExpirationTime(now + life)
    .sign(await importJWK(signingKey as JWK, 'RS256'));
}

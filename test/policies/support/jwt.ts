import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, type JWK, SignJWT } from 'jose';
import { expect } from 'vitest';
import { bareServices } from '../../../src/gateway/services/bare-services.ts';
import type { Certificates } from '../../../src/runtime/ports/certificates.ts';
import { type OpenIdMetadata, type SigningKeys, SigningKeysUnavailable } from '../../../src/runtime/ports/signing-keys.ts';
import { clientCertificateOf, makeCertificate } from '../../support/certificate-maker.ts';
import type { Given } from '../../support/exchange.ts';
import { failureOf, type Ran } from './running.ts';

/** Seconds since 1970 by the clock of a recorded exchange, which stands still. */
export const now = Date.UTC(2024, 2, 15, 10, 20, 30) / 1_000;

export const secret = Buffer.from('not a real secret, but long enough');
export const secretText = secret.toString('base64');
export const otherSecret = Buffer.from('another secret that is no real one');
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const rogue = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const rsaJwk = await exportJWK(rsa.publicKey);

/** The configuration has it under the id `mine`. */
export const certificate = makeCertificate({ subject: [['CN', 'signing']], key: 'rsa' });
export const registry: Certificates = {
  ...bareServices({ now: () => 0, elapsed: () => 0 }).certificates,
  byId: (id) => (id === 'mine' ? clientCertificateOf(certificate) : undefined),
};

/** As they come, right or wrong; undefined ones are left out. */
export type Claims = Readonly<Record<string, unknown>>;
export const good: Claims = { iss: 'https://login.example', aud: 'fedpass', sub: 'ada', exp: now + 60 };

export const sign = (claims: Claims, header: Record<string, unknown>, key: KeyObject | Uint8Array): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);

/** Good claims and these, signed with the secret. */
export const signed = (claims: Claims = {}, header: Record<string, unknown> = {}): Promise<string> =>
  sign({ ...good, ...claims }, header, secret);

/** Good claims and these, signed with an RSA key. */
export const signedRs = (claims: Claims = {}, header: Record<string, unknown> = {}, key = rsa.privateKey): Promise<string> =>
  sign({ ...good, ...claims }, { alg: 'RS256', ...header }, key);

export const ownKey = `<issuer-signing-keys><key>${secretText}</key></issuer-signing-keys>`;
export const configuration = 'https://login.example/.well-known/openid-configuration';
export const openid = `<openid-config url="${configuration}" />`;

export const validateJwt = (inside: string, attributes = ''): string =>
  `<validate-jwt header-name="Authorization" ${attributes}>${inside}</validate-jwt>`;
export const bearing = (token: string, given: Given = {}): Given => ({ ...given, headers: { Authorization: `Bearer ${token}` } });

/** Providers by the address of their configuration; `rolled` is what a second look brings. */
export function providers(
  by: Readonly<Record<string, { readonly now: OpenIdMetadata; readonly rolled?: OpenIdMetadata } | Error>>,
): SigningKeys & { readonly asked: readonly (readonly [url: string, unknownKey: boolean])[] } {
  const asked: [string, boolean][] = [];
  return {
    asked,
    async openId(url, { unknownKey }) {
      asked.push([url, unknownKey]);
      const found = by[url] ?? new SigningKeysUnavailable(`\`${url}\` cannot be had: the host name does not exist`);
      if (found instanceof Error) throw found;
      return unknownKey ? (found.rolled ?? found.now) : found.now;
    },
  };
}

export const publishing = (...keys: readonly JWK[]): OpenIdMetadata => ({
  issuer: 'https://login.example',
  keys: keys.map((key) => ({ ...key })),
});
export const oneProvider = (...keys: readonly JWK[]): Given => ({
  services: { signingKeys: providers({ [configuration]: { now: publishing(...keys) } }) },
});

export function passed(ran: Ran): void {
  expect(ran.outcome.kind, JSON.stringify(failureOf(ran))).toBe('completed');
  expect(ran.forwarded()).toBe(1);
}

export function refused(ran: Ran, reason: string | null, status = 401, source = 'validate-jwt'): void {
  expect(failureOf(ran)).toMatchObject({ outcome: 'failed', source, reason, status });
  expect(ran.forwarded()).toBe(0);
}

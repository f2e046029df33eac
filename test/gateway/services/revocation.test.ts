import { describe, expect, it } from 'vitest';
import type { CertificateEntry } from '../../../src/config/config.ts';
import { SecretReader } from '../../../src/config/secret-reader.ts';
import { parseSecretText } from '../../../src/config/secret-text.ts';
import { openCertificates } from '../../../src/gateway/services/certificates.ts';
import { readRevocationLists } from '../../../src/gateway/services/revocation-list.ts';
import { clientCertificateOf, infoOf, makeCertificate, makeRevocationList } from '../../support/certificate-maker.ts';
import { memoryLog } from '../support/gateway.ts';

const authority = makeCertificate({
  subject: [
    ['O', 'Tests'],
    ['CN', 'authority'],
  ],
  isAuthority: true,
  key: 'rsa',
});
const namesake = makeCertificate({
  subject: [
    ['O', 'Tests'],
    ['CN', 'authority'],
  ],
  isAuthority: true,
});
const client = makeCertificate({
  subject: [
    ['C', 'NO'],
    ['O', 'Tests, Inc'],
    ['CN', 'client'],
  ],
  dnsNames: ['client.example', '*.example'],
  serial: 0xabcdef,
  issuer: authority,
});
const stranger = makeCertificate({ subject: [['CN', 'client']], issuer: namesake });
const hour = 3_600_000;
const later = new Date(Date.now() + hour);

/** A registry of the authority with these lists, and of one certificate with its key. */
function registry(lists: Uint8Array | undefined, now = Date.now()) {
  const files: Record<string, string | Uint8Array> = { '/ca.pem': authority.pem, '/me.pem': namesake.pem };
  files['/me.key'] = clientCertificateOf(namesake).key.reveal();
  if (lists !== undefined) files['/ca.crl'] = lists;
  const file = (path: string) => parseSecretText(`\${file:${path}}`);
  const entries: Record<string, CertificateEntry> = {
    ca: { kind: 'authority', authority: file('/ca.pem'), revocations: lists === undefined ? undefined : file('/ca.crl') },
    me: { kind: 'pem', certificate: file('/me.pem'), key: file('/me.key'), password: undefined },
  };
  const secrets = new SecretReader({
    env: {},
    folder: '/',
    files: { stamp: (path) => (path in files ? '1' : undefined), read: (path) => files[path] },
  });
  return openCertificates(entries, { secrets, clock: { now: () => now, elapsed: () => 0 }, log: memoryLog([]) });
}

const pem = (...lists: readonly Buffer[]): Buffer =>
  Buffer.from(lists.map((der) => `-----BEGIN X509 CRL-----\n${der.toString('base64')}\n-----END X509 CRL-----\n`).join(''));

describe('revocation', () => {
  it.each([
    ['no list', undefined, 'unknown'],
    ['an empty list', makeRevocationList(authority, [], { nextUpdate: later }), 'good'],
    ['a list of others', makeRevocationList(authority, [1, 0xabcdee], { nextUpdate: later }), 'good'],
    ['a list of it', makeRevocationList(authority, [1, 0xabcdef], { nextUpdate: later }), 'revoked'],
    ['a list without an end', makeRevocationList(authority, [0xabcdef]), 'revoked'],
    ['PEM', pem(makeRevocationList(authority, [0xabcdef], { nextUpdate: later })), 'revoked'],
    ['several in PEM', pem(makeRevocationList(namesake, [1]), makeRevocationList(authority, [0xabcdef])), 'revoked'],
    ['a list that is over', makeRevocationList(authority, [0xabcdef], { nextUpdate: new Date(Date.now() - hour) }), 'unknown'],
    ['a list of another authority of that name', makeRevocationList(namesake, [0xabcdef], { nextUpdate: later }), 'unknown'],
    ['a list in its name that another signed', makeRevocationList(authority, [], { nextUpdate: later, signer: namesake }), 'unknown'],
  ])('%s: %s', (_what, lists, expected) => {
    expect(registry(lists as Buffer | undefined).revocation(infoOf(client))).toBe(expected);
  });

  it('of a certificate that the authority did not sign is unknown', () => {
    expect(registry(makeRevocationList(authority, [], { nextUpdate: later })).revocation(infoOf(stranger))).toBe('unknown');
  });

  it.each([
    ['a partial list', makeRevocationList(authority, [], { critical: true }), 'indirect or partial'],
    ['no list at all', Buffer.from('hello'), 'damaged'],
    ['half a list', makeRevocationList(authority, []).subarray(0, 40), 'damaged'],
    ['a certificate', authority.der, 'damaged'],
  ])('%s is refused', (_what, bytes, message) => {
    expect(() => readRevocationLists(bytes)).toThrow(message);
    expect(() => registry(bytes)).toThrow(message);
  });
});

describe('issuers', () => {
  it('are those that signed, by name and signature, of either kind', () => {
    const certificates = registry(undefined);
    expect(certificates.issuersOf(infoOf(client)).map(({ id, info }) => [id, info.thumbprint])).toEqual([
      ['ca', infoOf(authority).thumbprint],
    ]);
    expect(certificates.issuersOf(infoOf(stranger)).map(({ id }) => id)).toEqual(['me']);
    expect(certificates.issuersOf({ ...infoOf(client), der: Buffer.from('no certificate') })).toEqual([]);
  });
});

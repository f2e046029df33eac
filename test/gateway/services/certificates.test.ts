import { X509Certificate } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { CertificateEntry } from '../../../src/config/config.ts';
import { SecretReader } from '../../../src/config/secret-reader.ts';
import { parseSecretText } from '../../../src/config/secret-text.ts';
import { certificateInfo } from '../../../src/gateway/services/certificate-info.ts';
import { openCertificates } from '../../../src/gateway/services/certificates.ts';
import type { Clock } from '../../../src/runtime/ports/clock.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { makeCertificates } from '../../support/client-certificates.ts';
import { type LogLine, memoryLog } from '../support/gateway.ts';

const made = makeCertificates();
afterAll(() => made?.remove());

/** A registry over files that a test changes. */
function registry(entries: Record<string, CertificateEntry>, files: Record<string, string | Uint8Array>, now = Date.now()) {
  const lines: LogLine[] = [];
  let elapsed = 0;
  const clock: Clock = { now: () => now, elapsed: () => elapsed };
  const stamps = new Map<string, number>();
  const secrets = new SecretReader({
    env: { PASSWORD: 'päss' },
    files: { stamp: (path) => (path in files ? String(stamps.get(path) ?? 0) : undefined), read: (path) => files[path] },
    folder: '/',
    clock,
  });
  return {
    certificates: openCertificates(entries, { secrets, clock, log: memoryLog(lines) }),
    lines,
    change(path: string, content: string | Uint8Array) {
      files[path] = content;
      stamps.set(path, (stamps.get(path) ?? 0) + 1);
      elapsed += 2_000;
    },
  };
}

const file = (path: string) => parseSecretText(`\${file:${path}}`);
const password = parseSecretText(`\${env.PASSWORD}`);
const pfx: CertificateEntry = { kind: 'pfx', pfx: file('/c.pfx'), password };
const pem: CertificateEntry = { kind: 'pem', certificate: file('/c.pem'), key: file('/c.key'), password: undefined };

describe.skipIf(made === undefined)('certificates', () => {
  if (made === undefined) return;
  const one = made.issue('one');
  const two = made.issue('two');
  const thumbprint = new X509Certificate(one.certificate).fingerprint;

  it.each([
    ['AES-256, as OpenSSL 3 writes it', []],
    ['AES-128 and SHA-512', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-192-CBC', '-macalg', 'sha512']],
    ['3DES and SHA-1, as Windows writes it', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['nothing but an integrity check', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
  ])('PKCS#12 with %s is opened', (_how, options) => {
    const { certificates } = registry({ c: pfx }, { '/c.pfx': made.pfx('one', 'päss', options) });
    const found = certificates.byId('c');
    expect(found?.info.subject).toBe('CN=one, O="Fedpass tests, Inc"');
    expect(found?.info.issuer).toBe('CN=authority, O=Fedpass tests');
    expect(found?.chain.trim()).toBe(one.certificate.trim());
    expect(found?.key.reveal()).toContain('BEGIN PRIVATE KEY');
    expect(String(found?.key)).toBe('[secret]');
  });

  it.each([
    ['with another password', () => made.pfx('one', 'other'), 'the password does not open the PKCS#12 file'],
    [
      'with RC2',
      () => made.pfx('one', 'päss', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES']),
      'encrypted with RC2',
    ],
    ['without integrity', () => made.pfx('one', 'päss', ['-nomac']), 'no integrity check'],
    ['that is cut off', () => made.pfx('one', 'päss').subarray(0, 500), 'no PKCS#12 file, or is damaged'],
    ['that is something else', () => Buffer.from('hello'), 'no PKCS#12 file, or is damaged'],
    ['without a key', () => made.pfx('one', 'päss', ['-nokeys']), 'no certificate together with its private key'],
  ])('PKCS#12 %s is refused in words', (_how, bytes, text) => {
    expect(() => registry({ c: pfx }, { '/c.pfx': bytes() })).toThrow(text);
  });

  it('never loops or crashes on damaged bytes', () => {
    const bytes = made.pfx('one', 'päss');
    const { certificates } = registry({}, {});
    for (let at = 0; at < bytes.length; at += 31) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      expect(() => certificates.fromPfx(damaged, new Secret('päss'))).toThrow(/PKCS#12|certificate|key/);
    }
  });

  it('are found by name and by thumbprint, however that is written', () => {
    const { certificates } = registry({ c: pem }, { '/c.pem': one.certificate, '/c.key': one.key });
    expect(certificates.byId('c')).toBe(certificates.byThumbprint(thumbprint));
    expect(certificates.byThumbprint(thumbprint.replaceAll(':', ' ').toLowerCase())).toBeDefined();
    expect(certificates.byId('d')).toBeUndefined();
    expect(certificates.byThumbprint('00')).toBeUndefined();
    expect(certificates.all()).toHaveLength(1);
  });

  it('take the issuers along that stand behind them, less the root', () => {
    const files = { '/c.pem': `${one.certificate}${two.certificate}${made.authority}`, '/c.key': one.key };
    expect(registry({ c: pem }, files).certificates.byId('c')?.chain.match(/BEGIN/g)).toHaveLength(1);
  });

  it.each([
    ['a key of another', { '/c.pem': one.certificate, '/c.key': two.key }, 'no certificate together with its private key'],
    ['no PEM', { '/c.pem': 'x', '/c.key': one.key }, 'the text holds no certificate'],
    ['no key', { '/c.pem': one.certificate, '/c.key': 'x' }, 'the private key cannot be read'],
    ['no file', { '/c.pem': one.certificate }, 'cannot be read'],
  ])('%s is refused in words', (_what, files, text) => {
    expect(() => registry({ c: pem }, files)).toThrow(text);
  });

  it('are read again when their files change, and stay when what is there is broken', () => {
    const { certificates, change, lines } = registry({ c: pfx }, { '/c.pfx': made.pfx('one', 'päss') });
    const first = certificates.byId('c');
    expect(certificates.byId('c')).toBe(first);
    change('/c.pfx', made.pfx('two', 'päss'));
    const second = certificates.byId('c');
    expect(second?.info.subject).toContain('CN=two');
    change('/c.pfx', Buffer.from('half a fi'));
    expect(certificates.byId('c')).toBe(second);
    expect(certificates.byId('c')).toBe(second);
    expect(lines.map(({ level }) => level)).toEqual(['info', 'error']);
    change('/c.pfx', made.pfx('one', 'päss'));
    expect(certificates.byId('c')?.info).toEqual(first?.info);
  });

  it('of an authority are trusted with what it signed, in time', () => {
    const entries: Record<string, CertificateEntry> = { ca: { kind: 'authority', revocations: undefined, authority: file('/ca.pem') } };
    const info = certificateInfo(new X509Certificate(one.certificate));
    const { certificates } = registry(entries, { '/ca.pem': made.authority });
    expect(certificates.isTrusted(info)).toBe(true);
    expect(certificates.all()).toEqual([]);
    expect(certificates.byId('ca')).toBeUndefined();
    // One that signs itself is no authority of ours, nor is one without the right to sign.
    expect(registry({}, {}).certificates.isTrusted(info)).toBe(false);
    expect(registry(entries, { '/ca.pem': two.certificate }).certificates.isTrusted(info)).toBe(false);
    expect(registry(entries, { '/ca.pem': made.authority }, Date.now() + 90 * 86_400_000).certificates.isTrusted(info)).toBe(false);
  });

  it('from expressions are opened once', () => {
    const { certificates } = registry({}, {});
    const bytes = made.pfx('one', 'päss');
    expect(certificates.fromPfx(bytes, new Secret('päss'))).toBe(certificates.fromPfx(Uint8Array.from(bytes), new Secret('päss')));
    expect(() => certificates.fromPfx(bytes, undefined)).toThrow('the password does not open');
  });
});

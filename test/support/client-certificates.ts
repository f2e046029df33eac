import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Certificates of a test run, made by OpenSSL: there is a fresh authority each time. */
export interface TestCertificates {
  readonly folder: string;
  /** The authority, PEM. */
  readonly authority: string;
  /** A pair that the authority signed: PEM of the certificate and of its key. */
  issue(name: string, options?: { readonly san?: string }): { readonly certificate: string; readonly key: string };
  /** A PKCS#12 container of a pair. `options` go to `openssl pkcs12 -export` as they are. */
  pfx(name: string, password: string, options?: readonly string[]): Buffer;
  remove(): void;
}

/** Undefined, with a visible word, when there is no `openssl` on the path; `REQUIRE_OPENSSL` makes that a failure. */
export function makeCertificates(): TestCertificates | undefined {
  if (!hasOpenssl()) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-certificates-'));
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/O=Fedpass tests/CN=authority');
  return {
    folder,
    authority: text('ca.pem'),
    issue(name, { san = 'IP:127.0.0.1' } = {}) {
      openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/O=Fedpass tests, Inc/CN=${name}`);
      writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${san}\nbasicConstraints=CA:FALSE\n`);
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        '30',
        '-extfile',
        `${name}.ext`,
        '-out',
        `${name}.pem`,
      );
      return { certificate: text(`${name}.pem`), key: text(`${name}.key`) };
    },
    pfx(name, password, options = []) {
      openssl(
        'pkcs12',
        '-export',
        '-in',
        `${name}.pem`,
        '-inkey',
        `${name}.key`,
        '-certfile',
        'ca.pem',
        '-out',
        `${name}.pfx`,
        '-passout',
        `pass:${password}`,
        ...options,
      );
      return readFileSync(join(folder, `${name}.pfx`));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env['REQUIRE_OPENSSL']) throw new Error('REQUIRE_OPENSSL is set, but openssl is not on the path');
    console.warn('no openssl on the path: the tests with certificates are SKIPPED');
    return false;
  }
}

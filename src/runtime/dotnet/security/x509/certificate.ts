import type { Host } from '../../../host.ts';
import type { RsaKey } from '../../../ports/crypto.ts';
import { equalTo, hashKey, type Structural } from '../../equals.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { netType } from '../../values.ts';
import { cryptographic } from '../failures.ts';
import { nameText } from './names.ts';
import { derOf, type ParsedCertificate, parseCertificate } from './parse.ts';
import { isPfx, readPfx } from './pkcs12.ts';

export const CERTIFICATE = runtimeType('System.Security.Cryptography.X509Certificates.X509Certificate2');

export const hexText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');

/** System.Security.Cryptography.X509Certificates.X509Certificate2. One made from nothing has no members that answer. */
export class X509Certificate2 implements Structural {
  #der: Uint8Array | undefined;
  #key: RsaKey | undefined;
  #parsed: ParsedCertificate | undefined;
  #disposed = false;
  /** Whether its chain was checked by who brought it here: the listener, for the certificate of a client. */
  readonly isTrusted: boolean;
  friendlyName = '';

  constructor(der: Uint8Array | undefined, options: { readonly key?: RsaKey | undefined; readonly isTrusted?: boolean } = {}) {
    this.#der = der;
    this.#key = options.key;
    this.isTrusted = options.isTrusted ?? false;
  }

  /** `new X509Certificate2(bytes, password)`: DER, PEM or PFX. */
  static read(host: Host, bytes: Uint8Array | null, password: string | null): X509Certificate2 {
    if (bytes === null || bytes.length === 0) return new X509Certificate2(undefined);
    host.budget.step(1 + (bytes.length >>> 4));
    host.budget.allocate(bytes.length);
    if (isPfx(bytes)) {
      const { certificate, key } = readPfx(host, bytes, password);
      return new X509Certificate2(certificate ?? cryptographic('The file holds no certificate.'), { key }).checked();
    }
    return new X509Certificate2(derOf(host.budget, bytes).slice()).checked();
  }

  /** Reads it at once, so that bytes that are no certificate fail where they come in. */
  private checked(): this {
    this.#parsed = parseCertificate(this.der);
    return this;
  }

  get [netType](): RuntimeType {
    return CERTIFICATE;
  }

  get isEmpty(): boolean {
    return this.#der === undefined;
  }

  get der(): Uint8Array {
    if (this.#disposed || this.#der === undefined) return cryptographic('m_safeCertContext is an invalid handle.');
    return this.#der;
  }

  get parsed(): ParsedCertificate {
    const { der } = this;
    this.#parsed ??= parseCertificate(der);
    return this.#parsed;
  }

  get key(): RsaKey | undefined {
    return this.#key;
  }

  get subject(): string {
    return nameText(this.parsed.subject);
  }

  get issuer(): string {
    return nameText(this.parsed.issuer);
  }

  get serialNumber(): string {
    return hexText(this.parsed.serialNumber);
  }

  thumbprint(host: Host): Uint8Array {
    host.budget.step(1 + (this.der.length >>> 6));
    return Uint8Array.from(host.crypto.digest('SHA1', this.der));
  }

  /** Whether now is between its dates and its chain was checked. There is no store of trusted roots here, so others do not count. */
  isValid(host: Host): boolean {
    const { notBefore, notAfter } = this.parsed;
    const now = host.clock.now();
    return this.isTrusted && now >= notBefore && now <= notAfter;
  }

  dispose(): void {
    this.#disposed = true;
    this.#key = undefined;
  }

  toString(): string {
    return CERTIFICATE.name;
  }

  /** .NET compares issuer and serial number. */
  [equalTo](other: unknown): boolean {
    if (!(other instanceof X509Certificate2)) return false;
    if (this.isEmpty || other.isEmpty) return this.isEmpty && other.isEmpty;
    return this.issuer === other.issuer && this.serialNumber === other.serialNumber;
  }

  [hashKey](): string {
    return this.isEmpty ? '' : `${this.issuer}#${this.serialNumber}`;
  }
}

import { createHash, X509Certificate } from 'node:crypto';
import type { CertificateEntry } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { SecretText } from '../../config/secret-text.ts';
import type { CertificateInfo, Certificates, ClientCertificate } from '../../runtime/ports/certificates.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { certificateInfo, plainThumbprint } from './certificate-info.ts';
import { CertificateError, fromPem, fromPkcs12, readCertificates } from './client-certificate.ts';
import { plainSerial, type RevocationList, readRevocationLists } from './revocation-list.ts';

interface Tools {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly log: Log;
}

/** What an entry of the configuration holds at the moment. */
type Held =
  | { readonly kind: 'client'; readonly certificate: ClientCertificate }
  | { readonly kind: 'authority'; readonly certificates: readonly X509Certificate[]; readonly lists: readonly RevocationList[] };

/** Certificates that expressions gave, opened; kept because opening one takes long by design. */
const mostOpened = 64;

/**
 * The certificates of a configuration. Their files are looked at again whenever one is asked for (the reader does so once a second at
 * most); what cannot be read then is logged, and the old certificate stays. Throws {@link CertificateError} with its
 * name when one cannot be read at first.
 */
export function openCertificates(entries: Readonly<Record<string, CertificateEntry>>, tools: Tools): Certificates {
  const registered = new Map(Object.entries(entries).map(([id, entry]) => [id, new Registered(id, entry, tools)]));
  const opened = new Map<string, ClientCertificate>();
  const held = (): readonly Held[] => [...registered.values()].map((each) => each.current());
  const clients = (): readonly ClientCertificate[] => held().flatMap((each) => (each.kind === 'client' ? [each.certificate] : []));
  return {
    all: clients,
    byId(id) {
      const found = registered.get(id)?.current();
      return found?.kind === 'client' ? found.certificate : undefined;
    },
    byThumbprint(thumbprint) {
      const wanted = plainThumbprint(thumbprint);
      return clients().find(({ info }) => info.thumbprint === wanted);
    },
    fromPfx(pfx, password) {
      const text = password?.reveal() ?? '';
      const key = createHash('sha256').update(pfx).update('\0').update(text).digest('base64');
      const certificate = opened.get(key) ?? fromPkcs12(pfx, text);
      opened.delete(key);
      opened.set(key, certificate);
      for (const oldest of opened.keys()) {
        if (opened.size <= mostOpened) break;
        opened.delete(oldest);
      }
      return certificate;
    },
    isTrusted: (certificate) =>
      isTrusted(
        certificate,
        held().flatMap((each) => (each.kind === 'authority' ? each.certificates : [])),
        tools.clock.now(),
      ),
    issuersOf: ({ der }) =>
      [...registered].flatMap(([id, each]) =>
        certificatesIn(each.current())
          .filter((issuer) => hasIssued(issuer, der))
          .map((issuer) => ({ id, info: certificateInfo(issuer) })),
      ),
    revocation: (certificate) =>
      revocation(
        certificate,
        held().flatMap((each) => (each.kind === 'authority' ? [each] : [])),
        tools.clock.now(),
      ),
  };
}

/** Every authority of the configuration is trusted by itself, so one of them must have signed. */
function isTrusted({ der }: Pick<CertificateInfo, 'der'>, authorities: readonly X509Certificate[], now: number): boolean {
  const inTime = (certificate: X509Certificate): boolean =>
    Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
  try {
    const certificate = new X509Certificate(der);
    return (
      inTime(certificate) &&
      authorities.some(
        (authority) => authority.ca && inTime(authority) && certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
      )
    );
  } catch {
    return false;
  }
}

const certificatesIn = (held: Held): readonly X509Certificate[] =>
  held.kind === 'authority' ? held.certificates : [new X509Certificate(Buffer.from(held.certificate.info.der))];

function hasIssued(issuer: X509Certificate, der: Uint8Array): boolean {
  try {
    const certificate = new X509Certificate(Buffer.from(der));
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/** By every list of the issuer that is in time; an older one may miss what a newer one has, and neither takes anything back. */
function revocation(
  { der, serialNumber }: Pick<CertificateInfo, 'der' | 'serialNumber'>,
  authorities: readonly Extract<Held, { kind: 'authority' }>[],
  now: number,
): 'good' | 'revoked' | 'unknown' {
  const lists = authorities.flatMap(({ lists: all, certificates }) => {
    const issuers = certificates.filter((issuer) => hasIssued(issuer, der));
    return all.filter((list) => (list.nextUpdate ?? Number.POSITIVE_INFINITY) > now && issuers.some((issuer) => list.isOf(issuer)));
  });
  if (lists.length === 0) return 'unknown';
  return lists.some(({ revoked }) => revoked.has(plainSerial(serialNumber))) ? 'revoked' : 'good';
}

/** One entry, read again when what it refers to has changed. */
class Registered {
  readonly #id: string;
  readonly #entry: CertificateEntry;
  readonly #tools: Tools;
  #seen: readonly Uint8Array[];
  #held: Held;
  /** Told already, so that one fault is one line in the log. */
  #problem = '';

  constructor(id: string, entry: CertificateEntry, tools: Tools) {
    this.#id = id;
    this.#entry = entry;
    this.#tools = tools;
    this.#seen = this.#inputs();
    this.#held = this.#read(this.#seen);
    if (this.#held.kind === 'client' && this.#held.certificate.info.notAfter < tools.clock.now())
      tools.log.warn({ certificate: id }, 'a configured certificate has expired');
  }

  current(): Held {
    try {
      const now = this.#inputs();
      if (now.every((bytes, index) => same(bytes, this.#seen[index]))) return this.#held;
      this.#seen = now;
      this.#held = this.#read(now);
      this.#problem = '';
      this.#tools.log.info({ certificate: this.#id }, 'a configured certificate has changed and is in use');
    } catch (error) {
      this.#tell(error instanceof Error ? error.message : String(error));
    }
    return this.#held;
  }

  #tell(problem: string): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#tools.log.error({ certificate: this.#id, problem }, 'a changed certificate cannot be used; the old one stays');
  }

  #inputs(): readonly Uint8Array[] {
    const entry = this.#entry;
    switch (entry.kind) {
      case 'pfx':
        return [this.#bytes(entry.pfx), this.#text(entry.password)];
      case 'pem':
        return [this.#text(entry.certificate), this.#text(entry.key), this.#text(entry.password)];
      case 'authority':
        return [this.#text(entry.authority), ...(entry.revocations === undefined ? [] : [this.#bytes(entry.revocations)])];
    }
  }

  #read(inputs: readonly Uint8Array[]): Held {
    const [first = empty, second = empty, third = empty] = inputs;
    try {
      switch (this.#entry.kind) {
        case 'pfx':
          return { kind: 'client', certificate: fromPkcs12(first, utf8(second)) };
        case 'pem':
          return { kind: 'client', certificate: fromPem(utf8(first), utf8(second), third.length === 0 ? undefined : utf8(third)) };
        case 'authority':
          return {
            kind: 'authority',
            certificates: readCertificates(utf8(first)),
            lists: inputs.length < 2 ? [] : readRevocationLists(second),
          };
      }
    } catch (error) {
      throw this.#error(error instanceof Error ? error.message : 'it cannot be read');
    }
  }

  #error(why: string): CertificateError {
    return new CertificateError(why, this.#id);
  }

  #bytes(text: SecretText): Uint8Array {
    const answer = this.#tools.secrets.bytes(text);
    if (answer.kind === 'found') return answer.bytes;
    throw this.#error(`${answer.name} ${answer.problem}`);
  }

  #text(text: SecretText | undefined): Uint8Array {
    if (text === undefined) return empty;
    const answer = this.#tools.secrets.read(text);
    if (answer.kind === 'found') return Buffer.from(answer.secret.reveal(), 'utf8');
    throw this.#error(`${answer.name} ${answer.problem}`);
  }
}

const empty = new Uint8Array(0);

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

const same = (a: Uint8Array, b: Uint8Array | undefined): boolean => a === b || (b !== undefined && Buffer.compare(a, b) === 0);

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate authority for tests: certificates of its own making, on P-256, so that nothing that expires lies in the repository. */
export interface TestAuthority {
  /** PEM. */
  readonly certificate: string;
  /** A certificate for `name` and 127.0.0.1 with its key, both PEM. */
  issue(name: string): { readonly certificate: string; readonly key: string };
}

export function testAuthority(name = 'test authority'): TestAuthority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = make({ subject: name, issuer: name, publicKey: own.publicKey, signer: own.privateKey, authority: true });
  return {
    certificate,
    issue(subject) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return {
        certificate: make({ subject, issuer: name, publicKey, signer: own.privateKey, authority: false }),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

/** DER (X.690): tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const truth = der(0x01, Buffer.from([0xff]));
const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
/** `CN=name` */
const distinguished = (name: string): Buffer => sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))));
const time = (at: Date): Buffer => der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+/g, '')}`));

interface Wanted {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly authority: boolean;
}

/** RFC 5280 §4.1, version 3. */
function make({ subject, issuer, publicKey, signer, authority }: Wanted): string {
  const basicConstraints = sequence(oid(0x55, 0x1d, 0x13), truth, der(0x04, sequence(...(authority ? [truth] : []))));
  const names = sequence(der(0x82, Buffer.from(subject.replace(/\W+/g, '-'))), der(0x87, Buffer.from([127, 0, 0, 1])));
  const subjectAlternativeName = sequence(oid(0x55, 0x1d, 0x11), der(0x04, names));
  const day = 86_400_000;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1 + Math.floor(Math.random() * 120), ...Buffer.from(subject).subarray(0, 8)])),
    ecdsaWithSha256,
    distinguished(issuer),
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    distinguished(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(basicConstraints, subjectAlternativeName)),
  );
  const signature = sign('sha256', body, signer);
  const certificate = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  return `-----BEGIN CERTIFICATE-----\n${(certificate.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}

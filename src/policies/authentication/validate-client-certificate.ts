import { message } from '../../diagnostics/message.ts';
import { DerReader, tags } from '../../runtime/dotnet/security/asn1.ts';
import { hexText, type X509Certificate2 } from '../../runtime/dotnet/security/x509/certificate.ts';
import { nameParts } from '../../runtime/dotnet/security/x509/names.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import { decodeUtf8 } from '../../runtime/utf8.ts';
import { type Args, bool, definePolicy, idAttribute, literal, many, one, text } from '../define.ts';
import { sameName } from './distinguished-name.ts';

const issuerForms = message(
  'validate-client-certificate/issuer',
  'error',
  '`issuer-certificate-id` stands beside `{other}`',
  'name the issuer in one way: by its certificate, or by what is in it',
);
const emptyIdentity = message(
  'validate-client-certificate/identity',
  'warning',
  'the identity asks for nothing, so every certificate is one of it',
  'name at least one of its attributes, or leave <identities> out',
);
const tooMany = message('validate-client-certificate/identities', 'error', 'there are {count} identities, and 10 are the most', 'keep ten');
const withoutEffect = message(
  'validate-client-certificate/ignored',
  'warning',
  'with ignore-error="true" every request passes, whatever its certificate',
  'leave the attribute out',
);

/** Attributes are compared where they are given. */
const identity = {
  attributes: {
    thumbprint: text({ docs: 'SHA-1 of the certificate, hexadecimal. Spaces and colons count for nothing.' }),
    'serial-number': text({ docs: 'Its serial number, hexadecimal.' }),
    'common-name': text({ docs: 'The CN of its subject.' }),
    subject: text({ docs: 'Its subject: `CN=client, O="Contoso, Inc", C=US`, in either direction.' }),
    'dns-name': text({ docs: 'A DNS name of its subject alternative name.' }),
    'issuer-subject': text({ docs: 'The subject of its issuer.' }),
    'issuer-thumbprint': text({ docs: 'The thumbprint of its issuer, which must be one of the certificates in `fedpass.yaml`.' }),
    'issuer-certificate-id': text({ names: 'certificate', docs: 'The id of its issuer among the certificates in `fedpass.yaml`.' }),
  },
} as const;

const policy = definePolicy({
  name: 'validate-client-certificate',
  summary: 'Lets only requests pass whose client certificate is valid, and one of some.',
  docs: `The certificate must be in time, trusted and not revoked, as far as each is asked for, and be one of the identities, if there are any: an identity fits when all of its attributes do. Names are compared as RFC 5280 says, without regard to case and repeated spaces.

Trusted is what an \`authority\` of \`certificates\` in \`fedpass.yaml\` signed. Revocation lists are not fetched: \`revocations\` beside the authority says where they are put. Where there is none that is in time nobody knows, and the certificate does not pass, so without lists write \`validate-revocation="false"\`. The answer to a request that does not pass is 403.`,
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    order: 'sequence',
    attributes: {
      'validate-revocation': bool({ fallback: true, expression: false, docs: 'Whether a revoked certificate does not pass.' }),
      'validate-trust': bool({ fallback: true, expression: false, docs: 'Whether a trusted authority must have signed it.' }),
      'validate-not-before': bool({ fallback: true, expression: false, docs: 'Whether it must be valid already.' }),
      'validate-not-after': bool({ fallback: true, expression: false, docs: 'Whether it must be valid still.' }),
      'ignore-error': bool({ fallback: false, expression: false, docs: 'Whether a request passes all the same.' }),
      id: idAttribute,
    },
    children: {
      identities: one(
        { children: { identity: many(identity, 'What a certificate must be.', { min: 1 }) } },
        'Which certificates pass. Without it, all that are valid.',
      ),
    },
  },
  messages: { issuerForms, emptyIdentity, tooMany, withoutEffect },
  check(element, report) {
    if (literal(element, 'ignore-error')?.trim().toLowerCase() === 'true')
      report(withoutEffect, element.attributes.get('ignore-error')?.nameSpan ?? element.span, {});
    const identities = element.children.flatMap(({ children }) => children).filter(({ name }) => name === 'identity');
    const eleventh = identities[10];
    if (eleventh !== undefined) report(tooMany, eleventh.nameSpan, { count: identities.length });
    for (const { attributes, nameSpan } of identities) {
      if (attributes.size === 0) report(emptyIdentity, nameSpan, {});
      for (const other of ['issuer-subject', 'issuer-thumbprint'])
        if (attributes.has('issuer-certificate-id') && attributes.has(other))
          report(issuerForms, attributes.get(other)?.nameSpan ?? nameSpan, { other });
    }
  },
  examples: [
    {
      title: 'A request without a certificate',
      xml: '<validate-client-certificate validate-revocation="false"><identities><identity common-name="reporting" issuer-certificate-id="company-ca" /></identities></validate-client-certificate>',
      expect: {
        outcome: 'failed',
        forwarded: false,
        response: { status: 403, body: '{"statusCode":403,"message":"The client certificate is missing."}' },
      },
    },
  ],
});
export default policy;

/** Reference: validate-client-certificate. Throws PolicyFailure with status 403. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const problem = problemOf(x, args);
  if (problem !== undefined && !args.ignoreError) throw new PolicyFailure(policy.name, null, 403, `The client certificate ${problem}.`);
}

function problemOf(x: Exchange, args: Args<typeof policy>): string | undefined {
  const { certificate } = x.context.request;
  if (certificate === null) return 'is missing';
  const now = x.context.host.clock.now();
  const { notBefore, notAfter } = certificate.parsed;
  if (args.validateNotBefore && now < notBefore) return 'is not valid yet';
  if (args.validateNotAfter && now > notAfter) return 'has expired';
  if (args.validateTrust && !x.ports.certificates.isTrusted(certificate)) return 'is not trusted';
  if (args.validateRevocation) {
    const revocation = x.ports.certificates.revocation(certificate);
    if (revocation === 'revoked') return 'is revoked';
    if (revocation === 'unknown') return 'may be revoked: there is no list of its issuer that is in time';
  }
  const identities = args.identities?.identity ?? [];
  return identities.length === 0 || identities.some((one) => isOne(x, certificate, one)) ? undefined : 'is not allowed';
}

type Identity = NonNullable<Args<typeof policy>['identities']>['identity'][number];

function isOne(x: Exchange, certificate: X509Certificate2, wanted: Identity): boolean {
  const { subject, issuer, serialNumber } = certificate;
  const issuers = () => x.ports.certificates.issuersOf(certificate);
  return (
    fits(wanted.thumbprint, (value) => hex(value) === hexText(certificate.thumbprint(x.context.host))) &&
    fits(wanted.serialNumber, (value) => number(value) === number(serialNumber)) &&
    fits(wanted.commonName, (value) => same(value, commonName(certificate))) &&
    fits(wanted.subject, (value) => sameName(value, subject)) &&
    fits(wanted.dnsName, (value) => dnsNames(certificate).some((name) => same(value, name))) &&
    fits(wanted.issuerSubject, (value) => sameName(value, issuer)) &&
    fits(wanted.issuerThumbprint, (value) => issuers().some(({ info }) => hex(info.thumbprint) === hex(value))) &&
    fits(wanted.issuerCertificateId, (value) => issuers().some(({ id }) => id === value.trim()))
  );
}

/** The most specific CN: the last one in the certificate, the first one in .NET's text. */
const commonName = ({ parsed }: X509Certificate2): string | undefined =>
  nameParts(parsed.subject).findLast(({ oid }) => oid === '2.5.4.3')?.value;

/** RFC 5280 §4.2.1.6: the alternative names with the tag 2. */
function dnsNames({ parsed }: X509Certificate2): readonly string[] {
  const extension = parsed.extensions.find(({ oid }) => oid === '2.5.29.17');
  if (extension === undefined) return [];
  const names = [...new DerReader(extension.value).inside(tags.sequence).rest()];
  return names.filter(({ tag }) => tag === 0x82).map(({ contents }) => decodeUtf8(contents));
}

const same = (wanted: string, found: string | undefined): boolean => wanted.trim().toLowerCase() === found?.toLowerCase();

const fits = (wanted: string | undefined, test: (value: string) => boolean): boolean => wanted === undefined || test(wanted);

/** What people copy from a viewer has colons, spaces, and now and then an invisible mark. */
const hex = (value: string): string => value.replace(/[^0-9a-f]/gi, '').toUpperCase();
const number = (value: string): string => hex(value).replace(/^0+(?=.)/, '');

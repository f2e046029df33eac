import { describe, expect, it } from 'vitest';
import { bareServices } from '../../../src/gateway/services/bare-services.ts';
import { sameName } from '../../../src/policies/authentication/distinguished-name.ts';
import { X509Certificate2 } from '../../../src/runtime/dotnet/security/x509/certificate.ts';
import type { Certificates } from '../../../src/runtime/ports/certificates.ts';
import { type CertificateWish, infoOf, makeCertificate } from '../../support/certificate-maker.ts';
import type { Given } from '../../support/exchange.ts';
import { failureOf, findings, run } from '../support/running.ts';

const now = Date.UTC(2024, 2, 15, 10, 20, 30);
const ca = makeCertificate({
  subject: [
    ['O', 'Contoso'],
    ['CN', 'Contoso CA'],
  ],
  isAuthority: true,
});
const wish: CertificateWish = {
  subject: [
    ['C', 'NO'],
    ['O', 'Contoso, Inc'],
    ['CN', 'client'],
  ],
  serial: 0x0abc12,
  notBefore: new Date(now - 1_000),
  notAfter: new Date(now + 1_000),
  dnsNames: ['client.example', '*.contoso.example'],
  issuer: ca,
};
const made = makeCertificate(wish);
const { thumbprint } = infoOf(made);
const issuerThumbprint = infoOf(ca).thumbprint;
const spaced = (hex: string, by: string): string => (hex.match(/../g) ?? []).join(by).toLowerCase();

function given(certificate: Partial<CertificateWish> | undefined, port: Partial<Certificates> = {}): Given {
  const certificates: Certificates = {
    ...bareServices({ now: () => 0, elapsed: () => 0 }).certificates,
    isTrusted: () => true,
    revocation: () => 'good',
    issuersOf: () => [{ id: 'company-ca', info: infoOf(ca) }],
    ...port,
  };
  const shown = certificate === undefined || Object.keys(certificate).length === 0 ? made : makeCertificate({ ...wish, ...certificate });
  return { services: { certificates }, ...(certificate === undefined ? {} : { certificate: new X509Certificate2(shown.der) }) };
}
const policy = (attributes = '', ...identities: readonly string[]): string =>
  `<validate-client-certificate ${attributes}>${identities.length === 0 ? '' : `<identities>${identities.map((one) => `<identity ${one} />`).join('')}</identities>`}</validate-client-certificate>`;

describe('validate-client-certificate', () => {
  it.each<[string, string, Partial<CertificateWish> | undefined, Partial<Certificates>, string | undefined]>([
    ['a good one', '', {}, {}, undefined],
    ['none', '', undefined, {}, 'The client certificate is missing.'],
    ['not valid yet', '', { notBefore: new Date(now + 1_000) }, {}, 'The client certificate is not valid yet.'],
    ['not valid yet, allowed', 'validate-not-before="false"', { notBefore: new Date(now + 1_000) }, {}, undefined],
    ['expired', '', { notAfter: new Date(now - 1_000) }, {}, 'The client certificate has expired.'],
    ['expired, allowed', 'validate-not-after="false"', { notAfter: new Date(now - 1_000) }, {}, undefined],
    ['not trusted', '', {}, { isTrusted: () => false }, 'The client certificate is not trusted.'],
    ['not trusted, allowed', 'validate-trust="false"', {}, { isTrusted: () => false }, undefined],
    ['revoked', '', {}, { revocation: () => 'revoked' }, 'The client certificate is revoked.'],
    [
      'not known whether revoked',
      '',
      {},
      { revocation: () => 'unknown' },
      'The client certificate may be revoked: there is no list of its issuer that is in time.',
    ],
    ['revoked, allowed', 'validate-revocation="false"', {}, { revocation: () => 'revoked' }, undefined],
  ])('%s', async (_what, attributes, certificate, port, message) => {
    const ran = await run(policy(attributes), given(certificate, port));
    if (message === undefined) expect(ran.outcome.kind).toBe('completed');
    else {
      expect(failureOf(ran)).toEqual({
        outcome: 'failed',
        source: 'validate-client-certificate',
        reason: null,
        message,
        status: 403,
        told: message,
      });
      expect(ran.forwarded()).toBe(0);
    }
  });

  it.each<[string, boolean]>([
    [`thumbprint="${spaced(thumbprint, ':')}"`, true],
    ['thumbprint="A1B2"', false],
    ['thumbprint=""', false],
    ['serial-number="abc12"', true],
    ['serial-number="00 0a bc 12"', true],
    ['serial-number="ABC1"', false],
    ['common-name="Client"', true],
    ['common-name="Contoso, Inc"', false],
    ['subject="CN=client, O=&quot;Contoso, Inc&quot;, C=NO"', true],
    ['subject="C=NO,O=Contoso\\, Inc,CN=client"', true],
    ['subject="CN=client"', false],
    ['subject="client"', false],
    ['dns-name="CLIENT.example"', true],
    ['dns-name="*.contoso.example"', true],
    ['dns-name="a.contoso.example"', false],
    ['issuer-subject="O=Contoso, CN=Contoso CA"', true],
    ['issuer-subject="CN=Contoso CA"', false],
    [`issuer-thumbprint="${spaced(issuerThumbprint, ' ')}"`, true],
    ['issuer-thumbprint="00"', false],
    ['issuer-certificate-id="company-ca"', true],
    ['issuer-certificate-id="other"', false],
    ['common-name="client" issuer-certificate-id="company-ca" dns-name="client.example"', true],
    ['common-name="client" issuer-certificate-id="other"', false],
    ['common-name="@(&quot;cli&quot; + &quot;ent&quot;)"', true],
  ])('%s: %s', async (identity, allowed) => {
    const ran = await run(policy('', identity), given({}));
    if (allowed) expect(ran.outcome.kind, JSON.stringify(failureOf(ran))).toBe('completed');
    else expect(failureOf(ran)).toMatchObject({ status: 403, message: 'The client certificate is not allowed.' });
  });

  it('needs one of the identities', async () => {
    expect((await run(policy('', 'common-name="a"', 'common-name="client"'), given({}))).outcome.kind).toBe('completed');
    expect((await run(policy('', 'common-name="a"', 'common-name="b"'), given({}))).outcome.kind).toBe('failed');
  });

  it('lets pass what it is told to ignore', async () => {
    const ran = await run(policy('ignore-error="true"', 'common-name="a"'), given(undefined));
    expect([ran.outcome.kind, ran.forwarded()]).toEqual(['completed', 1]);
  });

  it.each<[string, readonly string[]]>([
    [policy('ignore-error="true"'), ['warning validate-client-certificate/ignored "ignore-error"']],
    [policy('validate-trust="@(true)"'), ['error attribute/expression "@(true)"']],
    [policy('validate-trust="yes"'), ['error value/type "yes"']],
    [policy('', ''), ['warning validate-client-certificate/identity "identity"']],
    [policy('', 'issuer-certificate-id="a" issuer-subject="b"'), ['error validate-client-certificate/issuer "issuer-subject"']],
    [policy('', 'issuer-certificate-id="a" issuer-thumbprint="b"'), ['error validate-client-certificate/issuer "issuer-thumbprint"']],
    [
      policy('', ...Array.from({ length: 11 }, (_, i) => `common-name="${i}"`)),
      ['error validate-client-certificate/identities "identity"'],
    ],
    ['<validate-client-certificate><identities /></validate-client-certificate>', ['error element/missing "identities"']],
    [policy('', 'name="a"'), ['error attribute/unknown "name"']],
  ])('finds what is wrong in %s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });
});

describe('distinguished names', () => {
  it.each<[string, string, boolean]>([
    ['CN=a', 'cn = A', true],
    ['CN=a, O=b', 'O=b, CN=a', true],
    ['CN=a, OU=x, OU=y', 'CN=a, OU=y, OU=x', false],
    ['CN=a  b', 'CN="a b"', true],
    ['ST=x', 'S=x', true],
    ['E=x', 'EMAILADDRESS=x', true],
    ['CN="a ""b"""', 'CN=a \\"b\\"', true],
    ['2.5.4.3=a', '2.5.4.3=A', true],
    ['CN=a+O=b', 'CN=a, O=b', true],
    ['CN=a', 'CN=a, O=b', false],
    ['', '', false],
    ['CN', 'CN', false],
    ['CN="a', 'CN="a', false],
    ['CN=a=b', 'CN=a=b', true],
    [`CN=${'a'.repeat(50_000)}`, `CN=${'"'.repeat(50_000)}`, false],
  ])('%.40s and %.40s: %s', (a, b, same) => {
    expect(sameName(a, b)).toBe(same);
  });
});

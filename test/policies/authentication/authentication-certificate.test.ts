import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/gateway/platform/clock.ts';
import { bareServices } from '../../../src/gateway/services/bare-services.ts';
import type { Certificates, ClientCertificate } from '../../../src/runtime/ports/certificates.ts';
import { type Secret, Secret as SecretText } from '../../../src/runtime/ports/credential-source.ts';
import { found, ran } from '../support/run.ts';

const named = (name: string): ClientCertificate => ({ chain: name, key: new SecretText(name) }) as ClientCertificate;
const partner = named('partner');
const opened: { bytes: number[]; password: string | undefined }[] = [];

const certificates: Certificates = {
  ...bareServices(systemClock).certificates,
  byId: (id) => (id === 'partner' ? partner : undefined),
  byThumbprint: (thumbprint) => (thumbprint === 'AA:BB' ? partner : undefined),
  fromPfx: (pfx: Uint8Array, password: Secret | undefined) => {
    opened.push({ bytes: [...pfx], password: password?.reveal() });
    if (password?.reveal() === 'wrong') throw new Error('the password does not open the PKCS#12 file');
    return named('opened');
  },
};

const certificate = (attributes: string) => ran(`<authentication-certificate ${attributes} />`, { services: { certificates } });

describe('authentication-certificate', () => {
  it.each([
    ['certificate-id="partner"', 'partner'],
    ['certificate-id="@(&quot;part&quot; + &quot;ner&quot;)"', 'partner'],
    ['thumbprint="AA:BB"', 'partner'],
    ['body="@(new byte[] { 1, 2 })" password="p"', 'opened'],
    ['body="AQI="', 'opened'],
    ['body="@(Convert.ToBase64String(new byte[] { 1, 2 }))"', 'opened'],
  ])('is shown: %s', async (attributes, chain) => {
    const { x, outcome, forwarded } = await certificate(attributes);
    expect(outcome.kind).toBe('completed');
    expect(forwarded()).toBe(1);
    expect(x.transport.certificate?.chain).toBe(chain);
    if (chain === 'opened') expect(opened.at(-1)).toEqual({ bytes: [1, 2], password: attributes.includes('password') ? 'p' : undefined });
  });

  it.each([
    ['certificate-id="gone"', 'there is no certificate `gone` in the configuration'],
    ['thumbprint="CC"', 'the configuration has no certificate with this thumbprint'],
    ['body="not base64!"', 'body is neither bytes nor base64 text'],
    ['body="@(42)"', 'body is neither bytes nor base64 text'],
    ['body="AQI=" password="wrong"', 'the password does not open the PKCS#12 file'],
  ])('fails and calls nobody: %s', async (attributes, text) => {
    const { x, error, forwarded } = await certificate(attributes);
    expect(error).toBe(text);
    expect(forwarded()).toBe(0);
    expect(x.context.lastError).toMatchObject({ source: 'authentication-certificate', message: text });
    expect(x.context.response?.statusCode).toBe(500);
  });

  it.each([
    ['', ['authentication-certificate/source authentication-certificate']],
    ['thumbprint="a" certificate-id="b"', ['authentication-certificate/several authentication-certificate']],
    ['thumbprint="a" password="p"', ['authentication-certificate/password password']],
    ['thumb="a"', ['authentication-certificate/source authentication-certificate', 'attribute/unknown thumb']],
  ])('is checked: %s', async (attributes, wanted) => {
    expect(await found(`<authentication-certificate ${attributes} />`)).toEqual(wanted);
  });

  it('may not stand in outbound', async () => {
    expect(await found('<authentication-certificate thumbprint="a" />', 'outbound')).toEqual(['policy/section authentication-certificate']);
  });
});

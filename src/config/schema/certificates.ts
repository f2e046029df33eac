import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { certificateIds, named } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { parseSecretText, type SecretText } from '../secret-text.ts';

const shape = message(
  'config/certificate',
  'error',
  '`{path}` is none of the three kinds of certificate',
  'write `pfx` (with `password`), or `certificate` and `key`, or `authority` alone',
);
const strayList = message(
  'config/certificate-revocations',
  'error',
  '`{path}` stands beside no `authority`',
  'revocation lists belong to the authority that made them',
);
const strayPassword = message('config/certificate-password', 'error', '`{path}` opens nothing: an authority has no key', 'remove it');

/** A certificate of the configuration: with its key, to be shown to backends, or of an issuer whose certificates are trusted. */
export type CertificateEntry =
  | { readonly kind: 'pfx'; readonly pfx: SecretText; readonly password: SecretText | undefined }
  | { readonly kind: 'pem'; readonly certificate: SecretText; readonly key: SecretText; readonly password: SecretText | undefined }
  | { readonly kind: 'authority'; readonly authority: SecretText; readonly revocations: SecretText | undefined };

const secret = z.string().transform(parseSecretText).optional();

export const certificate = z
  .strictObject({
    pfx: secret
      .describe('PKCS#12: the certificate with its key in one file (`.pfx`, `.p12`), or its base64 text from the environment.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${file:/run/secrets/partner.pfx}`] }),
    certificate: secret
      .describe('The certificate, PEM; behind it those that it was issued by.')
      .meta({ admitsSecret: true, samples: [`\${file:/etc/fedpass/crm.pem}`] }),
    key: secret
      .describe('The private key of `certificate`, PEM.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${file:/run/secrets/crm.key}`] }),
    password: secret
      .describe('The password of `pfx` or `key`.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.PARTNER_PASSWORD}`] }),
    authority: secret
      .describe('Certificates of an authority, PEM. Certificates that it issued are trusted where a policy validates those of clients.')
      .meta({ admitsSecret: true, samples: [`\${file:/etc/fedpass/company-ca.pem}`] }),
    revocations: secret
      .describe('Revocation lists of `authority`, PEM or DER. Whoever fetches them puts them there; they are read again when they change.')
      .meta({ admitsSecret: true, samples: [`\${file:/var/lib/fedpass/company-ca.crl}`] }),
  })
  .check(
    refuse((value, report) => {
      const { pfx, certificate: pem, key, password, authority, revocations } = value;
      const kinds = [pfx !== undefined, pem !== undefined || key !== undefined, authority !== undefined].filter(Boolean).length;
      if (kinds !== 1 || (pem === undefined) !== (key === undefined)) report(new Refusal(shape));
      else if (authority !== undefined && password !== undefined) report(new Refusal(strayPassword), ['password']);
      else if (authority === undefined && revocations !== undefined) report(new Refusal(strayList), ['revocations']);
    }),
  )
  .transform(({ pfx, certificate: pem, key, password, authority, revocations }): CertificateEntry => {
    if (pfx !== undefined) return { kind: 'pfx', pfx, password };
    if (pem !== undefined && key !== undefined) return { kind: 'pem', certificate: pem, key, password };
    return { kind: 'authority', authority: authority ?? parseSecretText(''), revocations };
  });

export const certificates = named(certificateIds, certificate)
  .default({})
  .describe(
    'Certificates that policies show to backends (`authentication-certificate`), and authorities whose client certificates are trusted. Files are read again when they change.',
  )
  .meta({
    samples: [
      {
        partner: { pfx: `\${file:/run/secrets/partner.pfx}`, password: `\${env.PARTNER_PASSWORD}` },
        'company-ca': { authority: `\${file:/etc/fedpass/company-ca.pem}` },
      },
    ],
  });

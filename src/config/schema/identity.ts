import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { url } from '../scalars/url.ts';
import { signIn } from './sign-in.ts';

const noAudience = message(
  'config/issuer-audience',
  'error',
  '`{path}` names no audience',
  'an issuer without an audience would let in tokens made for others; name the one that its tokens for this gateway carry',
);
const twice = message('config/issuer-twice', 'error', 'issuer `{text}` is listed twice', 'merge the two entries; `audience` may be a list');

const anyTenant = message(
  'config/issuer-any-tenant',
  'error',
  '`{path}` stands for every tenant of Microsoft Entra',
  'name the issuer of each tenant whose tokens count: `https://login.microsoftonline.com/<tenant id>/v2.0`',
);

const claim = (what: string, example: string) =>
  line(256)
    .optional()
    .describe(what)
    .meta({ samples: [example] });

export const issuer = z.strictObject({
  issuer: url('address')
    .check(
      refuse((value, report) => {
        if (/^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.com)\/(?:common|organizations|consumers|\{)/i.test(value)) {
          report(new Refusal(anyTenant));
        }
      }),
    )
    .describe('The issuer exactly as its tokens name it in `iss`. Its keys are found through `/.well-known/openid-configuration` under it.')
    .meta({ samples: ['https://login.example.com'] }),
  audience: z
    .union([line(1024), z.array(line(1024)).max(20)])
    .transform((value): readonly string[] => (typeof value === 'string' ? [value] : [...new Set(value)]))
    .check(
      refuse((value, report) => {
        if (value.length === 0) report(new Refusal(noAudience));
      }),
    )
    .describe('What `aud` must hold: one value, or a list of which one must be there. There is no default.')
    .meta({ samples: ['fedpass'] }),
  jwksUri: url('address')
    .optional()
    .describe("The address of the issuer's keys (JWKS), for an issuer without discovery.")
    .meta({ samples: ['https://login.example.com/keys'] }),
  scope: line(1024)
    .optional()
    .describe('Microsoft Entra: what the `scp` of a token that a user delegated must hold. Without it: `Authorizations.Read`.')
    .meta({ samples: ['Authorizations.Read'] }),
  algorithms: z
    .array(z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']))
    .min(1)
    .optional()
    .describe('The signature algorithms it may use. Without it: `RS256`.')
    .meta({ samples: [['ES256']] }),
  claims: z
    .strictObject({
      objectId: claim('The claim that tells who the caller is. Without it: `oid` for Microsoft Entra, else `sub`.', 'sub'),
      tenantId: claim("The claim that tells the caller's tenant. Not needed for Microsoft Entra.", 'org_id'),
      groups: claim("The claim that lists the ids of the caller's groups. Not needed for Microsoft Entra.", 'groups'),
      appId: claim('The claim that tells the calling application, for `appIds`. Not needed for Microsoft Entra.', 'client_id'),
    })
    .prefault({})
    .describe('Which claims of its tokens carry what access policies compare.'),
});

const gateway = z
  .strictObject({
    objectId: line()
      .describe('The object id by which access policies know the gateway.')
      .meta({ samples: ['6f1f2a52-2f8b-4c4e-9a53-5f6f6c7a0b11'] }),
    tenantId: line()
      .describe('Its tenant.')
      .meta({ samples: ['0b5c1b1e-7d0f-4a55-8f0e-5d9d0f8a2c22'] }),
  })
  .describe("The gateway's own identity. Without it, one is generated at the first start and kept in the store.");

export const identity = z
  .strictObject({
    gateway: gateway.optional(),
    issuers: z
      .array(issuer)
      .max(100)
      .check(
        refuse((value, report) => {
          const seen = new Set<string>();
          value.forEach((entry, index) => {
            if (seen.has(entry.issuer)) report(new Refusal(twice), [String(index), 'issuer']);
            seen.add(entry.issuer);
          });
        }),
      )
      .default([])
      .describe('Issuers whose tokens tell who a caller is.'),
    signIn,
  })
  .prefault({})
  .describe('Who the gateway is, and whose tokens it believes.');

import * as z from 'zod';
import { line } from '../scalars/text.ts';
import { url } from '../scalars/url.ts';
import { parseSecretText } from '../secret-text.ts';

/** Where users sign in before they connect something of their own. */
export const signIn = z
  .strictObject({
    issuer: url('address')
      .describe('The OpenID provider: one of `identity.issuers`, so that users are known by the same names as in their tokens.')
      .meta({ samples: ['https://login.example.com'] }),
    clientId: line(1024)
      .describe('The client id of the gateway there. The redirect URL to register is `<publicUrl>/signin/callback`.')
      .meta({ samples: ['fedpass-sign-in'] }),
    clientSecret: z
      .string()
      .transform(parseSecretText)
      .describe('Its secret.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.SIGN_IN_SECRET}`] }),
  })
  .optional()
  .describe(
    'Where users sign in before they connect something of their own (`perUser` of a provider). The page is `<publicUrl>/connect/<provider>`.',
  );

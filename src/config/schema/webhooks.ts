import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { httpUrl, loopback, url } from '../scalars/url.ts';
import { parseSecretText } from '../secret-text.ts';

const withoutTls = message(
  'config/webhook-tls',
  'error',
  '`{path}` would be told without TLS which connections there are and how they fare',
  'use an https address, or a receiver on this machine',
);
const twice = message(
  'config/webhook-twice',
  'error',
  '`{path}` stands in an earlier entry already',
  'name each address once, with all events that it is to get',
);

const webhook = z.strictObject({
  url: url('address')
    .check(
      refuse((value, report) => {
        const parsed = httpUrl(value);
        if (parsed?.protocol === 'http:' && !loopback(parsed)) report(new Refusal(withoutTls));
      }),
    )
    .describe('Where it is posted to: https, or http on this machine. Redirects are not followed.')
    .meta({ samples: ['https://ops.example.com/fedpass'] }),
  secret: z
    .string()
    .transform(parseSecretText)
    .describe('What signs it, as Standard Webhooks has it: `whsec_` and 24 to 64 random bytes in base64.')
    .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.WEBHOOK_SECRET}`] }),
  events: z
    .array(z.enum(['broken', 'expiring', 'recovered']))
    .min(1)
    .default(['broken', 'expiring', 'recovered'])
    .describe('Of what it is told: connections that have to be connected anew, that soon will have to be, and that are well again.')
    .meta({ samples: [['broken', 'recovered']] }),
  providers: z
    .array(line(256))
    .min(1)
    .optional()
    .describe('Ids of the credential providers whose connections it is about; all of them by default.')
    .meta({ samples: [['github']] }),
});

export const webhooks = z
  .array(webhook)
  .max(100)
  .check(
    refuse((value, report) => {
      for (const [place, { url: address }] of value.entries())
        if (value.findIndex((one) => one.url === address) < place) report(new Refusal(twice), [place, 'url']);
    }),
  )
  .prefault([])
  .describe('Who is told when connections break, come to their end, or are well again, by signed requests (Standard Webhooks).')
  .meta({ samples: [[{ url: 'https://ops.example.com/fedpass', secret: `\${env.WEBHOOK_SECRET}` }]] });

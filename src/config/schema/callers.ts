import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { date } from '../scalars/date.ts';
import { named, productIds, subscriptionIds } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { parseSecretText, type SecretText } from '../secret-text.ts';

const keyShape = message(
  'config/subscription-key',
  'error',
  '`{path}` needs a `secret` or a `sha256`, not both',
  `write \`{ sha256: "…" }\` (the digest alone is kept here), or \`{ secret: "\${env.NAME}" }\``,
);
const badDigest = message(
  'config/subscription-digest',
  'error',
  '`{path}` is no SHA-256 digest',
  'write 64 hexadecimal digits: `printf %s "$KEY" | sha256sum`',
);
const sameDigest = message(
  'config/subscription-digest-twice',
  'error',
  'this key belongs to subscription `{first}` already',
  'give each subscription keys of its own',
);
const unknownProduct = message(
  'config/subscription-product',
  'error',
  'there is no product `{text}`',
  'name one of `callers.products`, or add it there',
);

/** A key that a client shows: by its digest, or by a reference to itself. */
export type SubscriptionKey =
  | { readonly kind: 'digest'; readonly sha256: string }
  | { readonly kind: 'secret'; readonly secret: SecretText };

const digestForm = /^[0-9A-Fa-f]{64}$/;

const key = z
  .strictObject({
    sha256: z
      .string()
      .check(
        refuse((value, report) => {
          if (!digestForm.test(value)) report(new Refusal(badDigest));
        }),
      )
      .transform((value) => value.toLowerCase())
      .optional()
      .describe('The SHA-256 digest of the key, 64 hexadecimal digits. The key itself is nowhere then.')
      .meta({ samples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
    secret: z
      .string()
      .transform(parseSecretText)
      .optional()
      .describe('The key, by reference. It is read again when it changes.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.ACME_KEY}`] }),
  })
  .check(
    refuse((value, report) => {
      if ((value.sha256 === undefined) === (value.secret === undefined)) report(new Refusal(keyShape));
    }),
  )
  .transform(
    ({ sha256, secret }): SubscriptionKey => (secret === undefined ? { kind: 'digest', sha256: sha256 ?? '' } : { kind: 'secret', secret }),
  );

const subscription = z.strictObject({
  name: line()
    .optional()
    .describe('What people call it.')
    .meta({ samples: ['Acme, production'] }),
  product: line()
    .optional()
    .describe('The product that it is for: `context.Product`.')
    .meta({ samples: ['gold'] }),
  keys: z
    .array(key)
    .min(1)
    .max(2)
    .describe('Its keys, the primary one first. Two let clients change over from one to the other.')
    .meta({ samples: [[{ sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }]] }),
  startDate: date
    .optional()
    .describe('Its keys do not count before: a date, or a time with its zone.')
    .meta({ samples: ['2026-01-01'] }),
  endDate: date
    .optional()
    .describe('Its keys do not count from then on.')
    .meta({ samples: ['2027-01-01T00:00:00Z'] }),
});

const product = z.strictObject({
  name: line()
    .optional()
    .describe('What people call it. Without it: its id.')
    .meta({ samples: ['Gold'] }),
});

export const callers = z
  .strictObject({
    tokenAudience: z
      .union([line(1024), z.array(line(1024)).max(20)])
      .transform((value): readonly string[] => (typeof value === 'string' ? [value] : [...new Set(value)]))
      .optional()
      .describe(
        'What `aud` must hold in the bearer token of a client, so that `context.User` tells who it is. The token must be of one of `identity.issuers`, whose own `audience` does not count here. Without it there is no `context.User`.',
      )
      .meta({ samples: ['https://graph.example.com'] }),
    products: named(productIds, product)
      .default({})
      .describe('What subscriptions are for, by id.')
      .meta({ samples: [{ gold: { name: 'Gold' } }] }),
    subscriptions: named(subscriptionIds, subscription)
      .default({})
      .describe(
        'Clients that show a key in `Ocp-Apim-Subscription-Key` or `?subscription-key=`: `context.Subscription`, by id. A key that is not known counts as none: whether one is needed is for `global.xml` to say.',
      )
      .meta({ samples: [{ acme: { product: 'gold', keys: [{ secret: `\${env.ACME_KEY}` }] } }] }),
  })
  .check(
    refuse((value, report) => {
      const seen = new Map<string, string>();
      for (const [id, { product: wanted, keys }] of Object.entries(value.subscriptions)) {
        if (wanted !== undefined && !Object.hasOwn(value.products, wanted))
          report(new Refusal(unknownProduct, { text: wanted }), ['subscriptions', id, 'product']);
        keys.forEach((each, index) => {
          if (each.kind !== 'digest') return;
          const first = seen.get(each.sha256);
          if (first !== undefined) report(new Refusal(sameDigest, { first }), ['subscriptions', id, 'keys', String(index), 'sha256']);
          seen.set(each.sha256, first ?? id);
        });
      }
    }),
  )
  .prefault({})
  .describe('How clients show who they are. Whether they must is a matter of `policies/global.xml`.');

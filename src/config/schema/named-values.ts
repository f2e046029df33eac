import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { named, namedValueNames } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { parseSecretText, type SecretText } from '../secret-text.ts';

const neither = message(
  'config/named-value-empty',
  'error',
  '`{path}` needs a `value` or a `secret`',
  `write \`{ value: … }\` for plain text, \`{ secret: "\${env.NAME}" }\` for a secret`,
);
const both = message(
  'config/named-value-both',
  'error',
  '`{path}` has a `value` and a `secret`',
  'keep one of them: `value` is plain text, `secret` never appears in compiled documents',
);

/** A named value: plain text that is compiled into documents, or a secret that is read at run time. */
export type NamedValue = { readonly kind: 'plain'; readonly value: string } | { readonly kind: 'secret'; readonly secret: SecretText };

export const namedValue = z
  .strictObject({
    value: z
      .string()
      .optional()
      .describe('Plain text. A number or `true` is taken as it is written.')
      .meta({ asWritten: true, samples: ['contoso'] }),
    secret: z
      .string()
      .transform(parseSecretText)
      .optional()
      .describe('A secret, by reference. It is read at run time and never stands in a compiled document.')
      .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.CRM_KEY}`, `\${file:/run/secrets/crm-key}`] }),
  })
  .check(
    refuse((value, report) => {
      if (value.value === undefined && value.secret === undefined) report(new Refusal(neither));
      if (value.value !== undefined && value.secret !== undefined) report(new Refusal(both));
    }),
  )
  .transform(
    ({ value, secret }): NamedValue => (secret === undefined ? { kind: 'plain', value: value ?? '' } : { kind: 'secret', secret }),
  );

export const namedValues = named(namedValueNames, namedValue)
  .default({})
  .describe('What `{{name}}` stands for in documents, by name. Each has either a `value` or a `secret`.')
  .meta({ samples: [{ org: { value: 'contoso' }, 'crm-key': { secret: `\${env.CRM_KEY}` } }] });

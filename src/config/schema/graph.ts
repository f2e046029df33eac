import * as z from 'zod';
import { line } from '../scalars/text.ts';

/** Who may ask for the schema. */
export type IntrospectionRule =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'nobody' }
  /** Whoever shows a token whose claim holds one of these texts. */
  | { readonly kind: 'claim'; readonly claim: string; readonly anyOf: readonly string[] };

const byClaim = z
  .strictObject({
    claim: line(256)
      .describe('The claim of the client’s verified token: a list, or one text with blanks between its parts.')
      .meta({ samples: ['roles'] }),
    anyOf: z
      .array(line(256))
      .min(1)
      .max(100)
      .describe('What it must hold one of.')
      .meta({ samples: [['graph-developer']] }),
  })
  .transform((rule): IntrospectionRule => ({ kind: 'claim', ...rule }));

const introspection = z
  .union([z.enum(['everyone', 'nobody']).transform((kind): IntrospectionRule => ({ kind })), byClaim])
  .optional()
  .describe(
    'Who may ask for the schema (`__schema`, `__type`), and is told the nearest name after a slip. A claim is one of the token that `callers.tokenAudience` admits. Without it: `nobody`; `fedpass dev` lets everyone.',
  )
  .meta({ samples: ['everyone', { claim: 'roles', anyOf: ['graph-developer'] }] });

export const graph = z
  .strictObject({ introspection })
  .prefault({})
  .describe('What clients may ask of the graph, beside the limits of every request.');

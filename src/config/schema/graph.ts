import * as z from 'zod';
import { duration } from '../scalars/duration.ts';
import { line } from '../scalars/text.ts';

/** Who may ask for the schema. */
export type IntrospectionRule =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'nobody' }
  /** Whoever shows a token whose claim holds one of these texts. */
  | { readonly kind: 'claim'; readonly claim: string; readonly anyOf: readonly string[] };

/** What a claim of a client's token must hold. */
export const claimCondition = z.strictObject({
  claim: line(256)
    .describe('The claim of the client’s verified token: a list, or one text with blanks between its parts.')
    .meta({ samples: ['roles'] }),
  anyOf: z
    .array(line(256))
    .min(1)
    .max(100)
    .describe('What it must hold one of.')
    .meta({ samples: [['graph-developer']] }),
});

const byClaim = claimCondition.transform((rule): IntrospectionRule => ({ kind: 'claim', ...rule }));

const introspection = z
  .union([z.enum(['everyone', 'nobody']).transform((kind): IntrospectionRule => ({ kind })), byClaim])
  .optional()
  .describe(
    'Who may ask for the schema (`__schema`, `__type`), and is told the nearest name after a slip. A claim is one of the token that `callers.tokenAudience` admits. Without it: `nobody`; `fedpass dev` lets everyone.',
  )
  .meta({ samples: ['everyone', { claim: 'roles', anyOf: ['graph-developer'] }] });

const persistedQueries = z
  .strictObject({
    automatic: z
      .boolean()
      .default(true)
      .describe('Clients may send the SHA-256 digest of an operation in place of one whose text was sent before (Apollo’s APQ).')
      .meta({ samples: [false] }),
    ttl: duration('1s', '365d')
      .prefault('1d')
      .describe('How long a text that was sent is known. It is kept in `cache`; what is lost is sent again.')
      .meta({ samples: ['1h'] }),
  })
  .prefault({})
  .describe('Operations by digest. A safelist takes their place.');

const safelist = z
  .strictObject({
    file: line(1024)
      .describe(
        'A manifest: Apollo’s (`generate-persisted-query-manifest`), or Relay’s (`{ "id": "text" }`). It is read again when it changes.',
      )
      .meta({ samples: ['operations.json'] }),
    requireId: z
      .boolean()
      .default(false)
      .describe('Listed operations are run by their id alone, not by their text.')
      .meta({ samples: [true] }),
  })
  .optional()
  .describe('The only operations that are run, whoever asks. `fedpass start --safelist` names the file, too.');

export const graph = z
  .strictObject({ introspection, persistedQueries, safelist })
  .prefault({})
  .describe('What clients may ask of the graph, beside the limits of every request.');

import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';

const noAudience = message(
  'config/token-endpoint',
  'error',
  'the token endpoint is enabled without `audience`',
  'name what `aud` of tokens for it is; it is not the audience of the graph',
);

/** The token endpoint: off, or for bearer tokens of this audience. */
export type TokenEndpoint = { readonly kind: 'off' } | { readonly kind: 'on'; readonly audience: string };

export const tokenEndpoint = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Hands tokens of connections to programs: `POST /token/<provider>/<connection>`.')
      .meta({ samples: [true] }),
    audience: line(1024)
      .optional()
      .describe('What `aud` of a bearer token for it must be: neither the audience of the graph nor that of the management API.')
      .meta({ samples: ['https://graph.example.com/token'] }),
  })
  .check(
    refuse((value, report) => {
      if (value.enabled && value.audience === undefined) report(new Refusal(noAudience));
    }),
  )
  .transform(({ enabled, audience = '' }): TokenEndpoint => (enabled ? { kind: 'on', audience } : { kind: 'off' }))
  .prefault({})
  .describe('Tokens for programs beside the graph, guarded by the access policies of connections. Off unless configured.');

import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { backendIds, named } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { url } from '../scalars/url.ts';

const oneOf = message(
  'config/backend',
  'error',
  '`{path}` needs exactly one of `url` and `pool`',
  'write `{ url: https://… }` for one address, `{ pool: [id, id] }` for some that take turns',
);
const member = message(
  'config/backend-pool',
  'error',
  '`{path}` names no backend with a `url`: `{text}`',
  'a pool lists ids of other backends, not of pools',
);

/** A backend entity: an address, or others that take turns. */
export type BackendEntry =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'pool'; readonly members: readonly string[] };

const backend = z
  .strictObject({
    url: url('base')
      .optional()
      .describe('The base address.')
      .meta({ samples: ['https://eu.crm.example/v2'] }),
    pool: z
      .array(z.string())
      .min(1)
      .max(64)
      .optional()
      .describe('Ids of backends that take turns.')
      .meta({ samples: [['eu', 'us']] }),
  })
  .check(
    refuse((value, report) => {
      if ((value.url === undefined) === (value.pool === undefined)) report(new Refusal(oneOf));
    }),
  )
  .transform(
    ({ url: address, pool }): BackendEntry =>
      pool === undefined ? { kind: 'address', url: address ?? '' } : { kind: 'pool', members: pool },
  );

export const backends = named(backendIds, backend)
  .check(
    refuse((value, report) => {
      for (const [id, entry] of Object.entries(value))
        if (entry.kind === 'pool')
          entry.members.forEach((name, index) => {
            if (!Object.hasOwn(value, name) || value[name]?.kind !== 'address') report(new Refusal(member), [id, 'pool', String(index)]);
          });
    }),
  )
  .default({})
  .describe(
    'Addresses that `set-backend-service` names by `backend-id`, by that id. Requests may go to them without being listed in `egress`.',
  )
  .meta({ samples: [{ eu: { url: 'https://eu.crm.example/v2' }, us: { url: 'https://us.crm.example/v2' }, crm: { pool: ['eu', 'us'] } }] });

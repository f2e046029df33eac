import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { duration } from '../scalars/duration.ts';
import { forwardHeaders } from '../scalars/header-name.ts';
import { named, subgraphNames } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { url } from '../scalars/url.ts';

const withoutUrl = message(
  'config/subgraph-url',
  'error',
  'a `{kind}` subgraph needs a `url`',
  'add the address of its GraphQL endpoint, such as `url: https://crm.example.com/graphql`',
);

export const subgraph = z
  .strictObject({
    kind: z
      .enum(['federation', 'graphql', 'rest'])
      .default('federation')
      .describe(
        'What the backend speaks: `federation` (Federation 2), `graphql` (a plain GraphQL API behind an overlay schema) or `rest` (its fields are resolved by `http-data-source` documents).',
      )
      .meta({ samples: ['federation'] }),
    url: url('address')
      .optional()
      .describe('The address that calls go to. Needed unless `kind` is `rest`.')
      .meta({ samples: ['https://crm.example.com/graphql'] }),
    schema: line(1024)
      .optional()
      .describe('The schema file, taken from the folder of this file. Without it: `subgraphs/<name>/schema.graphql`.')
      .meta({ samples: ['subgraphs/crm/schema.graphql'] }),
    forwardHeaders: forwardHeaders
      .prefault([])
      .describe(
        "Headers of the client that are sent on, beside what the subgraph's document sets: a list of names, or `all`. `Authorization`, `Cookie`, `Ocp-Apim-Subscription-Key` and what proxies say of a client (`Forwarded`, `X-Forwarded-*`, `X-Real-IP`) are sent only when named, also beside `all`, as in `[all, Authorization]`.",
      )
      .meta({ samples: [['Accept-Language', 'X-Request-Id']] }),
    timeout: duration('1ms', '10m')
      .prefault('5s')
      .describe('How long one call may take, from the moment it is sent.')
      .meta({ samples: ['10s'] }),
    shareCalls: z
      .boolean()
      .default(true)
      .describe(
        'Whether queries that are equal in all that goes out, and come of the same caller, are sent once while the first of them is on its way. Mutations never are.',
      )
      .meta({ samples: [false] }),
    retry: z
      .strictObject({
        attempts: z
          .number()
          .int()
          .min(0)
          .max(5)
          .default(1)
          .describe('How many times. `0` sends nothing again.')
          .meta({ samples: [2] }),
        wait: duration('1ms', '10s')
          .prefault('100ms')
          .describe(
            'How long before the first time, at most; twice as long before each later one, and never less than `Retry-After` asks for.',
          )
          .meta({ samples: ['250ms'] }),
      })
      .prefault({})
      .describe(
        'Queries that never left, since no connection could be made, and those that are answered with 502, 503 or 504, are sent again, as long as `timeout` has time for it. Mutations never are.',
      ),
    breaker: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .describe('Whether there is one.')
          .meta({ samples: [false] }),
        failures: z
          .number()
          .int()
          .min(1)
          .max(100)
          .default(50)
          .describe('Calls in a hundred that must have failed.')
          .meta({ samples: [80] }),
        calls: z
          .number()
          .int()
          .min(1)
          .max(100_000)
          .default(20)
          .describe('How many calls must have been made within `window` before it counts.')
          .meta({ samples: [100] }),
        window: duration('100ms', '10m')
          .prefault('10s')
          .describe('Over how long calls are counted.')
          .meta({ samples: ['30s'] }),
        pause: duration('100ms', '10m')
          .prefault('5s')
          .describe('How long nothing is sent; then one call finds out whether the backend is well again.')
          .meta({ samples: ['10s'] }),
      })
      .prefault({})
      .describe(
        'When a backend is left alone for a while: too many calls found no connection, had no answer in time, or were answered with 502, 503 or 504. What a caller is refused (401, 403, 429) never counts. Each connection is counted by itself; when calls with several fail, the backend is left alone altogether.',
      ),
  })
  .check(
    refuse((value, report) => {
      if (value.kind !== 'rest' && value.url === undefined) report(new Refusal(withoutUrl, { kind: value.kind }));
    }),
  );

export const subgraphs = named(subgraphNames, subgraph)
  .default({})
  .describe(
    'The backends that make up the graph, by name. The document of one is `<policies>/subgraphs/<name>.xml`. Only a gateway of plain `apis` has none.',
  )
  .meta({
    samples: [
      { crm: { url: 'https://crm.example.com/graphql' } },
      {
        crm: {
          kind: 'federation',
          url: 'https://crm.example.com/graphql',
          schema: 'subgraphs/crm/schema.graphql',
          forwardHeaders: ['Accept-Language'],
          timeout: '10s',
        },
      },
    ],
  });

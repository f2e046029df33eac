import * as z from 'zod';
import { duration } from '../scalars/duration.ts';
import { size } from '../scalars/size.ts';

const most = (min: number, max: number, byDefault: number, what: string, sample: number) =>
  z
    .number()
    .int()
    .min(min)
    .max(max)
    .default(byDefault)
    .describe(what)
    .meta({ samples: [sample] });

export const limits = z
  .strictObject({
    requestBody: size('1gb')
      .prefault('1mb')
      .describe("The largest body of a client's request.")
      .meta({ samples: ['4mb'] }),
    queryTokens: z
      .number()
      .int()
      .min(100)
      .max(1_000_000)
      .default(15_000)
      .describe("Names, values and signs that the GraphQL document of a client's request may have: what planning it costs grows with them.")
      .meta({ samples: [5_000] }),
    operation: z
      .strictObject({
        depth: most(1, 1_000, 20, 'Levels of fields.', 30),
        aliases: most(0, 100_000, 100, 'Aliases.', 30),
        rootFields: most(1, 100_000, 50, 'Fields at the root.', 20),
        directives: most(0, 100_000, 100, 'Directives.', 20),
        cost: most(
          1,
          1_000_000_000,
          100_000,
          'Fields that backends may have to answer: what stands below a field with a page size (`first`, `last`, `limit`, `take`, `top`, `pageSize`, `perPage`, `count`, `size`) counts that many times.',
          500_000,
        ),
      })
      .prefault({})
      .describe('What one GraphQL operation may have. Fragments count wherever they are spread.'),
    planningTime: duration('10ms', '1m')
      .prefault('5s')
      .describe(
        'How long planning one operation may compute; nothing else is served by the process meanwhile. A plan is made once and kept.',
      )
      .meta({ samples: ['2s'] }),
    batch: z
      .number()
      .int()
      .min(0)
      .max(100)
      .default(0)
      .describe('Operations that a client may send as one JSON array. `0` refuses arrays.')
      .meta({ samples: [10] }),
    responseBody: size('1gb')
      .prefault('16mb')
      .describe("The largest body of a backend's answer.")
      .meta({ samples: ['64mb'] }),
    requestTimeout: duration('1ms', '1h')
      .prefault('60s')
      .describe("How long the answer to a client's request may take in all.")
      .meta({ samples: ['30s'] }),
    tokenTimeout: duration('100ms', '2m')
      .prefault('10s')
      .describe('How long one call to a token endpoint may take.')
      .meta({ samples: ['5s'] }),
    tokenCalls: most(
      1,
      1_000,
      20,
      'Calls to the token endpoint of one credential provider at a time, in each process; others wait in line.',
      50,
    ),
    authorizationsPerMinute: most(
      1,
      1_000_000,
      250,
      'How often the token of one connection may be fetched from its provider or the store in a minute, over all processes on one store. Tokens in memory are not counted.',
      1_000,
    ),
    shutdownGrace: duration('1ms', '10m')
      .prefault('10s')
      .describe('How long requests in flight may still run when the gateway is told to stop.')
      .meta({ samples: ['30s'] }),
    cacheEntry: size('64mb')
      .prefault('1mb')
      .describe('The largest value or response that the cache policies keep.')
      .meta({ samples: ['4mb'] }),
    cacheMemory: size('16gb')
      .prefault('64mb')
      .describe('How much the cache policies keep in the memory of this process; what was used least recently goes first.')
      .meta({ samples: ['256mb'] }),
    expressionSteps: z
      .number()
      .int()
      .min(1000)
      .max(1_000_000_000)
      .default(5_000_000)
      .describe('Turns of loops, calls of lambdas and moves of matchers that the expressions of one request may take.')
      .meta({ samples: [1_000_000] }),
    expressionData: size('1gb')
      .prefault('64mb')
      .describe('How much data the expressions of one request may build.')
      .meta({ samples: ['16mb'] }),
    expressionTime: duration('1ms', '1m')
      .prefault('1s')
      .describe('How long the expressions of one request may compute; nothing else is served by the process meanwhile.')
      .meta({ samples: ['250ms'] }),
  })
  .prefault({})
  .describe('Limits that hold for every request.');

import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { duration } from '../scalars/duration.ts';
import { forwardHeaders } from '../scalars/header-name.ts';
import { apiNames, named } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { url } from '../scalars/url.ts';

const badPath = message(
  'config/api-path',
  'error',
  '`{path}` is not a path prefix',
  'write `/` and at least one segment of letters, digits, `.`, `-`, `_` or `~`, without a slash at the end: `/files`',
);
const takenPath = message(
  'config/api-path-taken',
  'error',
  'path `{text}` belongs to the gateway itself',
  'choose a prefix other than `/connect`, `/graphql`, `/health`, `/metrics`, `/oauth`, `/signin`, `/token` and `/traces`',
);
const samePath = message(
  'config/api-path-twice',
  'error',
  '`{text}` is already the path of API `{first}`',
  'give each API a prefix of its own',
);

const path = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/;

export const api = z.strictObject({
  path: z
    .string()
    .check(
      refuse((value, report) => {
        if (!path.test(value)) report(new Refusal(badPath));
        else if (/^\/(?:connect|graphql|health|metrics|oauth|signin|token|traces)(?:\/|$)/i.test(value)) report(new Refusal(takenPath));
      }),
    )
    .describe('The path prefix under which the gateway offers it.')
    .meta({ words: 'path', pattern: path.source, samples: ['/files'] }),
  url: url('base')
    .describe('The address that calls go to; what follows the prefix is appended.')
    .meta({ samples: ['https://files.example.com/v2'] }),
  forwardHeaders: forwardHeaders
    .prefault('all')
    .describe('As for a subgraph, with the same exceptions.')
    .meta({ samples: [['all', 'Authorization']] }),
  timeout: duration('1ms', '10m')
    .prefault('30s')
    .describe('How long one call may take until the headers of the answer have arrived.')
    .meta({ samples: ['1m'] }),
});

export const apis = named(apiNames, api)
  .check(
    refuse((value, report) => {
      const seen = new Map<string, string>();
      for (const [name, { path: prefix }] of Object.entries(value)) {
        const first = seen.get(prefix.toLowerCase());
        if (first === undefined) seen.set(prefix.toLowerCase(), name);
        else report(new Refusal(samePath, { first }), [name, 'path']);
      }
    }),
  )
  .default({})
  .describe('Plain HTTP APIs offered beside the graph, by name. The document of one is `<policies>/apis/<name>.xml`.');

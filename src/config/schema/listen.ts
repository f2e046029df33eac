import * as z from 'zod';
import { line } from '../scalars/text.ts';
import { url } from '../scalars/url.ts';

export const listen = z
  .strictObject({
    host: line(255)
      .default('127.0.0.1')
      .describe('The address to listen on. `0.0.0.0` or `::` takes calls from other machines.')
      .meta({ samples: ['0.0.0.0'] }),
    port: z
      .number()
      .int()
      .min(0)
      .max(65535)
      .default(4000)
      .describe('The port. `0` takes any free one.')
      .meta({ samples: [8080] }),
    publicUrl: url('base')
      .optional()
      .describe(
        'The address that browsers and clients use; connect links and redirect URLs start with it. Must be `https` unless it is a loopback address. Without it: `http://localhost:<port>`. A gateway that listens on a loopback address answers to the names of this machine and to this one.',
      )
      .meta({ samples: ['https://graph.example.com'] }),
  })
  .describe('Where the gateway listens.');

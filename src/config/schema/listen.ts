import { isIP } from 'node:net';
import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { url } from '../scalars/url.ts';

const badProxy = message(
  'config/trusted-proxy',
  'error',
  '`{path}` is neither an address nor a network',
  'write `10.0.0.5`, `10.0.0.0/8` or `fd00::/8`',
);

/** An IP address, or one with the length of a prefix. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const tls = z
  .strictObject({
    certificate: line()
      .describe('The certificate that the gateway shows, with its key: one of `certificates`, by id. It may change while the gateway runs.')
      .meta({ samples: ['graph'] }),
    clientCertificates: z
      .enum(['none', 'asked', 'needed'])
      .default('none')
      .describe(
        '`asked`: clients may show a certificate, and `context.Request.Certificate` holds it; policies judge it. `needed`: who shows none that an `authority` of `certificates` issued is refused (health excepted).',
      )
      .meta({ samples: ['asked'] }),
    minVersion: z
      .enum(['TLSv1.2', 'TLSv1.3'])
      .default('TLSv1.2')
      .describe('The oldest version of TLS that is spoken.')
      .meta({ samples: ['TLSv1.3'] }),
  })
  .describe('Serves `https` itself. Without it the gateway speaks plain HTTP, and something in front of it should speak TLS.');

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
    trustedProxies: z
      .array(
        z
          .string()
          .check(
            refuse((value, report) => {
              if (!isNetwork(value)) report(new Refusal(badProxy));
            }),
          )
          .meta({ words: 'address or network' }),
      )
      .max(100)
      .default([])
      .describe(
        'Proxies in front of the gateway, by address or network. What they say of a client in `X-Forwarded-For`, `-Proto` and `-Host` is believed; of anybody else it is not.',
      )
      .meta({ samples: [['10.0.0.0/8', '192.168.1.7']] }),
    shareQueries: z
      .boolean()
      .default(false)
      .describe(
        'Whether equal queries of one caller (the same text, variables, headers, address, user, subscription and certificate) that are in progress at the same time are answered once. `global.xml` still runs for each.',
      )
      .meta({ samples: [true] }),
    tls: tls.optional(),
  })
  .describe('Where the gateway listens.')
  .meta({ samples: [{ host: '0.0.0.0', port: 8080, publicUrl: 'https://graph.example.com', trustedProxies: ['10.0.0.0/8'] }] });

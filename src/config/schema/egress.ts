import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';

const badHost = message(
  'config/egress-host',
  'error',
  '`{path}` is not a host',
  'write `api.example.com`, `*.example.com`, `10.0.0.5` or `[::1]`, with `:port` where only one port is meant, and without a scheme or path',
);

/** A host that expressions may reach. `suffix` starts with a period and stands for every name under it. No port means any. */
export type EgressRule =
  | { readonly kind: 'host'; readonly host: string; readonly port: number | undefined }
  | { readonly kind: 'suffix'; readonly suffix: string; readonly port: number | undefined };

const form = /^(\*\.)?((?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})\.)*[A-Za-z0-9_][A-Za-z0-9_-]{0,62}|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/;

function parse(text: string): EgressRule | undefined {
  const [, wildcard, name, digits] = form.exec(text) ?? [];
  const port = digits === undefined ? undefined : Number(digits);
  if (name === undefined || (port !== undefined && (port < 1 || port > 65535)) || !URL.canParse(`http://${name}`)) return undefined;
  // The URL parser gives the spelling that requests will have: lower case, short IPv6, decimal IPv4.
  const host = new URL(`http://${name}`).hostname;
  if (wildcard === undefined) return { kind: 'host', host, port };
  return /^[\d.[]/.test(host) ? undefined : { kind: 'suffix', suffix: `.${host}`, port };
}

export const egress = z
  .strictObject({
    allow: z
      .array(
        z
          .string()
          .check(
            refuse((value, report) => {
              if (parse(value) === undefined) report(new Refusal(badHost));
            }),
          )
          .transform((value): EgressRule => parse(value) ?? { kind: 'host', host: value, port: undefined })
          .meta({ words: 'host', pattern: form.source }),
      )
      .max(1000)
      .prefault([])
      .describe(
        'Hosts that URLs made by expressions may name, beside the hosts of `subgraphs` and `apis`. A private or loopback address is refused unless it, or the name that leads to it, stands here.',
      )
      .meta({ samples: [['api.example.com', '*.contoso.com', '10.0.0.5:8080']] }),
  })
  .prefault({})
  .describe('Where policies may send requests to.');

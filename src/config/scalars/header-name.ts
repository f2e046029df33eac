import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from './refusal.ts';

const badHeader = message('config/header', 'error', '`{text}` is not a header name', "use letters, digits and any of ``!#$%&'*+-.^_`|~``");
const notForwardable = message(
  'config/header-not-forwardable',
  'error',
  'header `{text}` belongs to one connection and is never forwarded',
  'remove it; it is made anew for each call',
);

/** Hop-by-hop headers (RFC 9110 §7.6.1) and those that the outgoing request makes itself. */
const own = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A header name (RFC 9110 §5.1), in lower case. */
export const headerName = z
  .string()
  .check(
    refuse((value, report) => {
      if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/.test(value)) report(new Refusal(badHeader));
      else if (own.has(value.toLowerCase())) report(new Refusal(notForwardable));
    }),
  )
  .transform((value) => value.toLowerCase())
  .meta({ words: 'header name' });

const headerList = z.array(headerName).max(100);

/** Which headers of the client are sent on. `all` stands for every header but Authorization and Cookie, which must be named beside it. */
export type ForwardHeaders =
  | { readonly kind: 'named'; readonly names: readonly string[] }
  | { readonly kind: 'all'; readonly names: readonly string[] };

/** `all`, or a list of header names in which `all` may stand too. */
export const forwardHeaders = z.union([z.literal('all'), headerList]).transform((value): ForwardHeaders => {
  const names = value === 'all' ? ['all'] : [...new Set(value)];
  return names.includes('all') ? { kind: 'all', names: names.filter((name) => name !== 'all') } : { kind: 'named', names };
});

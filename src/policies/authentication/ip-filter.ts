import { message } from '../../diagnostics/message.ts';
import { IPAddress } from '../../runtime/dotnet/net/ip-address.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import {
  type Args,
  type CheckedElement,
  type CheckedValue,
  definePolicy,
  idAttribute,
  many,
  type ReportOn,
  text,
  word,
} from '../define.ts';

const badAddress = message(
  'ip-filter/address',
  'warning',
  '`{address}` is no IP address, so every request would fail here',
  'write one address, such as 203.0.113.7 or 2001:db8::7; a network is an <address-range> from its first address to its last',
);
const badRange = message(
  'ip-filter/range',
  'warning',
  'no address is between `{from}` and `{to}`',
  'write the lower address in `from`, both of one IP version',
);
const empty = message('ip-filter/empty', 'error', '<ip-filter> names no address', 'add an <address> or an <address-range>');

const policy = definePolicy({
  name: 'ip-filter',
  summary: 'Lets callers pass, or not, by their IP address.',
  docs: 'With `allow` only the listed addresses pass, with `forbid` all but them. The address is that of the client’s connection in every scope, the same as `context.Request.IpAddress`: behind a proxy, that of the proxy. IPv6 is understood as well as IPv4, and an IPv4 address written as IPv6 (`::ffff:203.0.113.7`) counts as IPv4. Where it stands in several scopes, each filter is applied when its turn comes.',
  sections: ['inbound'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'call',
  effect: 'sync',
  element: {
    attributes: {
      action: word(['allow', 'forbid'])({ fallback: 'allow', docs: 'Whether the listed addresses pass, or all others.' }),
      id: idAttribute,
    },
    children: {
      address: many({ text: text({ required: true, docs: 'An IP address.' }) }, 'One address.'),
      'address-range': many(
        {
          attributes: {
            from: text({ required: true, docs: 'The first address of the range.' }),
            to: text({ required: true, docs: 'The last address of the range.' }),
          },
        },
        'All addresses from one to another.',
      ),
    },
  },
  messages: { badAddress, badRange, empty },
  check(element, report) {
    if (element.children.length === 0) report(empty, element.nameSpan, {});
    for (const child of element.children) {
      if (child.name === 'address') checkAddress(child.text, report);
      if (child.name === 'address-range') checkRange(child, report);
    }
  },
  examples: [
    {
      title: 'Only the office',
      xml: '<ip-filter action="allow"><address>198.51.100.4</address><address-range from="203.0.113.0" to="203.0.113.255" /></ip-filter>',
      expect: { forwarded: true },
    },
    {
      title: 'Not this one',
      xml: '<ip-filter action="forbid"><address>203.0.113.7</address></ip-filter>',
      expect: {
        outcome: 'failed',
        forwarded: false,
        response: { status: 403, body: '{"statusCode":403,"message":"Caller IP address is blocked. Access denied."}' },
      },
    },
  ],
});
export default policy;

/** Reference: ip-filter. Throws PolicyFailure with status 403 and the reasons CallerIpNotAllowed, CallerIpBlocked, FailedToParseCallerIP. */
export function run(x: Exchange, { action, address, addressRange }: Args<typeof policy>): void {
  const { ipAddress } = x.context.request;
  const caller = readAddress(ipAddress);
  if (caller === undefined) throw refused('FailedToParseCallerIP', 'Failed to establish IP address for the caller. Access denied.');
  const ranges = [...address.map((one) => ({ from: one, to: one })), ...addressRange];
  // All of them are read, so that a filter with a mistake in it fails for everyone and not for some.
  const listed = ranges.filter(({ from, to }) => isBetween(caller, configured(from), configured(to))).length > 0;
  if (action === 'allow' && !listed) throw refused('CallerIpNotAllowed', `Caller IP address ${ipAddress} is not allowed. Access denied.`);
  if (action === 'forbid' && listed) throw refused('CallerIpBlocked', 'Caller IP address is blocked. Access denied.');
}

const refused = (reason: string, text: string): PolicyFailure => new PolicyFailure('ip-filter', reason, 403, text);

function configured(text: string): IPAddress {
  const address = readAddress(text);
  if (address === undefined) throw new PolicyFailure('ip-filter', null, 500, 'an address of the filter is no IP address');
  return address;
}

/** Four decimal numbers, as nothing else may be read in two ways (an octal 010 is 8 to some). IPv6 has one reading. */
const strictV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;
const plainV6 = /^[0-9A-Fa-f:.]+(?:%[0-9A-Za-z._~-]+)?$/;

function readAddress(text: string): IPAddress | undefined {
  const plain = text.trim();
  if (plain.includes(':') ? !plainV6.test(plain) : !strictV4.test(plain)) return undefined;
  const address = IPAddress.read(plain);
  return address?.mapped ?? address;
}

const isBetween = (one: IPAddress, from: IPAddress, to: IPAddress): boolean => compare(from, one) <= 0 && compare(one, to) <= 0;

/** By their bytes. Addresses of two versions are never in order, so nothing is between them. */
function compare(a: IPAddress, b: IPAddress): number {
  if (a.bytes.length !== b.bytes.length) return Number.NaN;
  for (const [i, byte] of a.bytes.entries()) {
    const difference = byte - (b.bytes[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Reports a literal that is no address. Text with a named value in it is known only when compiled for a project. */
function checkAddress(value: CheckedValue | undefined, report: ReportOn): IPAddress | undefined {
  if (value?.kind !== 'literal' || value.text.includes('{{') || value.text.trim() === '') return undefined;
  const address = readAddress(value.text);
  if (address === undefined) report(badAddress, value.span, { address: value.text.trim() });
  return address;
}

function checkRange(range: CheckedElement, report: ReportOn): void {
  const [from, to] = ['from', 'to'].map((name) => checkAddress(range.attributes.get(name)?.value, report));
  if (from !== undefined && to !== undefined && !(compare(from, to) <= 0))
    report(badRange, range.span, { from: from.toString(), to: to.toString() });
}

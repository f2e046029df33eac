import { BlockList, isIP } from 'node:net';
import type { EgressRule } from '../../config/config.ts';

/** Whether a request may go to an origin. `guarded`: allowed by a pattern, so the address behind the name must be a public one. */
export type Egress =
  | { readonly kind: 'named' }
  | { readonly kind: 'guarded' }
  | { readonly kind: 'refused'; readonly reason: 'unlisted' | 'private' };

export const named: Egress = { kind: 'named' };
const guarded: Egress = { kind: 'guarded' };
export const unlisted: Egress = { kind: 'refused', reason: 'unlisted' };
const hidden: Egress = { kind: 'refused', reason: 'private' };

/** Decides where requests may go. Made once for a configuration. */
export type EgressCheck = (url: URL) => Egress;

/**
 * The origins of configured backends are always allowed, whatever they resolve to: the operator wrote them down. Beside them only
 * what `egress.allow` lists. A host that is listed whole was named, so it may be private; a host that only a wildcard matches may not.
 */
export function egressCheck(origins: Iterable<string>, allow: readonly EgressRule[]): EgressCheck {
  const configured = new Set(origins);
  return (url) => {
    if (configured.has(url.origin)) return named;
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    const admitted = allow.filter((rule) => (rule.port === undefined || rule.port === port) && covers(rule, url.hostname));
    if (admitted.some((rule) => rule.kind === 'host')) return named;
    if (admitted.length === 0) return unlisted;
    return isPrivate(url.hostname) ? hidden : guarded;
  };
}

/**
 * Any public host that speaks TLS, beside what a check admits. For what is published for everyone, fetched without credentials and shown
 * to nobody, such as the signing keys of an issuer.
 */
export function orPublic(check: EgressCheck): EgressCheck {
  return (url) => {
    const egress = check(url);
    if (egress.kind !== 'refused' || egress.reason === 'private' || url.protocol !== 'https:') return egress;
    return isPrivate(url.hostname) ? hidden : guarded;
  };
}

const covers = (rule: EgressRule, host: string): boolean => (rule.kind === 'host' ? rule.host === host : host.endsWith(rule.suffix));

/**
 * Networks that no public name should lead to: those of special purpose by the registries of RFC 6890 (private, loopback, link-local with
 * the metadata services of clouds, carrier NAT, documentation, multicast, reserved), those that hide an IPv4 address inside an IPv6 one
 * (compatible, translated, NAT64, Teredo, 6to4), and addresses of clouds outside of them.
 */
const special: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  // The wire server of Azure, reached by its virtual machines alone.
  ['168.63.129.16', 32, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['::ffff:0:0:0', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['100:0:0:1::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
  ['5f00::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const privateNetworks = blockList(special);

function blockList(networks: typeof special): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of networks) list.addSubnet(network, prefix, family);
  return list;
}

/** True for an IP address (brackets and a zone allowed) in a private or special network; IPv4 mapped into IPv6 counts as IPv4. False for names. */
export function isPrivate(host: string): boolean {
  // A block list finds no address that has a zone.
  const [address = ''] = (host.startsWith('[') ? host.slice(1, -1) : host).split('%');
  const version = isIP(address);
  return version !== 0 && privateNetworks.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

import { IPAddress } from '../ip-address.ts';

/** UriHostNameType. */
export const hostTypes = { unknown: 0, basic: 1, dns: 2, ipv4: 3, ipv6: 4 } as const;

export interface Host {
  /** As it stands in an address: lower case, IPv6 in brackets and its shortest form. */
  readonly text: string;
  readonly type: number;
}

export const noHost: Host = { text: '', type: hostTypes.basic };

const dnsName = /^(?:[A-Za-z0-9_\-\u0080-\uffff]{1,63}(?:[.\u3002]|$))+$/u;

/** Reads a host name without its port; undefined when it is none. Other schemes than the well-known ones take anything else, too. */
export function readHost(text: string, takesAny: boolean): Host | undefined {
  if (text.startsWith('[')) {
    const address = text.endsWith(']') && text.includes(':') ? IPAddress.read(text) : undefined;
    if (address === undefined || address.isV4) return undefined;
    return { text: `[${new IPAddress(address.bytes).toString()}]`, type: hostTypes.ipv6 };
  }
  const v4 = /^[0-9a-fA-FxX.]+$/.test(text) ? IPAddress.read(text) : undefined;
  if (v4 !== undefined) return { text: v4.toString(), type: hostTypes.ipv4 };
  if (text.length <= 255 && dnsName.test(text)) return { text: text.toLowerCase().normalize('NFC'), type: hostTypes.dns };
  return takesAny && !/[\s@:/?#[\]\\]/.test(text) ? { text: text.toLowerCase(), type: hostTypes.basic } : undefined;
}

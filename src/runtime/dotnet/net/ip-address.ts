import { equalTo, hashKey, type Structural } from '../equals.ts';
import { argument } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';

const IP_ADDRESS = runtimeType('System.Net.IPAddress');

/** System.Net.IPAddress: four or sixteen bytes. */
export class IPAddress implements Structural {
  readonly bytes: Uint8Array;
  /** The zone of an IPv6 address. */
  readonly scope: number;

  constructor(bytes: Uint8Array, scope = 0) {
    if (bytes.length !== 4 && bytes.length !== 16) argument('An invalid IP address was specified.', 'address');
    this.bytes = bytes;
    this.scope = scope;
  }

  /** Undefined when the text is no address. */
  static read(text: string): IPAddress | undefined {
    if (text.includes(':')) return readV6(text);
    const value = readV4(text);
    return value === undefined ? undefined : IPAddress.fromNumber(value);
  }

  /** From 32 bits, the first byte highest. */
  static fromNumber(value: number): IPAddress {
    return new IPAddress(Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255));
  }

  get [netType](): RuntimeType {
    return IP_ADDRESS;
  }

  get isV4(): boolean {
    return this.bytes.length === 4;
  }

  get isLoopback(): boolean {
    return this.isV4 ? this.bytes[0] === 127 : this.bytes.every((byte, i) => byte === (i === 15 ? 1 : 0));
  }

  /** The IPv4 address that an IPv6 address stands for (`::ffff:1.2.3.4`); undefined for others. */
  get mapped(): IPAddress | undefined {
    if (this.isV4) return undefined;
    const isMapped = this.bytes.every((byte, i) => i >= 12 || byte === (i === 10 || i === 11 ? 255 : 0));
    return isMapped ? new IPAddress(this.bytes.slice(12)) : undefined;
  }

  toString(): string {
    if (this.isV4) return this.bytes.join('.');
    return textV6(this.bytes) + (this.scope === 0 ? '' : `%${this.scope}`);
  }

  [equalTo](other: unknown): boolean {
    return other instanceof IPAddress && other[hashKey]() === this[hashKey]();
  }

  [hashKey](): string {
    return `${this.bytes.join('.')}%${this.scope}`;
  }
}

/** One part of an IPv4 address: decimal, octal after a zero, hexadecimal after `0x`. */
function readPart(text: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]{1,8}$/.test(text)) return Number.parseInt(text, 16);
  if (/^0[0-7]{1,11}$/.test(text)) return Number.parseInt(text, 8);
  return /^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : undefined;
}

/** One to four parts; the last one fills the bytes that are left. */
function readV4(text: string): number | undefined {
  const parts = text.split('.').map(readPart);
  if (parts.length > 4) return undefined;
  let value = 0;
  for (const [i, part] of parts.entries()) {
    const bytes = i === parts.length - 1 ? 4 - i : 1;
    if (part === undefined || part >= 256 ** bytes) return undefined;
    value = value * 256 ** bytes + part;
  }
  return value >>> 0;
}

const decimalV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** The 16-bit groups of one side of `::`; undefined when there is something else. */
function readGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const quad = i === parts.length - 1 ? decimalV4.exec(part)?.slice(1).map(Number) : undefined;
    if (quad?.every((byte) => byte < 256)) groups.push((quad[0] ?? 0) * 256 + (quad[1] ?? 0), (quad[2] ?? 0) * 256 + (quad[3] ?? 0));
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** Brackets with a port, a prefix length and a zone may stand around an address; they count for nothing but the zone. */
const around = /^(?:\[([^\]%/]*)(?:%([^\]/]*))?\](?::\d{1,5})?|([^[\]%/]*)(?:%([^/]*))?)$/;

function readV6(text: string): IPAddress | undefined {
  const found = around.exec(text);
  if (found === null) return undefined;
  const address = found[1] ?? found[3] ?? '';
  const zone = found[2] ?? found[4];
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [readGroups(halves[0] ?? ''), halves[1] === undefined ? [] : readGroups(halves[1])];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  const scope = zone !== undefined && /^\d{1,10}$/.test(zone) ? Number(zone) >>> 0 : 0;
  return new IPAddress(Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255])), scope);
}

/** The longest run of zero groups, if it has two at least. */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly end: number } {
  let best = { start: -1, end: -1 };
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (end < groups.length && groups[end] === 0) end++;
    if (end - i > Math.max(best.end - best.start, 1)) best = { start: i, end };
  }
  return best;
}

/** Addresses that hold an IPv4 address show it as one: mapped, compatible and ISATAP ones. */
function holdsV4(groups: readonly number[]): boolean {
  const zeros = (end: number): boolean => groups.slice(0, end).every((group) => group === 0);
  if (zeros(4) && groups[6] !== 0) {
    if (groups[4] === 0 && (groups[5] === 0 || groups[5] === 0xffff)) return true;
    if (groups[4] === 0xffff && groups[5] === 0) return true;
  }
  return groups[4] === 0 && groups[5] === 0x5efe;
}

function textV6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[i * 2] ?? 0) * 256 + (bytes[i * 2 + 1] ?? 0));
  const embedded = holdsV4(groups);
  const shown = embedded ? groups.slice(0, 6) : groups;
  const { start, end } = longestZeros(shown);
  const parts = (from: number, to: number): string[] => shown.slice(from, to).map((group) => group.toString(16));
  const quad = embedded ? [bytes.slice(12).join('.')] : [];
  if (start < 0) return [...parts(0, shown.length), ...quad].join(':');
  return `${parts(0, start).join(':')}::${[...parts(end, shown.length), ...quad].join(':')}`;
}

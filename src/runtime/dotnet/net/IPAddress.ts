import { dotnetType, member } from '../define.ts';
import { equalTo, hashKey } from '../equals.ts';
import { argumentNull, badFormat, outOfRange } from '../failures.ts';
import { textHash } from '../hash.ts';
import { NetException, type Ref } from '../values.ts';
import { IPAddress } from './ip-address.ts';

type Text = string | null;

const v6 = (last: number): IPAddress => new IPAddress(Uint8Array.from({ length: 16 }, (_, i) => (i === 15 ? last : 0)));
const any = IPAddress.fromNumber(0);
const broadcast = IPAddress.fromNumber(0xffffffff);
const loopback = IPAddress.fromNumber(0x7f000001);
const anyV6 = v6(0);
const loopbackV6 = v6(1);

/** AddressFamily.InterNetwork and InterNetworkV6. */
const families = { v4: 2, v6: 23 } as const;

const parse = (text: Text): IPAddress =>
  text === null ? argumentNull('ipString') : (IPAddress.read(text) ?? badFormat('An invalid IP address was specified.'));

function tryParse(text: Text, result: Ref<IPAddress | null>): boolean {
  result.value = text === null ? null : (IPAddress.read(text) ?? null);
  return result.value !== null;
}

/** From a number whose lowest byte is the first of the address. */
function fromNumber(value: bigint): IPAddress {
  if (value < 0n || value > 0xffffffffn) outOfRange('newAddress');
  const number = Number(value);
  return new IPAddress(Uint8Array.of(number & 255, (number >>> 8) & 255, (number >>> 16) & 255, number >>> 24));
}

function mapToV6(address: IPAddress): IPAddress {
  if (!address.isV4) return address;
  return new IPAddress(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ...address.bytes));
}

const startsWith = (address: IPAddress, first: number, mask: number): boolean =>
  !address.isV4 && ((((address.bytes[0] ?? 0) << 8) | (address.bytes[1] ?? 0)) & mask) === first;

function scopeOf(address: IPAddress): bigint {
  if (address.isV4)
    throw new NetException(
      'System.Net.Sockets.SocketException',
      'The attempted operation is not supported for the type of object referenced.',
    );
  return BigInt(address.scope);
}

export const IPAddress_ = dotnetType('class System.Net.IPAddress', 'An address of the Internet Protocol, version 4 or 6.', {
  create: member(
    'IPAddress(byte[] address)',
    (bytes: Uint8Array | null) => (bytes === null ? argumentNull('address') : new IPAddress(bytes.slice())),
    'An address of four or sixteen bytes.',
  ),
  createNumber: member('IPAddress(long newAddress)', fromNumber, 'An address of version 4 from its number.'),
  any: member('static IPAddress Any { get; }', () => any, '0.0.0.0.'),
  broadcast: member('static IPAddress Broadcast { get; }', () => broadcast, '255.255.255.255.'),
  loopback: member('static IPAddress Loopback { get; }', () => loopback, '127.0.0.1.'),
  none: member('static IPAddress None { get; }', () => broadcast, '255.255.255.255.'),
  ipv6Any: member('static IPAddress IPv6Any { get; }', () => anyV6, 'The address :: of version 6.'),
  ipv6Loopback: member('static IPAddress IPv6Loopback { get; }', () => loopbackV6, 'The address ::1 of version 6.'),
  ipv6None: member('static IPAddress IPv6None { get; }', () => anyV6, 'The address :: of version 6.'),
  parse: member('static IPAddress Parse(string ipString)', parse, 'Reads an address.'),
  tryParse: member('static bool TryParse(string ipString, out IPAddress address)', tryParse, 'Reads an address, if there is one.'),
  isLoopback: member(
    'static bool IsLoopback(IPAddress address)',
    (address: IPAddress | null) => (address === null ? argumentNull('address') : address.isLoopback),
    'Whether an address is of this machine.',
  ),
  addressFamily: member(
    'System.Net.Sockets.AddressFamily AddressFamily { get; }',
    (address: IPAddress) => (address.isV4 ? families.v4 : families.v6),
    'The version.',
  ),
  getAddressBytes: member('byte[] GetAddressBytes()', (address: IPAddress) => address.bytes.slice(), 'The bytes of the address.'),
  scopeId: member('long ScopeId { get; }', scopeOf, 'The zone of an address of version 6.'),
  isIPv4MappedToIPv6: member(
    'bool IsIPv4MappedToIPv6 { get; }',
    (address: IPAddress) => address.mapped !== undefined,
    'Whether an address of version 6 stands for one of version 4.',
  ),
  isIPv6LinkLocal: member(
    'bool IsIPv6LinkLocal { get; }',
    (address: IPAddress) => startsWith(address, 0xfe80, 0xffc0),
    'Whether it is a link-local address of version 6.',
  ),
  isIPv6SiteLocal: member(
    'bool IsIPv6SiteLocal { get; }',
    (address: IPAddress) => startsWith(address, 0xfec0, 0xffc0),
    'Whether it is a site-local address of version 6.',
  ),
  isIPv6Multicast: member(
    'bool IsIPv6Multicast { get; }',
    (address: IPAddress) => startsWith(address, 0xff00, 0xff00),
    'Whether it is a multicast address of version 6.',
  ),
  mapToIPv4: member(
    'IPAddress MapToIPv4()',
    (address: IPAddress) => (address.isV4 ? address : new IPAddress(address.bytes.slice(12))),
    'The last four bytes as an address of version 4.',
  ),
  mapToIPv6: member('IPAddress MapToIPv6()', mapToV6, 'An address of version 6 that stands for this one.'),
  equals: member(
    'bool Equals(object comparand)',
    (address: IPAddress, other: unknown) => address[equalTo](other),
    'Whether both are the same address.',
  ),
  getHashCode: member('int GetHashCode()', (address: IPAddress) => textHash(address[hashKey]()), 'A number that equal addresses share.'),
  toString: member('string ToString()', (address: IPAddress) => address.toString(), 'The address in its usual form.'),
});

import type { Host } from '../../host.ts';
import { constant, dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { argument, argumentNull, badFormat } from '../failures.ts';
import { hash } from '../hash.ts';
import { GUID, Guid } from '../values/guid.ts';
import { Box, type Ref } from '../values.ts';
import { Type } from './Type.ts';

type Text = string | null;

const forms = 'Format String can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".';

function parseExact(text: Text, format: Text): Guid {
  if (text === null) argumentNull('input');
  if (format === null) argumentNull('format');
  if (!/^[DNBPX]$/i.test(format)) badFormat(forms);
  return Guid.read(text, format) ?? badFormat('Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).');
}

function attempt(found: Guid | undefined, result: Ref<Guid>): boolean {
  result.value = found ?? Guid.empty;
  return found !== undefined;
}

function tryExact(text: Text, format: Text, result: Ref<Guid>): boolean {
  return attempt(text === null || format === null || !/^[DNBPX]$/i.test(format) ? undefined : Guid.read(text, format), result);
}

function compareToObject(value: Guid, other: unknown): number {
  if (other === null) return 1;
  return other instanceof Box && other.value instanceof Guid ? value.compare(other.value) : argument('Object must be of type GUID.');
}

export const Guid_ = dotnetType(
  'struct System.Guid : IComparable, IFormattable, IComparable<Guid>, IEquatable<Guid>',
  'A globally unique identifier of 128 bits.',
  {
    fromText: member('Guid(string g)', (text: Text) => Guid.parse(text, 'g'), 'Reads an identifier.'),
    fromBytes: member(
      'Guid(byte[] b)',
      (bytes: Uint8Array | null) => Guid.fromBytes(bytes ?? argumentNull('b')),
      'The identifier of sixteen bytes.',
    ),
    empty: constant('static readonly Guid Empty', Guid.empty, 'All zeros.'),
    newGuid: member('static Guid NewGuid()', (host: Host) => Guid.random(host.random.bytes(16)), 'A new random identifier.', {
      host: true,
    }),
    parse: member('static Guid Parse(string input)', (text: Text) => Guid.parse(text), 'Reads an identifier.'),
    parseExact: member('static Guid ParseExact(string input, string format)', parseExact, 'Reads an identifier in one format.'),
    tryParse: member(
      'static bool TryParse(string input, out Guid result)',
      (text: Text, result: Ref<Guid>) => attempt(text === null ? undefined : Guid.read(text), result),
      'Reads an identifier, if the text is one.',
    ),
    tryParseExact: member(
      'static bool TryParseExact(string input, string format, out Guid result)',
      tryExact,
      'Reads an identifier in one format, if the text has it.',
    ),
    toByteArray: member('byte[] ToByteArray()', (value: Guid) => value.toBytes(), 'The sixteen bytes.'),
    compareTo: member(
      'int CompareTo(Guid value)',
      (value: Guid, other: Guid) => value.compare(other),
      'Orders this identifier and another.',
    ),
    compareToObject: member('int CompareTo(object value)', compareToObject, 'Orders this identifier and another.'),
    equals: member('bool Equals(Guid g)', (value: Guid, other: Guid) => value.hex === other.hex, 'Whether both are the same.'),
    equalsObject: member(
      'bool Equals(object o)',
      (value: Guid, other: unknown) => other instanceof Box && equals(value, other.value),
      'Whether a value is the same identifier.',
    ),
    equal: member(
      'static bool operator ==(Guid a, Guid b)',
      (a: Guid, b: Guid) => a.hex === b.hex,
      'Whether two identifiers are the same.',
    ),
    notEqual: member('static bool operator !=(Guid a, Guid b)', (a: Guid, b: Guid) => a.hex !== b.hex, 'Whether two identifiers differ.'),
    getHashCode: member('int GetHashCode()', (value: Guid) => hash(value), 'A number that equal values share.'),
    toString: member('string ToString()', (value: Guid) => value.toString(), 'The identifier as 8-4-4-4-12 digits.'),
    toStringFormat: member(
      'string ToString(string format)',
      (value: Guid, format: Text) => value.toString(format),
      'The identifier in a format: D, N, B, P or X.',
    ),
    toStringFormatCulture: member(
      'string ToString(string format, IFormatProvider provider)',
      (value: Guid, format: Text, _provider: unknown) => value.toString(format),
      'The identifier in a format: D, N, B, P or X.',
    ),
    getType: member('Type GetType()', (_value: Guid) => new Type(GUID), 'The type Guid.'),
  },
);

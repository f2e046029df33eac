import type { Host } from '../../host.ts';
import { constant, dotnetType, member } from '../define.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';

type Bytes = Uint8Array | null;

const whole = { host: true } as const;

/** Bytes of a number; the machine is little-endian, as those of .NET are. */
function bytesOf(size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size);
  write(new DataView(bytes.buffer));
  return bytes;
}

function viewAt(bytes: Bytes, start: number, size: number): DataView {
  if (bytes === null) argumentNull('value');
  if (start < 0 || start >= bytes.length)
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (start > bytes.length - size)
    argument('Destination array is not long enough to copy all the items in the collection. Check array index and length.', 'value');
  return new DataView(bytes.buffer, bytes.byteOffset + start, size);
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'));

function hexText(host: Host, bytes: Bytes, start: number, length: number): string {
  if (bytes === null) argumentNull('value');
  if (start < 0 || (start >= bytes.length && start > 0))
    outOfRange('startIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  if (length < 0) outOfRange('length', 'Value must be positive.');
  if (start > bytes.length - length)
    argument('Destination array is not long enough to copy all the items in the collection. Check array index and length.', 'value');
  host.budget.allocate(length * 3);
  let text = '';
  for (let at = start; at < start + length; at++) text += at === start ? hexOfByte[bytes[at] ?? 0] : `-${hexOfByte[bytes[at] ?? 0]}`;
  return text;
}

/** The bits of a number in another type of the same size. */
const sameBits = <R>(size: number, write: (view: DataView) => void, read: (view: DataView) => R): R =>
  read(new DataView(bytesOf(size, write).buffer));

export const BitConverter_ = dotnetType('static class System.BitConverter', 'Numbers as bytes, the lowest first.', {
  isLittleEndian: constant('static readonly bool IsLittleEndian', true, 'Yes.'),
  bytesOfBoolean: member('static byte[] GetBytes(bool value)', (value: boolean) => Uint8Array.of(value ? 1 : 0), 'The bytes of a value.'),
  bytesOfChar: member(
    'static byte[] GetBytes(char value)',
    (value: number) => bytesOf(2, (view) => view.setUint16(0, value, true)),
    'The bytes of a value.',
  ),
  bytesOfInt16: member(
    'static byte[] GetBytes(short value)',
    (value: number) => bytesOf(2, (view) => view.setInt16(0, value, true)),
    'The bytes of a value.',
  ),
  bytesOfInt32: member(
    'static byte[] GetBytes(int value)',
    (value: number) => bytesOf(4, (view) => view.setInt32(0, value, true)),
    'The bytes of a value.',
  ),
  bytesOfInt64: member(
    'static byte[] GetBytes(long value)',
    (value: bigint) => bytesOf(8, (view) => view.setBigInt64(0, value, true)),
    'The bytes of a value.',
  ),
  bytesOfUInt16: member(
    'static byte[] GetBytes(ushort value)',
    (value: number) => bytesOf(2, (view) => view.setUint16(0, value, true)),
    'The bytes of a value.',
  ),
  bytesOfUInt32: member(
    'static byte[] GetBytes(uint value)',
    (value: number) => bytesOf(4, (view) => view.setUint32(0, value, true)),
    'The bytes of a value.',
  ),
  bytesOfUInt64: member(
    'static byte[] GetBytes(ulong value)',
    (value: bigint) => bytesOf(8, (view) => view.setBigUint64(0, value, true)),
    'The bytes of a value.',
  ),
  bytesOfSingle: member(
    'static byte[] GetBytes(float value)',
    (value: number) => bytesOf(4, (view) => view.setFloat32(0, value, true)),
    'The bytes of a value.',
  ),
  bytesOfDouble: member(
    'static byte[] GetBytes(double value)',
    (value: number) => bytesOf(8, (view) => view.setFloat64(0, value, true)),
    'The bytes of a value.',
  ),
  toBoolean: member(
    'static bool ToBoolean(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 1).getUint8(0) !== 0,
    'A value from its bytes.',
  ),
  toChar: member(
    'static char ToChar(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 2).getUint16(0, true),
    'A value from its bytes.',
  ),
  toInt16: member(
    'static short ToInt16(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 2).getInt16(0, true),
    'A value from its bytes.',
  ),
  toInt32: member(
    'static int ToInt32(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 4).getInt32(0, true),
    'A value from its bytes.',
  ),
  toInt64: member(
    'static long ToInt64(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 8).getBigInt64(0, true),
    'A value from its bytes.',
  ),
  toUInt16: member(
    'static ushort ToUInt16(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 2).getUint16(0, true),
    'A value from its bytes.',
  ),
  toUInt32: member(
    'static uint ToUInt32(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 4).getUint32(0, true),
    'A value from its bytes.',
  ),
  toUInt64: member(
    'static ulong ToUInt64(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 8).getBigUint64(0, true),
    'A value from its bytes.',
  ),
  toSingle: member(
    'static float ToSingle(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 4).getFloat32(0, true),
    'A value from its bytes.',
  ),
  toDouble: member(
    'static double ToDouble(byte[] value, int startIndex)',
    (bytes: Bytes, start: number) => viewAt(bytes, start, 8).getFloat64(0, true),
    'A value from its bytes.',
  ),
  toString: member(
    'static string ToString(byte[] value)',
    (host: Host, bytes: Bytes) => hexText(host, bytes, 0, bytes?.length ?? 0),
    'Bytes as hexadecimal digits with dashes.',
    whole,
  ),
  toStringFrom: member(
    'static string ToString(byte[] value, int startIndex)',
    (host: Host, bytes: Bytes, start: number) => hexText(host, bytes, start, (bytes?.length ?? 0) - start),
    'The bytes from a place on as hexadecimal digits with dashes.',
    whole,
  ),
  toStringPart: member(
    'static string ToString(byte[] value, int startIndex, int length)',
    hexText,
    'Some bytes as hexadecimal digits with dashes.',
    whole,
  ),
  doubleToInt64Bits: member(
    'static long DoubleToInt64Bits(double value)',
    (value: number) =>
      sameBits(
        8,
        (view) => view.setFloat64(0, value),
        (view) => view.getBigInt64(0),
      ),
    'The bits of a double as a number.',
  ),
  int64BitsToDouble: member(
    'static double Int64BitsToDouble(long value)',
    (value: bigint) =>
      sameBits(
        8,
        (view) => view.setBigInt64(0, value),
        (view) => view.getFloat64(0),
      ),
    'The double with the given bits.',
  ),
  singleToInt32Bits: member(
    'static int SingleToInt32Bits(float value)',
    (value: number) =>
      sameBits(
        4,
        (view) => view.setFloat32(0, value),
        (view) => view.getInt32(0),
      ),
    'The bits of a float as a number.',
  ),
  int32BitsToSingle: member(
    'static float Int32BitsToSingle(int value)',
    (value: number) =>
      sameBits(
        4,
        (view) => view.setInt32(0, value),
        (view) => view.getFloat32(0),
      ),
    'The float with the given bits.',
  ),
});

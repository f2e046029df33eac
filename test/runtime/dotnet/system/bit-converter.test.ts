import { expect, test } from 'vitest';
import { BitConverter_ as B } from '../../../../src/runtime/dotnet/system/BitConverter.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host = stillHost();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test.each<[string, Uint8Array, string]>([
  ['bool', B.bytesOfBoolean(true), '01'],
  ['char', B.bytesOfChar(0x20ac), 'ac20'],
  ['short', B.bytesOfInt16(-2), 'feff'],
  ['int', B.bytesOfInt32(258), '02010000'],
  ['long', B.bytesOfInt64(-1n), 'ffffffffffffffff'],
  ['ulong', B.bytesOfUInt64(258n), '0201000000000000'],
  ['float', B.bytesOfSingle(1.5), '0000c03f'],
  ['double', B.bytesOfDouble(1), '000000000000f03f'],
])('GetBytes(%s)', (_type, bytes, expected) => {
  expect(hex(bytes)).toBe(expected);
});

test('back from bytes', () => {
  const bytes = Uint8Array.from([9, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
  expect([B.toInt16(bytes, 1), B.toUInt16(bytes, 1), B.toInt32(bytes, 1), B.toUInt32(bytes, 1), B.toInt64(bytes, 1)]).toEqual([
    -1,
    65535,
    -1,
    4294967295,
    2n ** 63n - 1n,
  ]);
  expect([B.toDouble(B.bytesOfDouble(0.1), 0), B.toSingle(B.bytesOfSingle(0.5), 0), B.toBoolean(bytes, 0), B.toChar(bytes, 1)]).toEqual([
    0.1,
    0.5,
    true,
    0xffff,
  ]);
  expect([B.doubleToInt64Bits(1), B.int64BitsToDouble(4607182418800017408n), B.singleToInt32Bits(1)]).toEqual([
    4607182418800017408n,
    1,
    1065353216,
  ]);
});

test('text and faults', () => {
  const bytes = Uint8Array.from([1, 171, 255]);
  expect([
    B.toString(host, bytes),
    B.toStringFrom(host, bytes, 1),
    B.toStringPart(host, bytes, 1, 1),
    B.toString(host, new Uint8Array()),
  ]).toEqual(['01-AB-FF', 'AB-FF', 'AB', '']);
  expect(thrownBy(() => B.toInt32(Uint8Array.of(1), 0))).toBe(
    "System.ArgumentException: Destination array is not long enough to copy all the items in the collection. Check array index and length. (Parameter 'value')",
  );
  expect(thrownBy(() => B.toInt32(null, 0))).toBe("System.ArgumentNullException: Value cannot be null. (Parameter 'value')");
});

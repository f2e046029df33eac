import { expect, test } from 'vitest';
import { TextReader_ as R, StringReader_ } from '../../../../src/runtime/dotnet/io/StringReader.ts';
import { StringWriter_, TextWriter_ as W } from '../../../../src/runtime/dotnet/io/StringWriter.ts';
import { stillHost } from '../still-host.ts';
import { thrownBy } from '../thrown.ts';

const host = stillHost();

test('a reader gives characters, lines and the rest', () => {
  const reader = StringReader_.create('ab\r\nc\rd\n\ne');
  expect([R.peek(reader), R.read(reader)]).toEqual([0x61, 0x61]);
  expect([R.readLine(host, reader), R.readLine(host, reader)]).toEqual(['b', 'c']);
  const buffer = [0, 0, 0];
  expect([R.readInto(reader, buffer, 1, 2), buffer]).toEqual([2, [0, 0x64, 0x0a]]);
  expect([R.readToEnd(host, reader), R.readLine(host, reader), R.read(reader), R.readToEnd(host, reader)]).toEqual(['\ne', null, -1, '']);
  R.dispose(reader);
  expect(thrownBy(() => R.read(reader))).toBe('System.ObjectDisposedException: Cannot read from a closed TextReader.');
  expect(thrownBy(() => StringReader_.create(null))).toBe("System.ArgumentNullException: Value cannot be null. (Parameter 's')");
});

test('a writer keeps what is written', () => {
  const writer = StringWriter_.create();
  W.write(host, writer, 'a');
  W.writeBool(host, writer, true);
  W.writeDouble(host, writer, 1.5);
  W.writeFormat2(host, writer, '{0}|{1}', 1, null);
  W.writeLineInt32(host, writer, 7);
  W.setNewLine(writer, '\r\n');
  W.writeLine(host, writer);
  expect(StringWriter_.toString(writer)).toBe('aTrue1.51|7\n\r\n');
  expect(StringWriter_.getStringBuilder(writer).length).toBe(14);
  W.dispose(writer);
  expect(StringWriter_.toString(writer)).toBe('aTrue1.51|7\n\r\n');
  expect(thrownBy(() => W.write(host, writer, 'x'))).toBe('System.ObjectDisposedException: Cannot write to a closed TextWriter.');
});

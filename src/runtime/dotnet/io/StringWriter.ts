import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull, required } from '../failures.ts';
import { composite } from '../format/composite.ts';
import { fromChars } from '../system/string/create-rows.ts';
import { Encoding } from '../text/encoding-value.ts';
import { valueRows } from '../text/string-builder/texts.ts';
import { StringBuilder } from '../text/string-builder/value.ts';
import { StringWriter } from './writer.ts';

type Text = string | null;
type Objects = readonly unknown[] | null;
type Chars = readonly number[] | null;

const whole = { host: true } as const;

const formatted = (host: Host, format: Text, args: Objects): string =>
  composite(host.budget, required(format, 'format'), required(args, 'arg'));

function setNewLine(writer: StringWriter, value: Text): void {
  writer.newLine = value ?? '\n';
}

export const TextWriter_ = dotnetType('abstract class System.IO.TextWriter : IDisposable', 'Writes a text piece by piece.', {
  write: member(
    'void Write(string value)',
    (host: Host, writer: StringWriter, text: Text) => writer.write(host.budget, text ?? ''),
    'Writes a text.',
    whole,
  ),
  writeChar: member(
    'void Write(char value)',
    (host: Host, writer: StringWriter, unit: number) => writer.write(host.budget, String.fromCharCode(unit)),
    'Writes a character.',
    whole,
  ),
  writeChars: member(
    'void Write(char[] buffer)',
    (host: Host, writer: StringWriter, chars: Chars) => writer.write(host.budget, fromChars(host, chars)),
    'Writes characters.',
    whole,
  ),
  writeCharsPart: member(
    'void Write(char[] buffer, int index, int count)',
    (host: Host, writer: StringWriter, chars: Chars, start: number, count: number) =>
      writer.write(host.budget, fromChars(host, chars ?? argumentNull('buffer'), start, count)),
    'Writes some characters.',
    whole,
  ),
  ...valueRows(
    'write',
    'Writes the text of a value.',
    (type) => `void Write(${type} value)`,
    (textOf) => (host: Host, writer: StringWriter, value: unknown) => writer.write(host.budget, textOf(value)),
  ),
  writeFormat1: member(
    'void Write(string format, object arg0)',
    (host: Host, writer: StringWriter, format: Text, a: unknown) => writer.write(host.budget, formatted(host, format, [a])),
    'Writes a composite format, filled.',
    whole,
  ),
  writeFormat2: member(
    'void Write(string format, object arg0, object arg1)',
    (host: Host, writer: StringWriter, format: Text, a: unknown, b: unknown) => writer.write(host.budget, formatted(host, format, [a, b])),
    'Writes a composite format, filled.',
    whole,
  ),
  writeFormat3: member(
    'void Write(string format, object arg0, object arg1, object arg2)',
    (host: Host, writer: StringWriter, format: Text, a: unknown, b: unknown, c: unknown) =>
      writer.write(host.budget, formatted(host, format, [a, b, c])),
    'Writes a composite format, filled.',
    whole,
  ),
  writeFormat: member(
    'void Write(string format, params object[] arg)',
    (host: Host, writer: StringWriter, format: Text, args: Objects) => writer.write(host.budget, formatted(host, format, args)),
    'Writes a composite format, filled.',
    whole,
  ),
  writeLine: member(
    'void WriteLine()',
    (host: Host, writer: StringWriter) => writer.writeLine(host.budget, ''),
    'Writes a line break.',
    whole,
  ),
  writeLineOf: member(
    'void WriteLine(string value)',
    (host: Host, writer: StringWriter, text: Text) => writer.writeLine(host.budget, text ?? ''),
    'Writes a text and a line break.',
    whole,
  ),
  writeLineChar: member(
    'void WriteLine(char value)',
    (host: Host, writer: StringWriter, unit: number) => writer.writeLine(host.budget, String.fromCharCode(unit)),
    'Writes a character and a line break.',
    whole,
  ),
  writeLineChars: member(
    'void WriteLine(char[] buffer)',
    (host: Host, writer: StringWriter, chars: Chars) => writer.writeLine(host.budget, fromChars(host, chars)),
    'Writes characters and a line break.',
    whole,
  ),
  ...valueRows(
    'writeLine',
    'Writes the text of a value and a line break.',
    (type) => `void WriteLine(${type} value)`,
    (textOf) => (host: Host, writer: StringWriter, value: unknown) => writer.writeLine(host.budget, textOf(value)),
  ),
  writeLineFormat1: member(
    'void WriteLine(string format, object arg0)',
    (host: Host, writer: StringWriter, format: Text, a: unknown) => writer.writeLine(host.budget, formatted(host, format, [a])),
    'Writes a composite format, filled, and a line break.',
    whole,
  ),
  writeLineFormat2: member(
    'void WriteLine(string format, object arg0, object arg1)',
    (host: Host, writer: StringWriter, format: Text, a: unknown, b: unknown) =>
      writer.writeLine(host.budget, formatted(host, format, [a, b])),
    'Writes a composite format, filled, and a line break.',
    whole,
  ),
  writeLineFormat3: member(
    'void WriteLine(string format, object arg0, object arg1, object arg2)',
    (host: Host, writer: StringWriter, format: Text, a: unknown, b: unknown, c: unknown) =>
      writer.writeLine(host.budget, formatted(host, format, [a, b, c])),
    'Writes a composite format, filled, and a line break.',
    whole,
  ),
  writeLineFormat: member(
    'void WriteLine(string format, params object[] arg)',
    (host: Host, writer: StringWriter, format: Text, args: Objects) => writer.writeLine(host.budget, formatted(host, format, args)),
    'Writes a composite format, filled, and a line break.',
    whole,
  ),
  newLine: member('string NewLine { get; }', (writer: StringWriter) => writer.newLine, 'The line break.'),
  setNewLine: member('string NewLine { set; }', setNewLine, 'Sets the line break.'),
  flush: member('void Flush()', (_writer: StringWriter) => undefined, 'Does nothing: what is written is there.'),
  close: member('void Close()', (writer: StringWriter) => writer.close(), 'Ends writing.'),
  dispose: member('void Dispose()', (writer: StringWriter) => writer.close(), 'Ends writing.'),
});

export const StringWriter_ = dotnetType('class System.IO.StringWriter : TextWriter', 'Writes a text piece by piece.', {
  create: member('StringWriter()', () => new StringWriter(new StringBuilder('')), 'An empty text.'),
  createCulture: member(
    'StringWriter(IFormatProvider formatProvider)',
    (_provider: unknown) => new StringWriter(new StringBuilder('')),
    'An empty text.',
  ),
  createBuilder: member(
    'StringWriter(StringBuilder sb)',
    (builder: StringBuilder | null) => new StringWriter(builder ?? argumentNull('sb')),
    'Writes into a builder.',
  ),
  encoding: member('Encoding Encoding { get; }', (_writer: StringWriter) => Encoding.unicode, 'UTF-16.'),
  getStringBuilder: member('StringBuilder GetStringBuilder()', (writer: StringWriter) => writer.builder, 'The builder it writes into.'),
  toString: member('string ToString()', (writer: StringWriter) => writer.toString(), 'What was written.'),
});

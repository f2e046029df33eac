import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { StringReader } from './reader.ts';

/** Announces what is about to be read. */
function paid(host: Host, text: string | null): string | null {
  host.budget.step(1 + ((text ?? '').length >>> 6));
  return text;
}

export const TextReader_ = dotnetType('abstract class System.IO.TextReader : IDisposable', 'Reads a text piece by piece.', {
  peek: member('int Peek()', (reader: StringReader) => reader.peek(), 'The next character without reading it, or -1.'),
  read: member('int Read()', (reader: StringReader) => reader.read(), 'The next character, or -1.'),
  readInto: member(
    'int Read(char[] buffer, int index, int count)',
    (reader: StringReader, target: number[] | null, start: number, count: number) => reader.readInto(target, start, count),
    'Reads characters into an array.',
  ),
  readBlock: member(
    'int ReadBlock(char[] buffer, int index, int count)',
    (reader: StringReader, target: number[] | null, start: number, count: number) => reader.readInto(target, start, count),
    'Reads characters into an array.',
  ),
  readLine: member('string ReadLine()', (host: Host, reader: StringReader) => paid(host, reader.readLine()), 'The next line, or null.', {
    host: true,
  }),
  readToEnd: member(
    'string ReadToEnd()',
    (host: Host, reader: StringReader) => paid(host, reader.readToEnd()),
    'Everything that is left.',
    { host: true },
  ),
  close: member('void Close()', (reader: StringReader) => reader.close(), 'Ends reading.'),
  dispose: member('void Dispose()', (reader: StringReader) => reader.close(), 'Ends reading.'),
});

export const StringReader_ = dotnetType('class System.IO.StringReader : TextReader', 'Reads a text piece by piece.', {
  create: member('StringReader(string s)', (text: string | null) => new StringReader(text), 'Begins to read a text.'),
});

import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argument, outOfRange } from '../failures.ts';
import { CHAR } from '../types.ts';
import { array, NetException } from '../values.ts';
import { Encoding } from './encoding-value.ts';

type Text = string | null;
type Bytes = Uint8Array | null;
type Chars = readonly number[] | null;

const whole = { host: true } as const;

const noText = (param: string): never => {
  throw new NetException(
    'System.ArgumentNullException',
    `String reference not set to an instance of a String. (Parameter '${param}')`,
    null,
    param,
  );
};

const noArray = (param: string): never => {
  throw new NetException('System.ArgumentNullException', `Array cannot be null. (Parameter '${param}')`, null, param);
};

function checkRange(length: number, index: number, count: number, param: string): void {
  if (index < 0) outOfRange('index', 'Non-negative number required.');
  if (count < 0) outOfRange('count', 'Non-negative number required.');
  if (length - index < count) outOfRange(param, 'Index and count must refer to a location within the buffer.');
}

function bytesPart(bytes: Bytes, index: number, count: number): Uint8Array {
  if (bytes === null) return noArray('bytes');
  checkRange(bytes.length, index, count, 'bytes');
  return bytes.subarray(index, index + count);
}

function charsPart(chars: Chars, index = 0, count = chars?.length ?? 0): string {
  if (chars === null) return noArray('chars');
  checkRange(chars.length, index, count, 'chars');
  let text = '';
  for (let i = index; i < index + count; i++) text += String.fromCharCode(chars[i] ?? 0);
  return text;
}

function textPart(text: Text, index: number, count: number): string {
  if (text === null) return noText('s');
  checkRange(text.length, index, count, 's');
  return text.slice(index, index + count);
}

const charsOf = (text: string): number[] =>
  array(
    CHAR,
    Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)),
  );

/** Writes bytes into an array that is there, and says how many. */
function fill(host: Host, encoding: Encoding, text: string, target: Bytes, start: number): number {
  if (target === null) return noArray('bytes');
  if (start < 0 || start > target.length)
    outOfRange('byteIndex', 'Index was out of range. Must be non-negative and less than the size of the collection.');
  const bytes = encoding.encode(host.budget, text);
  if (bytes.length > target.length - start)
    argument(
      `The output byte buffer is too small to contain the encoded data, encoding '${encoding.facts.title}' fallback 'System.Text.EncoderReplacementFallback'.`,
      'bytes',
    );
  target.set(bytes, start);
  return bytes.length;
}

function maximum(count: number, param: string, each: number): number {
  if (count < 0) outOfRange(param, 'Non-negative number required.');
  return Math.ceil((count + 1) * each);
}

/** .NET allows for what a decoder may still hold of the bytes before. */
function mostChars({ facts: { codePage, most } }: Encoding, count: number): number {
  if (count < 0) outOfRange('byteCount', 'Non-negative number required.');
  if (codePage === 12000 || codePage === 12001) return Math.floor(count / 2) + 2;
  if (most.bytes === 1) return count;
  return most.bytes === 2 ? (count >> 1) + (count & 1) + 1 : count + 1;
}

function convert(host: Host, from: Encoding | null, to: Encoding | null, bytes: Bytes): Uint8Array {
  if (from === null || to === null) return noArray(from === null ? 'srcEncoding' : 'dstEncoding');
  if (bytes === null) return noArray('bytes');
  return to.encode(host.budget, from.decode(host.budget, bytes));
}

/** The order of bytes is written large. */
const webNameOf = ({ facts }: Encoding): string => (facts.names[0] ?? '').replace(/be$/, 'BE');

export const Encoding_ = dotnetType(
  'abstract class System.Text.Encoding',
  'How text becomes bytes. What cannot be written or read is replaced.',
  {
    utf8: member('static Encoding UTF8 { get; }', () => Encoding.utf8, 'UTF-8.'),
    ascii: member('static Encoding ASCII { get; }', () => Encoding.ascii, 'ASCII.'),
    unicode: member('static Encoding Unicode { get; }', () => Encoding.unicode, 'UTF-16, the lower byte first.'),
    bigEndianUnicode: member(
      'static Encoding BigEndianUnicode { get; }',
      () => Encoding.bigEndianUnicode,
      'UTF-16, the higher byte first.',
    ),
    utf32: member('static Encoding UTF32 { get; }', () => Encoding.utf32, 'UTF-32, the lowest byte first.'),
    default: member('static Encoding Default { get; }', () => Encoding.default, 'UTF-8 without a byte order mark.'),
    getEncoding: member(
      'static Encoding GetEncoding(string name)',
      (name: Text) => (name === null ? noArray('name') : Encoding.byName(name)),
      'An encoding by name.',
    ),
    getEncodingPage: member(
      'static Encoding GetEncoding(int codepage)',
      (codePage: number) => Encoding.byCodePage(codePage),
      'An encoding by code page.',
    ),
    convert: member(
      'static byte[] Convert(Encoding srcEncoding, Encoding dstEncoding, byte[] bytes)',
      convert,
      'Bytes of one encoding as bytes of another.',
      whole,
    ),
    convertPart: member(
      'static byte[] Convert(Encoding srcEncoding, Encoding dstEncoding, byte[] bytes, int index, int count)',
      (host: Host, from: Encoding | null, to: Encoding | null, bytes: Bytes, index: number, count: number) =>
        convert(host, from, to, bytesPart(bytes, index, count)),
      'Some bytes of one encoding as bytes of another.',
      whole,
    ),
    getBytes: member(
      'byte[] GetBytes(string s)',
      (host: Host, encoding: Encoding, text: Text) => (text === null ? noText('s') : encoding.encode(host.budget, text)),
      'A text as bytes.',
      whole,
    ),
    getBytesPart: member(
      'byte[] GetBytes(string s, int index, int count)',
      (host: Host, encoding: Encoding, text: Text, index: number, count: number) =>
        encoding.encode(host.budget, textPart(text, index, count)),
      'A part of a text as bytes.',
      whole,
    ),
    getBytesOfChars: member(
      'byte[] GetBytes(char[] chars)',
      (host: Host, encoding: Encoding, chars: Chars) => encoding.encode(host.budget, charsPart(chars)),
      'Characters as bytes.',
      whole,
    ),
    getBytesOfCharsPart: member(
      'byte[] GetBytes(char[] chars, int index, int count)',
      (host: Host, encoding: Encoding, chars: Chars, index: number, count: number) =>
        encoding.encode(host.budget, charsPart(chars, index, count)),
      'Some characters as bytes.',
      whole,
    ),
    fillBytes: member(
      'int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)',
      (host: Host, encoding: Encoding, text: Text, index: number, count: number, bytes: Bytes, start: number) =>
        fill(host, encoding, textPart(text, index, count), bytes, start),
      'Writes a part of a text into an array.',
      whole,
    ),
    getByteCount: member(
      'int GetByteCount(string s)',
      (encoding: Encoding, text: Text) => (text === null ? noArray('chars') : encoding.count(text)),
      'How many bytes a text takes.',
    ),
    getByteCountOfChars: member(
      'int GetByteCount(char[] chars)',
      (encoding: Encoding, chars: Chars) => encoding.count(charsPart(chars)),
      'How many bytes characters take.',
    ),
    getByteCountPart: member(
      'int GetByteCount(string s, int index, int count)',
      (encoding: Encoding, text: Text, index: number, count: number) => encoding.count(textPart(text, index, count)),
      'How many bytes a part of a text takes.',
    ),
    getString: member(
      'string GetString(byte[] bytes)',
      (host: Host, encoding: Encoding, bytes: Bytes) => (bytes === null ? noArray('bytes') : encoding.decode(host.budget, bytes)),
      'Bytes as text.',
      whole,
    ),
    getStringPart: member(
      'string GetString(byte[] bytes, int index, int count)',
      (host: Host, encoding: Encoding, bytes: Bytes, index: number, count: number) =>
        encoding.decode(host.budget, bytesPart(bytes, index, count)),
      'Some bytes as text.',
      whole,
    ),
    getChars: member(
      'char[] GetChars(byte[] bytes)',
      (host: Host, encoding: Encoding, bytes: Bytes) => (bytes === null ? noArray('bytes') : charsOf(encoding.decode(host.budget, bytes))),
      'Bytes as characters.',
      whole,
    ),
    getCharsPart: member(
      'char[] GetChars(byte[] bytes, int index, int count)',
      (host: Host, encoding: Encoding, bytes: Bytes, index: number, count: number) =>
        charsOf(encoding.decode(host.budget, bytesPart(bytes, index, count))),
      'Some bytes as characters.',
      whole,
    ),
    getCharCount: member(
      'int GetCharCount(byte[] bytes)',
      (host: Host, encoding: Encoding, bytes: Bytes) => (bytes === null ? noArray('bytes') : encoding.decode(host.budget, bytes).length),
      'How many characters bytes give.',
      whole,
    ),
    getCharCountPart: member(
      'int GetCharCount(byte[] bytes, int index, int count)',
      (host: Host, encoding: Encoding, bytes: Bytes, index: number, count: number) =>
        encoding.decode(host.budget, bytesPart(bytes, index, count)).length,
      'How many characters some bytes give.',
      whole,
    ),
    getMaxByteCount: member(
      'int GetMaxByteCount(int charCount)',
      (encoding: Encoding, count: number) => maximum(count, 'charCount', encoding.facts.most.bytes),
      'How many bytes characters take at most.',
    ),
    getMaxCharCount: member(
      'int GetMaxCharCount(int byteCount)',
      (encoding: Encoding, count: number) => mostChars(encoding, count),
      'How many characters bytes give at most.',
    ),
    getPreamble: member('byte[] GetPreamble()', (encoding: Encoding) => Uint8Array.from(encoding.facts.preamble), 'The byte order mark.'),
    webName: member('string WebName { get; }', (encoding: Encoding) => webNameOf(encoding), 'The name on the web.'),
    bodyName: member('string BodyName { get; }', (encoding: Encoding) => webNameOf(encoding), 'The name in message bodies.'),
    headerName: member('string HeaderName { get; }', (encoding: Encoding) => webNameOf(encoding), 'The name in message headers.'),
    encodingName: member('string EncodingName { get; }', (encoding: Encoding) => encoding.facts.title, 'The name for people.'),
    codePage: member('int CodePage { get; }', (encoding: Encoding) => encoding.facts.codePage, 'The number of the code page.'),
    isSingleByte: member(
      'bool IsSingleByte { get; }',
      (encoding: Encoding) => encoding.facts.preamble.length === 0 && encoding.facts.most.bytes === 1,
      'Whether every character is one byte.',
    ),
    equals: member(
      'bool Equals(object value)',
      (encoding: Encoding, other: unknown) => other instanceof Encoding && other.facts.codePage === encoding.facts.codePage,
      'Whether both are the same encoding.',
    ),
    getHashCode: member('int GetHashCode()', (encoding: Encoding) => encoding.facts.codePage, 'A number that equal encodings share.'),
    toString: member('string ToString()', (encoding: Encoding) => encoding.toString(), 'The name of the type.'),
  },
);

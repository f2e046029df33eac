import { dotnetType, member } from '../define.ts';
import { Encoding } from './encoding-value.ts';

const utf16 = (bigEndian: boolean): Encoding => (bigEndian ? Encoding.bigEndianUnicode : Encoding.unicode);

export const UnicodeEncoding_ = dotnetType('class System.Text.UnicodeEncoding : Encoding', 'UTF-16.', {
  create: member('UnicodeEncoding()', () => Encoding.unicode, 'UTF-16, the lower byte first.'),
  createOrder: member(
    'UnicodeEncoding(bool bigEndian, bool byteOrderMark)',
    (bigEndian: boolean, preamble: boolean) => utf16(bigEndian).with({ preamble, strict: false }),
    'UTF-16 in an order of bytes.',
  ),
  createStrict: member(
    'UnicodeEncoding(bool bigEndian, bool byteOrderMark, bool throwOnInvalidBytes)',
    (bigEndian: boolean, preamble: boolean, strict: boolean) => utf16(bigEndian).with({ preamble, strict }),
    'UTF-16 that refuses what it cannot read or write, if wanted.',
  ),
});

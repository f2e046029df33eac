import { dotnetType, member } from '../define.ts';
import { Encoding } from './encoding-value.ts';

export const UTF8Encoding_ = dotnetType('class System.Text.UTF8Encoding : Encoding', 'UTF-8, with or without a byte order mark.', {
  create: member('UTF8Encoding()', () => Encoding.default, 'UTF-8 without a byte order mark.'),
  createMark: member(
    'UTF8Encoding(bool encoderShouldEmitUTF8Identifier)',
    (preamble: boolean) => Encoding.utf8.with({ preamble, strict: false }),
    'UTF-8, with a byte order mark if wanted.',
  ),
  createStrict: member(
    'UTF8Encoding(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes)',
    (preamble: boolean, strict: boolean) => Encoding.utf8.with({ preamble, strict }),
    'UTF-8 that refuses what it cannot read or write, if wanted.',
  ),
});

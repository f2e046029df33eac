import { dotnetFlags } from '../enum-type.ts';

export const DateTimeStyles_ = dotnetFlags('System.Globalization.DateTimeStyles', 'How a text is read as a date.', {
  None: 0,
  AllowLeadingWhite: 1,
  AllowTrailingWhite: 2,
  AllowInnerWhite: 4,
  AllowWhiteSpaces: 7,
  NoCurrentDateDefault: 8,
  AdjustToUniversal: 16,
  AssumeLocal: 32,
  AssumeUniversal: 64,
  RoundtripKind: 128,
});

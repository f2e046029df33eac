import { dotnetFlags } from '../enum-type.ts';

export const RegexOptions_ = dotnetFlags('System.Text.RegularExpressions.RegexOptions', 'Options of regular expressions.', {
  None: 0,
  IgnoreCase: 1,
  Multiline: 2,
  ExplicitCapture: 4,
  Compiled: 8,
  Singleline: 16,
  IgnorePatternWhitespace: 32,
  RightToLeft: 64,
  ECMAScript: 256,
  CultureInvariant: 512,
});

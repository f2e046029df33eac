import { dotnetFlags } from '../enum-type.ts';

export const Base64FormattingOptions_ = dotnetFlags('System.Base64FormattingOptions', 'Whether base64 text has line breaks.', {
  None: 0,
  InsertLineBreaks: 1,
});

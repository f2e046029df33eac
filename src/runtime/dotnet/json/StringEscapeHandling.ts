import { dotnetEnum } from '../enum-type.ts';

export const StringEscapeHandling_ = dotnetEnum('Newtonsoft.Json.StringEscapeHandling', 'What characters of texts are escaped.', {
  Default: 0,
  EscapeNonAscii: 1,
  EscapeHtml: 2,
});

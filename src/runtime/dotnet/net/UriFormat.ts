import { dotnetEnum } from '../enum-type.ts';

export const UriFormat_ = dotnetEnum('System.UriFormat', 'How the parts of a URI are escaped.', {
  UriEscaped: 1,
  Unescaped: 2,
  SafeUnescaped: 3,
});

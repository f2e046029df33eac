import { dotnetEnum } from '../enum-type.ts';

export const UriHostNameType_ = dotnetEnum('System.UriHostNameType', 'What kind of host a URI names.', {
  Unknown: 0,
  Basic: 1,
  Dns: 2,
  IPv4: 3,
  IPv6: 4,
});

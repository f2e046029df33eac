import { dotnetFlags } from '../enum-type.ts';

export const UriComponents_ = dotnetFlags('System.UriComponents', 'Parts of a URI.', {
  Scheme: 1,
  UserInfo: 2,
  Host: 4,
  Port: 8,
  Path: 16,
  Query: 32,
  Fragment: 64,
  StrongPort: 128,
  KeepDelimiter: 1073741824,
  HostAndPort: 132,
  StrongAuthority: 134,
  SchemeAndServer: 13,
  PathAndQuery: 48,
  HttpRequestUrl: 61,
  AbsoluteUri: 127,
});

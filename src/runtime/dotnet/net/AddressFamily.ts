import { dotnetEnum } from '../enum-type.ts';

export const AddressFamily_ = dotnetEnum('System.Net.Sockets.AddressFamily', 'The kind of an IP address.', {
  Unknown: -1,
  Unspecified: 0,
  InterNetwork: 2,
  InterNetworkV6: 23,
});

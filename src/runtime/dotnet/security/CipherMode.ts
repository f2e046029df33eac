import { dotnetEnum } from '../enum-type.ts';

export const CipherMode_ = dotnetEnum('System.Security.Cryptography.CipherMode', 'How blocks are chained.', {
  CBC: 1,
  ECB: 2,
  OFB: 3,
  CFB: 4,
  CTS: 5,
});

import { dotnetType } from '../define.ts';

export const RNGCryptoServiceProvider_ = dotnetType(
  'class System.Security.Cryptography.RNGCryptoServiceProvider',
  'Random bytes fit for secrets.',
  {},
);

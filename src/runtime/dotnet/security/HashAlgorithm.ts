import { dotnetType } from '../define.ts';

export const HashAlgorithm_ = dotnetType(
  'abstract class System.Security.Cryptography.HashAlgorithm : IDisposable',
  'Computes digests.',
  {},
);

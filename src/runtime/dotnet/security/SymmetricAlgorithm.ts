import { dotnetType } from '../define.ts';

export const SymmetricAlgorithm_ = dotnetType(
  'abstract class System.Security.Cryptography.SymmetricAlgorithm : IDisposable',
  'A cipher with one key.',
  {},
);

import { dotnetType } from '../define.ts';

export const HashAlgorithmName_ = dotnetType('struct System.Security.Cryptography.HashAlgorithmName', 'The name of a digest.', {});

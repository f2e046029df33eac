import { dotnetType } from '../define.ts';

export const HMAC_ = dotnetType('abstract class System.Security.Cryptography.HMAC : HashAlgorithm', 'Computes keyed digests.', {});

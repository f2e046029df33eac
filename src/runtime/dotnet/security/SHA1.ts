import { dotnetType, member } from '../define.ts';
import { HashAlgorithm, hashByName } from './hash.ts';

export const SHA1_ = dotnetType('abstract class System.Security.Cryptography.SHA1 : HashAlgorithm', 'Computes digests by SHA-1.', {
  create: member('static SHA1 Create()', () => new HashAlgorithm('SHA1', 'SHA1'), 'SHA-1.'),
  createName: member('static SHA1 Create(string algName)', hashByName, 'A digest by name, or null.'),
});

export const SHA1Managed_ = dotnetType('class System.Security.Cryptography.SHA1Managed : SHA1', 'Computes digests by SHA-1.', {
  create: member('SHA1Managed()', () => new HashAlgorithm('SHA1Managed', 'SHA1'), 'SHA-1.'),
});

export const SHA1CryptoServiceProvider_ = dotnetType(
  'class System.Security.Cryptography.SHA1CryptoServiceProvider : SHA1',
  'Computes digests by SHA-1.',
  {
    create: member('SHA1CryptoServiceProvider()', () => new HashAlgorithm('SHA1CryptoServiceProvider', 'SHA1'), 'SHA-1.'),
  },
);

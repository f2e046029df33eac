import { dotnetType, member } from '../define.ts';
import { HashAlgorithm, hashByName } from './hash.ts';

export const SHA512_ = dotnetType('abstract class System.Security.Cryptography.SHA512 : HashAlgorithm', 'Computes digests by SHA-512.', {
  create: member('static SHA512 Create()', () => new HashAlgorithm('SHA512', 'SHA512'), 'SHA-512.'),
  createName: member('static SHA512 Create(string algName)', hashByName, 'A digest by name, or null.'),
});

export const SHA512Managed_ = dotnetType('class System.Security.Cryptography.SHA512Managed : SHA512', 'Computes digests by SHA-512.', {
  create: member('SHA512Managed()', () => new HashAlgorithm('SHA512Managed', 'SHA512'), 'SHA-512.'),
});

export const SHA512CryptoServiceProvider_ = dotnetType(
  'class System.Security.Cryptography.SHA512CryptoServiceProvider : SHA512',
  'Computes digests by SHA-512.',
  {
    create: member('SHA512CryptoServiceProvider()', () => new HashAlgorithm('SHA512CryptoServiceProvider', 'SHA512'), 'SHA-512.'),
  },
);

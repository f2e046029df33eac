import { dotnetType, member } from '../define.ts';
import { HashAlgorithm, hashByName } from './hash.ts';

export const SHA256_ = dotnetType('abstract class System.Security.Cryptography.SHA256 : HashAlgorithm', 'Computes digests by SHA-256.', {
  create: member('static SHA256 Create()', () => new HashAlgorithm('SHA256', 'SHA256'), 'SHA-256.'),
  createName: member('static SHA256 Create(string algName)', hashByName, 'A digest by name, or null.'),
});

export const SHA256Managed_ = dotnetType('class System.Security.Cryptography.SHA256Managed : SHA256', 'Computes digests by SHA-256.', {
  create: member('SHA256Managed()', () => new HashAlgorithm('SHA256Managed', 'SHA256'), 'SHA-256.'),
});

export const SHA256CryptoServiceProvider_ = dotnetType(
  'class System.Security.Cryptography.SHA256CryptoServiceProvider : SHA256',
  'Computes digests by SHA-256.',
  {
    create: member('SHA256CryptoServiceProvider()', () => new HashAlgorithm('SHA256CryptoServiceProvider', 'SHA256'), 'SHA-256.'),
  },
);

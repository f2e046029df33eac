import { dotnetType, member } from '../define.ts';
import { HashAlgorithm, hashByName } from './hash.ts';

export const SHA384_ = dotnetType('abstract class System.Security.Cryptography.SHA384 : HashAlgorithm', 'Computes digests by SHA-384.', {
  create: member('static SHA384 Create()', () => new HashAlgorithm('SHA384', 'SHA384'), 'SHA-384.'),
  createName: member('static SHA384 Create(string algName)', hashByName, 'A digest by name, or null.'),
});

export const SHA384Managed_ = dotnetType('class System.Security.Cryptography.SHA384Managed : SHA384', 'Computes digests by SHA-384.', {
  create: member('SHA384Managed()', () => new HashAlgorithm('SHA384Managed', 'SHA384'), 'SHA-384.'),
});

export const SHA384CryptoServiceProvider_ = dotnetType(
  'class System.Security.Cryptography.SHA384CryptoServiceProvider : SHA384',
  'Computes digests by SHA-384.',
  {
    create: member('SHA384CryptoServiceProvider()', () => new HashAlgorithm('SHA384CryptoServiceProvider', 'SHA384'), 'SHA-384.'),
  },
);

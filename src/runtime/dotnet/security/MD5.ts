import { dotnetType, member } from '../define.ts';
import { HashAlgorithm, hashByName } from './hash.ts';

export const MD5_ = dotnetType('abstract class System.Security.Cryptography.MD5 : HashAlgorithm', 'Computes digests by MD5.', {
  create: member('static MD5 Create()', () => new HashAlgorithm('MD5', 'MD5'), 'MD5.'),
  createName: member('static MD5 Create(string algName)', hashByName, 'A digest by name, or null.'),
});

export const MD5CryptoServiceProvider_ = dotnetType(
  'class System.Security.Cryptography.MD5CryptoServiceProvider : MD5',
  'Computes digests by MD5.',
  {
    create: member('MD5CryptoServiceProvider()', () => new HashAlgorithm('MD5CryptoServiceProvider', 'MD5'), 'MD5.'),
  },
);

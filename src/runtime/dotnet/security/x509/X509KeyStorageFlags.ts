import { dotnetFlags } from '../../enum-type.ts';

export const X509KeyStorageFlags_ = dotnetFlags(
  'System.Security.Cryptography.X509Certificates.X509KeyStorageFlags',
  'Where the private key of a file is kept. It is kept nowhere here.',
  {
    DefaultKeySet: 0,
    UserKeySet: 1,
    MachineKeySet: 2,
    Exportable: 4,
    UserProtected: 8,
    PersistKeySet: 16,
    EphemeralKeySet: 32,
  },
);

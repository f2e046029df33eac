import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { keyed } from './hash.ts';

export const HMACSHA1_ = dotnetType('class System.Security.Cryptography.HMACSHA1 : HMAC', 'Computes keyed digests by SHA-1.', {
  create: member('HMACSHA1()', (host: Host) => keyed(host, 'SHA1'), 'A digest with a random key.', { host: true }),
  createKey: member('HMACSHA1(byte[] key)', (host: Host, key: Uint8Array | null) => keyed(host, 'SHA1', key), 'A digest with a key.', {
    host: true,
  }),
});

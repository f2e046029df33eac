import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { keyed } from './hash.ts';

export const HMACMD5_ = dotnetType('class System.Security.Cryptography.HMACMD5 : HMAC', 'Computes keyed digests by MD5.', {
  create: member('HMACMD5()', (host: Host) => keyed(host, 'MD5'), 'A digest with a random key.', { host: true }),
  createKey: member('HMACMD5(byte[] key)', (host: Host, key: Uint8Array | null) => keyed(host, 'MD5', key), 'A digest with a key.', {
    host: true,
  }),
});

import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { keyed } from './hash.ts';

export const HMACSHA512_ = dotnetType('class System.Security.Cryptography.HMACSHA512 : HMAC', 'Computes keyed digests by SHA-512.', {
  create: member('HMACSHA512()', (host: Host) => keyed(host, 'SHA512'), 'A digest with a random key.', { host: true }),
  createKey: member('HMACSHA512(byte[] key)', (host: Host, key: Uint8Array | null) => keyed(host, 'SHA512', key), 'A digest with a key.', {
    host: true,
  }),
});

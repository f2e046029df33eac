import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { keyed } from './hash.ts';

export const HMACSHA256_ = dotnetType('class System.Security.Cryptography.HMACSHA256 : HMAC', 'Computes keyed digests by SHA-256.', {
  create: member('HMACSHA256()', (host: Host) => keyed(host, 'SHA256'), 'A digest with a random key.', { host: true }),
  createKey: member('HMACSHA256(byte[] key)', (host: Host, key: Uint8Array | null) => keyed(host, 'SHA256', key), 'A digest with a key.', {
    host: true,
  }),
});

import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { keyed } from './hash.ts';

export const HMACSHA384_ = dotnetType('class System.Security.Cryptography.HMACSHA384 : HMAC', 'Computes keyed digests by SHA-384.', {
  create: member('HMACSHA384()', (host: Host) => keyed(host, 'SHA384'), 'A digest with a random key.', { host: true }),
  createKey: member('HMACSHA384(byte[] key)', (host: Host, key: Uint8Array | null) => keyed(host, 'SHA384', key), 'A digest with a key.', {
    host: true,
  }),
});

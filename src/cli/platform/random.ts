import { randomBytes } from 'node:crypto';
import type { Random } from '../../runtime/ports/random.ts';

/** The machine's randomness. */
export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  next: () => Math.random(),
};

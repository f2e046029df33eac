import { randomBytes } from 'node:crypto';
import type { Random } from '../../runtime/ports/random.ts';

/** Random bytes of the platform's generator; `next` is the cheap one, which is no secret's. */
export const systemRandom: Random = { bytes: (count) => randomBytes(count), next: () => Math.random() };

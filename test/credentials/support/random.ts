import { randomBytes } from 'node:crypto';
import type { Random } from '../../../src/runtime/ports/random.ts';

export const random: Random = { bytes: (count) => new Uint8Array(randomBytes(count)), next: () => 0.5 };

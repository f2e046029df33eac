import type { Random } from '../../runtime/ports/random.ts';

/** An id that nobody else makes. */
export const newId = (random: Random): string => Buffer.from(random.bytes(16)).toString('base64url');

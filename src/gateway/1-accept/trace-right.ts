import { createHash, timingSafeEqual } from 'node:crypto';
import type { TraceRight } from '../record/observers.ts';
import { type ClaimCondition, holdsClaim } from './callers/holds-claim.ts';

/** A shorter key would be guessed. */
const shortestKey = 16;

/** Whoever has the key may have traces. It is asked for each time, since it may be rotated; one that is gone or too short lets nobody in. */
export const traceByKey =
  (key: () => string): TraceRight =>
  (given) => {
    try {
      const wanted = key();
      return wanted.length >= shortestKey && timingSafeEqual(digest(given), digest(wanted));
    } catch {
      return false;
    }
  };

/** Compared by digest, so that neither content nor length shows in the time. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whoever has a token with the claim may have traces. */
export const traceByClaim =
  (condition: ClaimCondition): TraceRight =>
  (_given, { claims }) =>
    holdsClaim(claims, condition);

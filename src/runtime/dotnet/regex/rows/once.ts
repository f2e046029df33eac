import type { TimeSpan } from '../../values/time-span.ts';
import { Regex } from '../values.ts';
import { checkTimeout } from './timeout.ts';

/** An expression that is made for one call. */
export function once(pattern: string | null, options = 0, timeout?: TimeSpan): Regex {
  if (timeout !== undefined) checkTimeout(timeout);
  return Regex.of(pattern, options);
}

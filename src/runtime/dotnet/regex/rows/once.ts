import type { TimeSpan } from '../../values/time-span.ts';
import type { PatternText } from '../prepared-pattern.ts';
import { Regex } from '../values.ts';
import { checkTimeout } from './timeout.ts';

/** An expression that is made for one call. */
export function once(pattern: PatternText, options = 0, timeout?: TimeSpan): Regex {
  if (timeout !== undefined) checkTimeout(timeout);
  return Regex.of(pattern, options);
}

import type { Io } from '../io.ts';
import { type CacheChoice, openCache } from './cache/open-cache.ts';
import { type Linted, LintSession, type Subject } from './session.ts';

export interface LintRequest extends Subject {
  readonly cache: CacheChoice;
}

/** Checks documents. Throws a UsageError when the call itself is wrong; all else is a finding. */
export async function lint(request: LintRequest, io: Io): Promise<Linted> {
  return new LintSession(request, io, openCache(request.cache, io)).run();
}

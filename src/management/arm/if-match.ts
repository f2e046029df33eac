import type { Precondition } from '../../credentials/resources/precondition.ts';
import { badRequest } from './arm-error.ts';

export const etag = (version: number): string => `"${version}"`;

/** Reads what a request demands of a resource: `If-Match`, or `If-None-Match: *`, with which nothing that is there is replaced. */
export function readPrecondition(ifMatch: string | undefined, ifNoneMatch: string | undefined): Precondition {
  if (ifNoneMatch === undefined || ifNoneMatch.trim() === '') return readIfMatch(ifMatch);
  if (ifMatch !== undefined || ifNoneMatch.trim() !== '*') throw badRequest('`If-None-Match` is `*` here, and stands without `If-Match`');
  return { kind: 'absent' };
}

/** Reads `If-Match` (RFC 9110 §13.1.1): `*`, or a list of entity tags. Weak ones match nothing, nor do those that are not ours. */
export function readIfMatch(header: string | undefined): Precondition {
  if (header === undefined || header.trim() === '') return { kind: 'none' };
  const text = header.trim();
  if (text === '*') return { kind: 'exists' };
  if (text.length > 1_024) throw badRequest('`If-Match` is too long');
  const versions = text.split(',').flatMap((tag) => {
    const [, version] = /^"(\d{1,15})"$/.exec(tag.trim()) ?? [];
    return version === undefined ? [] : [Number(version)];
  });
  return { kind: 'versions', versions };
}

import { type Answer, refusal } from './answer.ts';

/** What the check looks at: header names in lower case, as Node gives them. */
export interface HeadersToCheck {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** Headers that no browser sends across origins without asking first (a CORS preflight). */
const preflighted = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;

/** The media type with its parameters; a charset other than UTF-8 is caught apart, to be refused with its own words. */
const json = /^\s*application\/json\s*(?:;|$)/i;
const otherCharset = /;\s*charset\s*=\s*(?!"?utf-?8"?\s*(?:;|$))/i;

/**
 * Refuses what a page of another site could make a browser send by itself, before any policy runs on it. A POST must be JSON by its
 * Content-Type, which no form can send. A GET needs a header that only scripts of an admitted origin can add; with any other
 * Content-Type it is refused, since some browsers let other sites add one (GHSA-hff2-gcpx-8f4p, GHSA-9q82-xgwf-vj6h).
 */
export function preventCsrf(method: string, headers: HeadersToCheck): Answer | undefined {
  const type = headers['content-type'];
  if (typeof type === 'string' && type !== '') {
    if (!json.test(type)) return refusal(415, 'BAD_REQUEST', 'The Content-Type must be `application/json`.');
    return otherCharset.test(type) ? refusal(415, 'BAD_REQUEST', 'The request body must be JSON in UTF-8.') : undefined;
  }
  if (method === 'POST') return refusal(415, 'BAD_REQUEST', 'The Content-Type must be `application/json`.');
  if (preflighted.some((name) => typeof headers[name] === 'string' && headers[name] !== '')) return undefined;
  return refusal(
    400,
    'BAD_REQUEST',
    `This request could come from another site (CSRF). Send the header \`Content-Type: application/json\`, or a value in \`${preflighted[0]}\`.`,
  );
}

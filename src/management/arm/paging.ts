import { badRequest } from './arm-error.ts';
import { type Filter, readFilter } from './filter.ts';

/** Which part of a list is wanted. */
export interface Window {
  readonly filter: Filter;
  readonly skip: number;
  readonly top: number;
}

const USUAL_PAGE = 100;
const LARGEST_PAGE = 1_000;

/** Reads `$filter`, `$top` and `$skip`. Throws ArmError. */
export function readWindow(query: URLSearchParams, fields: readonly string[]): Window {
  const text = query.get('$filter');
  return {
    filter: text === null || text.trim() === '' ? () => true : readFilter(text, fields),
    top: Math.min(count(query, '$top', 1) ?? USUAL_PAGE, LARGEST_PAGE),
    skip: count(query, '$skip', 0) ?? 0,
  };
}

function count(query: URLSearchParams, name: string, least: number): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw badRequest(`\`${name}\` is a whole number from ${least} on`, name);
  return Number(text);
}

/**
 * The address of the next page. It is made from where this API is known to be, never from what a request says: the client sends its
 * bearer token there.
 */
export function nextLink(base: string, path: string, query: URLSearchParams, { skip, top }: Window): string {
  const next = new URL(`${base}${path}`);
  for (const name of ['api-version', '$filter']) {
    const value = query.get(name);
    if (value !== null) next.searchParams.set(name, value);
  }
  next.searchParams.set('$top', String(top));
  next.searchParams.set('$skip', String(skip + top));
  return next.href;
}

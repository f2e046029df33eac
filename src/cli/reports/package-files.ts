import { readFileSync } from 'node:fs';
import { messageCatalogue } from '../../diagnostics/catalogue.ts';

/** The page about a code, as a path in this package; undefined where there is none. */
export const pageOf = (code: string): string | undefined => messageCatalogue.get(code)?.page;

/** The text of a page. Pages are part of the package, but an installation may have been stripped of them. */
export function pageText(page: string): string | undefined {
  try {
    return readFileSync(inPackage(page), 'utf8');
  } catch {
    return undefined;
  }
}

/** The version of this program, as its package says. */
export const packageVersion = (): string =>
  (JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as { readonly version: string }).version;

const inPackage = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

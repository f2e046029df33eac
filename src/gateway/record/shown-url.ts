/** A URL without what may be a secret in it: user information, query, fragment. Empty when it is none. */
export function shownUrl(text: string): string {
  if (!URL.canParse(text)) return '';
  const { origin, pathname } = new URL(text);
  return `${origin}${pathname}`;
}

/**
 * Drops characters at both ends. Written as loops, because a pattern such as `\s+$` takes quadratic time on white space that does
 * not stand at the end.
 */
export function trimEnds(text: string, drops: (code: number) => boolean): string {
  let start = 0;
  let end = text.length;
  while (start < end && drops(text.charCodeAt(start))) start++;
  while (end > start && drops(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Space, tab, line feed and carriage return. */
export const isXmlSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;

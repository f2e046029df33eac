/**
 * Whether a path, or a folder above it, is what a pattern means. Both have forward slashes and start at the same folder. In a pattern `**` stands
 * for any folders, also none, `*` for any characters but `/`, `?` for one. The time is linear in the path for any pattern.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const parts = segments(pattern);
  // The places in the pattern where a reading may stand; one of them is its end once it has matched.
  let places = skipFolders(new Set([0]), parts);
  for (const segment of segments(path)) {
    if (places.has(parts.length)) return true;
    const next = new Set<number>();
    for (const place of places) {
      const part = parts[place];
      if (part === '**') next.add(place);
      else if (part !== undefined && matchesSegment(part, segment)) next.add(place + 1);
    }
    places = skipFolders(next, parts);
  }
  return places.has(parts.length);
}

const segments = (text: string): readonly string[] => text.split('/').filter((segment) => segment !== '' && segment !== '.');

/** `**` may stand for no folder at all. */
function skipFolders(places: Set<number>, parts: readonly string[]): Set<number> {
  for (const place of places) if (parts[place] === '**') places.add(place + 1);
  return places;
}

/** One name against one pattern. A star first takes nothing, and one character more each time what follows does not fit. */
function matchesSegment(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let i = 0; i < name.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      taken = i;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++taken;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

import type { Span } from '../diagnostics/span.ts';
import type { Place } from './places.ts';
import { shownKey, tellsOfNoSecret, tellsOfSecret } from './scalars/secret-name.ts';
import { parsePlace } from './schema/storage.ts';
import { pieces } from './secret-text.ts';
import type { MapTree, Tree } from './tree.ts';

type Path = readonly (string | number)[];

/** Where literal secrets stand, or may stand: findings show their file without them. One slip of the hand must not bring a secret into a log. */
export function secretSpans(tree: Tree, place: Place): readonly Span[] {
  const spans: Span[] = [];
  look(tree, place, [], spans);
  return spans;
}

/** True where a secret stands by the schema, or by the name of its key. */
export const holdsSecret = (place: Place | undefined, path: Path): boolean =>
  place?.isSecret === true || (place?.admitsSecret !== false && tellsOfSecret(String(path.at(-1))));

/**
 * Keys without a value in a map where a key for a secret has none either: with a comma for a colon, `{ secret, "…" }`, they are that secret.
 */
export function strayKeys(tree: MapTree, place: Place | undefined): ReadonlySet<string> {
  const empty = [...tree.entries].filter(([, child]) => child.kind === 'scalar' && child.value === null).map(([key]) => key);
  if (!empty.some(tellsOfSecret)) return new Set();
  return new Set(empty.filter((key) => !tellsOfSecret(key) && place?.keys?.includes(key) !== true));
}

function look(tree: Tree, place: Place | undefined, path: Path, spans: Span[]): void {
  // References stay readable, with their quotation marks.
  const bare = tree.kind === 'scalar' && pieces(tree.written).every((piece) => piece.kind === 'reference');
  if (!bare && (holdsSecret(place, path) || mayBeSecret(tree, place, path))) spans.push(tree.span);
  if (tree.kind === 'list') for (const [index, item] of tree.items.entries()) look(item, place?.child(index), [...path, index], spans);
  if (tree.kind !== 'map') return;
  const stray = strayKeys(tree, place);
  // Beside a key for a secret, an unknown one may be that key, mistyped.
  const wary = place?.keys?.some((known) => place.child(known)?.isSecret === true) === true;
  for (const [key, child] of tree.entries) {
    if (stray.has(key) || shownKey(key) !== key) spans.push(child.key);
    const inside = place?.child(key);
    if (inside === undefined && wary) spans.push(child.span);
    look(child, inside, [...path, key], spans);
  }
}

/** What could be a secret whose key was mistyped: whatever stands where the schema wants something else, or knows nothing. */
function mayBeSecret(tree: Tree, place: Place | undefined, path: Path): boolean {
  if (tree.kind !== 'scalar' || tree.value === null) return false;
  if (place === undefined || ![...place.takes].some((taken) => taken !== 'map' && taken !== 'list')) return true;
  if (!place.admitsSecret) return false;
  if (path.at(-2) === 'parameters') return typeof tree.value === 'string' && !tellsOfNoSecret(String(path.at(-1)));
  // A store or cache: with user information, or one that names no place, whose password may have lost the mark behind it.
  const literal = pieces(tree.written).every(({ kind }) => kind === 'text');
  return literal && (tree.written.includes('@') || parsePlace(tree.written) === undefined);
}

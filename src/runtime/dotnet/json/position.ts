/** Where a reader stands in one container: the name of the property, or the index of the item, -1 before the first. */
export interface Place {
  readonly kind: 'Object' | 'Array' | 'Constructor';
  name: string | undefined;
  index: number;
}

const special = /[. '/"[\]()\t\n\r\f\b\\\u0085\u2028\u2029]/;

const inBrackets = (name: string): string =>
  name
    .replace(/[\\']/g, (char) => `\\${char}`)
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\f', '\\f')
    .replaceAll('\b', '\\b')
    .replace(/[\u0085\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** `path` with one more step to a property: `a.b`, or `a['odd name']`. */
export function withName(path: string, name: string): string {
  if (special.test(name)) return `${path}['${inBrackets(name)}']`;
  return path === '' ? name : `${path}.${name}`;
}

export const withIndex = (path: string, index: number): string => `${path}[${index}]`;

/** The path of nested places, as messages and `JToken.Path` write it. */
export function pathOfPlaces(places: readonly Place[]): string {
  let path = '';
  for (const place of places) {
    if (place.kind !== 'Object') path = withIndex(path, place.index);
    else if (place.name !== undefined) path = withName(path, place.name);
  }
  return path;
}

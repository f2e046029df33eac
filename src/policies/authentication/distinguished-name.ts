/** One part of a distinguished name: `O=Contoso`. */
interface Part {
  readonly type: string;
  readonly value: string;
}

/** Names of one attribute: .NET, OpenSSL and RFC 4514 do not agree. */
const sameTypes: Readonly<Record<string, string>> = {
  ST: 'S',
  EMAILADDRESS: 'E',
  EMAIL: 'E',
  SURNAME: 'SN',
  GIVENNAME: 'G',
  GN: 'G',
  TITLE: 'T',
};

/**
 * Whether two distinguished names are the same, written in either direction: .NET begins with the most specific part, certificates
 * with the least. Values are compared without regard to case and repeated spaces (RFC 5280 §7.1). False when one is no name.
 */
export function sameName(a: string, b: string): boolean {
  const [left, right] = [parse(a), parse(b)];
  if (left === undefined || right === undefined || left.length !== right.length || left.length === 0) return false;
  const equal = (ones: readonly Part[]): boolean =>
    ones.every(({ type, value }, i) => type === right[i]?.type && plain(value) === plain(right[i]?.value ?? ''));
  return equal(left) || equal([...left].reverse());
}

const plain = (value: string): string => value.trim().replace(/\s+/g, ' ').toLowerCase();

/** `CN=a, O="b, c", OU=d\, e`. Undefined when there is something else. */
function parse(text: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  const pattern = /\s*([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*(?:"((?:[^"]|"")*)"\s*|((?:[^,;+"\\]|\\.)*))(?:[,;+]|$)/y;
  while (pattern.lastIndex < text.length) {
    const [, type, quoted, bare] = pattern.exec(text) ?? [];
    if (type === undefined) return undefined;
    const name = type.toUpperCase();
    const value = quoted === undefined ? (bare ?? '').trim().replace(/\\(.)/g, '$1') : quoted.replaceAll('""', '"');
    parts.push({ type: Object.hasOwn(sameTypes, name) ? (sameTypes[name] ?? name) : name, value });
  }
  return parts;
}

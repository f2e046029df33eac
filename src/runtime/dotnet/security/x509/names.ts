import { decodeUtf8 } from '../../../utf8.ts';
import { type Der, DerReader, oidText, tags } from '../asn1.ts';

/** The short names that .NET writes; others stand as `OID.1.2.3`. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'SERIALNUMBER'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'S'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'T'],
  ['2.5.4.17', 'PostalCode'],
  ['2.5.4.42', 'G'],
  ['2.5.4.43', 'I'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['1.2.840.113549.1.9.1', 'E'],
]);

export interface NamePart {
  readonly oid: string;
  readonly value: string;
}

/** The parts of a distinguished name in the order in which they are encoded. */
export function nameParts(name: Der): NamePart[] {
  return [...new DerReader(name.contents).rest()].flatMap((set) =>
    [...new DerReader(set.contents).rest()].map((pair) => {
      const reader = new DerReader(pair.contents);
      return { oid: oidText(reader.take(tags.oid)), value: textOf(reader.next()) };
    }),
  );
}

const utf8 = 0x0c;
const bmp = 0x1e;

function textOf({ tag, contents }: Der): string {
  if (tag === bmp)
    return Array.from({ length: contents.length >> 1 }, (_, i) =>
      String.fromCharCode(((contents[i * 2] ?? 0) << 8) | (contents[i * 2 + 1] ?? 0)),
    ).join('');
  return tag === utf8 ? decodeUtf8(contents) : Array.from(contents, (byte) => String.fromCharCode(byte)).join('');
}

const quoted = (value: string): string => (value === '' || /^\s|\s$|[,+"=<>;#\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** A distinguished name as .NET writes it: last part first, `CN=example, O=Contoso`. */
export const nameText = (name: Der): string =>
  nameParts(name)
    .reverse()
    .map(({ oid, value }) => `${shortNames.get(oid) ?? `OID.${oid}`}=${quoted(value)}`)
    .join(', ');

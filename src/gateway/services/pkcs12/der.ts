/** One element of ASN.1 in BER or DER (X.690). */
export interface Asn1 {
  /** The identifier octet: class, constructed bit and tag number, which is always below 31 here. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** The whole element with its header. */
  readonly whole: Uint8Array;
  /** The elements inside, of a constructed one. */
  readonly children: readonly Asn1[];
}

export const tags = { integer: 0x02, octets: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 } as const;

/** Bytes that are no ASN.1, or not the ASN.1 that was expected. */
export class Asn1Error extends Error {
  constructor() {
    super('the bytes are no ASN.1');
    this.name = 'Asn1Error';
  }
}

/** Deeper than anything that is read here. */
const deepest = 24;

/** Reads one element that fills the bytes. Throws {@link Asn1Error}. */
export function readAsn1(bytes: Uint8Array): Asn1 {
  const { element, end } = read(bytes, 0, bytes.length, 0);
  if (end !== bytes.length) throw new Asn1Error();
  return element;
}

function read(bytes: Uint8Array, start: number, limit: number, depth: number): { readonly element: Asn1; readonly end: number } {
  const tag = bytes[start];
  if (depth > deepest || tag === undefined || start + 2 > limit || (tag & 0x1f) === 0x1f) throw new Asn1Error();
  const { from, length } = readLength(bytes, start + 1, limit);
  const constructed = (tag & 0x20) !== 0;
  if (length === undefined) {
    if (!constructed) throw new Asn1Error();
    const { children, end } = readOpen(bytes, from, limit, depth);
    return { element: { tag, content: bytes.subarray(from, end - 2), whole: bytes.subarray(start, end), children }, end };
  }
  const end = from + length;
  if (end > limit) throw new Asn1Error();
  const children = constructed ? readAll(bytes, from, end, depth) : [];
  return { element: { tag, content: bytes.subarray(from, end), whole: bytes.subarray(start, end), children }, end };
}

/** Undefined length: up to the end mark (X.690 §8.1.3.6), which DER never has and some writers of PKCS#12 do. */
function readLength(bytes: Uint8Array, at: number, limit: number): { readonly from: number; readonly length: number | undefined } {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { from: at + 1, length: first };
  if (first === 0x80) return { from: at + 1, length: undefined };
  const count = first & 0x7f;
  if (count > 4 || at + 1 + count > limit) throw new Asn1Error();
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + 1 + i] ?? 0);
  return { from: at + 1 + count, length };
}

function readAll(bytes: Uint8Array, from: number, end: number, depth: number): Asn1[] {
  const children: Asn1[] = [];
  for (let at = from; at < end; ) {
    const child = read(bytes, at, end, depth + 1);
    children.push(child.element);
    at = child.end;
  }
  return children;
}

function readOpen(bytes: Uint8Array, from: number, limit: number, depth: number): { readonly children: Asn1[]; readonly end: number } {
  const children: Asn1[] = [];
  for (let at = from; ; ) {
    if (at + 2 > limit) throw new Asn1Error();
    if (bytes[at] === 0 && bytes[at + 1] === 0) return { children, end: at + 2 };
    const child = read(bytes, at, limit, depth + 1);
    children.push(child.element);
    at = child.end;
  }
}

/** The child at a place. Throws {@link Asn1Error} when there is none, or one of another tag. */
export function child({ children }: Asn1, index: number, tag?: number): Asn1 {
  const found = children[index];
  if (found === undefined || (tag !== undefined && found.tag !== tag)) throw new Asn1Error();
  return found;
}

/** An object identifier as text: `1.2.840.113549.1.7.1`. */
export function oidOf({ tag, content }: Asn1): string {
  if (tag !== tags.oid || content.length === 0) throw new Asn1Error();
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

/** A non-negative integer of at most 48 bits. */
export function intOf({ tag, content }: Asn1): number {
  if (tag !== tags.integer || content.length === 0 || content.length > 6 || (content[0] ?? 0) >= 0x80) throw new Asn1Error();
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

/** The bytes of an octet string, which BER may cut into pieces. The tag may be implicit, so only the form is looked at. */
export function octetsOf({ content, children, tag }: Asn1): Uint8Array {
  return (tag & 0x20) === 0 ? content : Buffer.concat(children.map(octetsOf));
}

import { cryptographic } from './failures.ts';

/** One value of DER (ITU-T X.690): its tag byte, its contents, and the whole of it. */
export interface Der {
  readonly tag: number;
  readonly contents: Uint8Array;
  readonly whole: Uint8Array;
}

export const tags = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context3: 0xa3,
} as const;

const bad = (): never => cryptographic('ASN1 corrupted data.');

/** Reads the values that stand one after the other in some bytes. Lengths are checked; indefinite ones are refused. */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The tag of the next value, without taking it. */
  get tag(): number | undefined {
    return this.#bytes[this.#at];
  }

  next(): Der {
    const start = this.#at;
    const tag = this.#byte();
    if ((tag & 0x1f) === 0x1f) return bad();
    const length = this.#length();
    const end = this.#at + length;
    if (end > this.#bytes.length) return bad();
    const contents = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return { tag, contents, whole: this.#bytes.subarray(start, end) };
  }

  /** The next value, which must have a tag. */
  take(tag: number): Der {
    const value = this.next();
    return value.tag === tag ? value : bad();
  }

  /** A reader of what stands inside the next value. */
  inside(tag: number): DerReader {
    return new DerReader(this.take(tag).contents);
  }

  /** The next value, if it has a tag. */
  optional(tag: number): Der | undefined {
    return this.tag === tag ? this.next() : undefined;
  }

  *rest(): IterableIterator<Der> {
    while (!this.atEnd) yield this.next();
  }

  #byte(): number {
    return this.#bytes[this.#at++] ?? bad();
  }

  #length(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 4) return bad();
    let length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + this.#byte();
    return length;
  }
}

/** The number of an object identifier: `1.2.840.113549.1.1.1`. */
export function oidText({ contents }: Der): string {
  const numbers: bigint[] = [];
  let value = 0n;
  for (const byte of contents) {
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (value > 1n << 128n) return bad();
    if ((byte & 0x80) !== 0) continue;
    numbers.push(value);
    value = 0n;
  }
  const [first = 0n, ...more] = numbers;
  const arc = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [arc, first - arc * 40n, ...more].join('.');
}

/** The bytes of a positive INTEGER without the zero that only keeps it positive. */
export function unsigned({ contents }: Der): Uint8Array {
  let start = 0;
  while (start < contents.length - 1 && contents[start] === 0) start++;
  return contents.slice(start);
}

/** A small INTEGER as a number. */
export function smallInteger(value: Der): number {
  const bytes = unsigned(value);
  return bytes.length > 4 ? bad() : bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** What a BIT STRING of whole bytes holds. */
export function bitString({ contents }: Der): Uint8Array {
  return contents[0] === 0 ? contents.slice(1) : bad();
}

const digits = (text: string, pattern: RegExp): number[] => (pattern.exec(text) ?? bad()).slice(1).map(Number);

/** A UTCTime or GeneralizedTime in milliseconds since 1970 (RFC 5280 §4.1.2.5). */
export function timeOf({ tag, contents }: Der): number {
  const text = String.fromCharCode(...contents.subarray(0, 32));
  if (tag === tags.utcTime) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits(text, /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/);
    return Date.UTC(year < 50 ? 2000 + year : 1900 + year, month - 1, day, hour, minute, second);
  }
  if (tag !== tags.generalizedTime) return bad();
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits(text, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

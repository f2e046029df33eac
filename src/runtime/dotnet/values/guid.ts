import { equalTo, hashKey, type Structural } from '../equals.ts';
import { argument, argumentNull, badFormat } from '../failures.ts';
import { type Formattable, formatText } from '../format/format-value.ts';
import { runtimeType } from '../runtime-type.ts';

const digits = '[0-9a-fA-F]';
const shapes: Readonly<Record<string, RegExp>> = {
  N: new RegExp(`^(${digits}{32})$`),
  D: new RegExp(`^(${digits}{8}-${digits}{4}-${digits}{4}-${digits}{4}-${digits}{12})$`),
  B: new RegExp(`^\\{(${digits}{8}-${digits}{4}-${digits}{4}-${digits}{4}-${digits}{12})\\}$`),
  P: new RegExp(`^\\((${digits}{8}-${digits}{4}-${digits}{4}-${digits}{4}-${digits}{12})\\)$`),
};

/** What most identifiers look like already. */
const usual = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const hexShape =
  /^\{0x([0-9a-f]{1,8}),0x([0-9a-f]{1,4}),0x([0-9a-f]{1,4}),\{0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2}),0x([0-9a-f]{1,2})\}\}$/;

const hexWidths = [8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2];

function readHex(text: string): string | undefined {
  const found = hexShape.exec(text.replace(/\s/g, '').toLowerCase());
  if (found === null) return undefined;
  return hexWidths.map((width, i) => (found[i + 1] ?? '').padStart(width, '0')).join('');
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Places of the bytes of `ToByteArray()` in the digits: the first three groups are little-endian. */
const byteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** System.Guid, kept as 32 hexadecimal digits in the order of its text. */
export class Guid implements Structural, Formattable {
  readonly hex: string;

  private constructor(hex: string) {
    this.hex = hex;
  }

  static readonly empty = new Guid('0'.repeat(32));

  /** Undefined when the text has none of the forms. */
  static read(text: string, format?: string): Guid | undefined {
    if (format === undefined && usual.test(text)) return new Guid(text.replaceAll('-', ''));
    const trimmed = text.trim();
    if (format !== undefined && format.toUpperCase() !== 'X') {
      const [, found] = shapes[format.toUpperCase()]?.exec(trimmed) ?? [];
      return found === undefined ? undefined : new Guid(found.replaceAll('-', '').toLowerCase());
    }
    if (format === undefined)
      for (const shape of Object.values(shapes)) {
        const [, found] = shape.exec(trimmed) ?? [];
        if (found !== undefined) return new Guid(found.replaceAll('-', '').toLowerCase());
      }
    const hex = readHex(trimmed);
    return hex === undefined ? undefined : new Guid(hex);
  }

  static parse(text: string | null, param = 'input'): Guid {
    if (text === null) argumentNull(param);
    return Guid.read(text) ?? badFormat('Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).');
  }

  /** From the sixteen bytes of `ToByteArray()`. */
  static fromBytes(bytes: Uint8Array): Guid {
    if (bytes.length !== 16) argument('Byte array for GUID must be exactly 16 bytes long.', 'b');
    let hex = '';
    // The order is its own reverse: a byte stands where the one that takes its place stood.
    for (const place of byteOrder) hex += hexOfByte[bytes[place] ?? 0];
    return new Guid(hex);
  }

  /** A random one (version 4) of sixteen random bytes. */
  static random(bytes: Uint8Array): Guid {
    const mixed = Uint8Array.from(bytes);
    mixed[7] = ((mixed[7] ?? 0) & 0x0f) | 0x40;
    mixed[8] = ((mixed[8] ?? 0) & 0x3f) | 0x80;
    return Guid.fromBytes(mixed);
  }

  toBytes(): Uint8Array {
    return Uint8Array.from(byteOrder, (place) => Number.parseInt(this.hex.slice(place * 2, place * 2 + 2), 16));
  }

  /** Orders by the text, which is how .NET orders the groups. */
  compare(other: Guid): number {
    return this.hex < other.hex ? -1 : this.hex > other.hex ? 1 : 0;
  }

  compareTo(other: unknown): number {
    return other instanceof Guid ? this.compare(other) : argument('Object must be of type GUID.');
  }

  toString(format: string | null = null): string {
    const h = this.hex;
    const dashed = `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
    switch (format === null || format === '' ? 'D' : format.toUpperCase()) {
      case 'D':
        return dashed;
      case 'N':
        return h;
      case 'B':
        return `{${dashed}}`;
      case 'P':
        return `(${dashed})`;
      case 'X': {
        const bytes = Array.from({ length: 8 }, (_, i) => `0x${h.slice(16 + i * 2, 18 + i * 2)}`);
        return `{0x${h.slice(0, 8)},0x${h.slice(8, 12)},0x${h.slice(12, 16)},{${bytes.join(',')}}}`;
      }
      default:
        return badFormat('Format String can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".');
    }
  }

  [formatText](format: string | null): string {
    return this.toString(format);
  }

  [equalTo](other: unknown): boolean {
    return other instanceof Guid && this.hex === other.hex;
  }

  [hashKey](): string {
    return this.hex;
  }

  /** The 32-bit words of the bytes, combined. */
  hashCode(): number {
    const view = new DataView(this.toBytes().buffer);
    return [0, 4, 8, 12].reduce((sum, at) => sum ^ view.getInt32(at, true), 0);
  }
}

export const GUID = runtimeType('System.Guid', Guid.empty);

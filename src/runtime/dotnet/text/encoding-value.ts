import type { Budget } from '../../budget.ts';
import { argument } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { NetException, netType } from '../values.ts';
import type { Codec } from './encodings/codec.ts';
import { ascii, latin1 } from './encodings/single-byte.ts';
import { strict } from './encodings/strict.ts';
import { utf8 } from './encodings/utf8.ts';
import { utf16 } from './encodings/utf16.ts';
import { utf32 } from './encodings/utf32.ts';

const ENCODING = runtimeType('System.Text.Encoding');

interface Facts {
  readonly codePage: number;
  /** The names it is found by; the first is its name on the web. */
  readonly names: readonly string[];
  readonly title: string;
  readonly preamble: readonly number[];
  /** The most bytes that one char can take, and the most chars that one byte can give. */
  readonly most: { readonly bytes: number; readonly chars: number };
}

/** System.Text.Encoding: the encodings that .NET Core has without further providers, UTF-7 left out. */
export class Encoding {
  readonly facts: Facts;
  readonly #codec: Codec;

  private constructor(facts: Facts, codec: Codec) {
    this.facts = facts;
    this.#codec = codec;
  }

  static readonly utf8 = new Encoding(
    {
      codePage: 65001,
      names: ['utf-8', 'unicode-1-1-utf-8', 'unicode-2-0-utf-8', 'x-unicode-1-1-utf-8', 'x-unicode-2-0-utf-8'],
      title: 'Unicode (UTF-8)',
      preamble: [0xef, 0xbb, 0xbf],
      most: { bytes: 3, chars: 1 },
    },
    utf8,
  );
  /** UTF-8 as Encoding.Default: without a byte order mark. */
  static readonly default = new Encoding({ ...Encoding.utf8.facts, preamble: [] }, utf8);
  static readonly ascii = new Encoding(
    {
      codePage: 20127,
      names: [
        'us-ascii',
        'ansi_x3.4-1968',
        'ansi_x3.4-1986',
        'ascii',
        'cp367',
        'csascii',
        'ibm367',
        'iso-ir-6',
        'iso646-us',
        'iso_646.irv:1991',
        'us',
      ],
      title: 'US-ASCII',
      preamble: [],
      most: { bytes: 1, chars: 1 },
    },
    ascii,
  );
  static readonly unicode = new Encoding(
    {
      codePage: 1200,
      names: ['utf-16', 'utf-16le', 'ucs-2', 'iso-10646-ucs-2', 'csunicode', 'unicode'],
      title: 'Unicode',
      preamble: [0xff, 0xfe],
      most: { bytes: 2, chars: 0.5 },
    },
    utf16(true),
  );
  static readonly bigEndianUnicode = new Encoding(
    {
      codePage: 1201,
      names: ['utf-16be', 'unicodefffe'],
      title: 'Unicode (Big-Endian)',
      preamble: [0xfe, 0xff],
      most: { bytes: 2, chars: 0.5 },
    },
    utf16(false),
  );
  static readonly utf32 = new Encoding(
    {
      codePage: 12000,
      names: ['utf-32', 'utf-32le'],
      title: 'Unicode (UTF-32)',
      preamble: [0xff, 0xfe, 0, 0],
      most: { bytes: 4, chars: 0.5 },
    },
    utf32(true),
  );
  static readonly #bigEndianUtf32 = new Encoding(
    {
      codePage: 12001,
      names: ['utf-32be'],
      title: 'Unicode (UTF-32 Big-Endian)',
      preamble: [0, 0, 0xfe, 0xff],
      most: { bytes: 4, chars: 0.5 },
    },
    utf32(false),
  );
  static readonly #latin1 = new Encoding(
    {
      codePage: 28591,
      names: ['iso-8859-1', 'cp819', 'csisolatin1', 'ibm819', 'iso-ir-100', 'iso8859-1', 'iso_8859-1', 'iso_8859-1:1987', 'l1', 'latin1'],
      title: 'Western European (ISO)',
      preamble: [],
      most: { bytes: 1, chars: 1 },
    },
    latin1,
  );

  static readonly #all: readonly Encoding[] = [
    Encoding.utf8,
    Encoding.ascii,
    Encoding.unicode,
    Encoding.bigEndianUnicode,
    Encoding.utf32,
    Encoding.#bigEndianUtf32,
    Encoding.#latin1,
  ];

  /** The same encoding with or without a byte order mark, and refusing instead of replacing if asked to. */
  with(options: { readonly preamble: boolean; readonly strict: boolean }): Encoding {
    const facts = options.preamble ? this.facts : { ...this.facts, preamble: [] };
    return new Encoding(facts, options.strict ? strict(this.#codec, this.facts.codePage) : this.#codec);
  }

  static byName(name: string): Encoding {
    const wanted = name.toLowerCase();
    return (
      Encoding.#all.find((encoding) => encoding.facts.names.includes(wanted)) ??
      argument(
        `'${name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
        'name',
      )
    );
  }

  static byCodePage(codePage: number): Encoding {
    if (codePage === 0) return Encoding.default;
    const found = Encoding.#all.find((encoding) => encoding.facts.codePage === codePage);
    if (found !== undefined) return found;
    if (codePage < 0 || codePage > 65535)
      throw new NetException(
        'System.ArgumentOutOfRangeException',
        "Valid values are between 0 and 65535, inclusive. (Parameter 'codepage')",
        null,
        'codepage',
      );
    throw new NetException(
      'System.NotSupportedException',
      `No data is available for encoding ${codePage}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
    );
  }

  get [netType](): RuntimeType {
    return ENCODING;
  }

  count(text: string): number {
    return this.#codec.count(text);
  }

  encode(budget: Budget, text: string): Uint8Array {
    budget.allocate(text.length * this.facts.most.bytes);
    return this.#codec.encode(text);
  }

  decode(budget: Budget, bytes: Uint8Array): string {
    budget.allocate(bytes.length);
    return this.#codec.decode(bytes);
  }

  toString(): string {
    return 'System.Text.Encoding';
  }
}

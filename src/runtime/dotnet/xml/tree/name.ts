import { equalTo, hashKey, type Structural } from '../../equals.ts';
import { argument, argumentNull } from '../../failures.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { NetException, netType } from '../../values.ts';

const nameType = runtimeType('System.Xml.Linq.XName');
const namespaceType = runtimeType('System.Xml.Linq.XNamespace');

const startChar =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const otherChar = `${startChar}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040`;
const startPattern = new RegExp(`^[${startChar}]$`, 'u');
const otherPattern = new RegExp(`^[${otherChar}]$`, 'u');

export const xmlError = (text: string): NetException => new NetException('System.Xml.XmlException', text);

export const isNameStart = (c: string): boolean => startPattern.test(c);
export const isNameChar = (c: string): boolean => otherPattern.test(c);

/** A name without colon, as XML namespaces want it. */
export function checkName(name: string): string {
  for (const [i, c] of [...name].entries()) {
    if (i === 0 ? isNameStart(c) : isNameChar(c)) continue;
    const code = (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0');
    throw xmlError(
      i === 0
        ? `Name cannot begin with the '${c}' character, hexadecimal value 0x${code}.`
        : `The '${c}' character, hexadecimal value 0x${code}, cannot be included in a name.`,
    );
  }
  return name;
}

/** System.Xml.Linq.XNamespace. */
export class XNamespace implements Structural {
  readonly uri: string;

  constructor(uri: string) {
    this.uri = uri;
  }

  static readonly none = new XNamespace('');
  static readonly xml = new XNamespace('http://www.w3.org/XML/1998/namespace');
  static readonly xmlns = new XNamespace('http://www.w3.org/2000/xmlns/');

  get [netType](): RuntimeType {
    return namespaceType;
  }

  name(local: string | null): XName {
    return new XName(this.uri, checkLocal(local));
  }

  toString(): string {
    return this.uri;
  }

  [equalTo](other: unknown): boolean {
    return other instanceof XNamespace && other.uri === this.uri;
  }

  [hashKey](): string {
    return this.uri;
  }
}

function checkLocal(local: string | null): string {
  if (local === null) argumentNull('localName');
  if (local === '') argument('The value cannot be an empty string.', 'localName');
  return checkName(local);
}

/** System.Xml.Linq.XName: a local name in a namespace. */
export class XName implements Structural {
  readonly uri: string;
  readonly local: string;

  constructor(uri: string, local: string) {
    this.uri = uri;
    this.local = local;
  }

  /** `local` or `{namespace}local`. */
  static parse(text: string | null, param = 'expandedName'): XName {
    if (text === null) argumentNull(param);
    if (!text.startsWith('{')) {
      if (text === '') argument(`'${text}' is an invalid expanded name.`);
      return new XName('', checkName(text));
    }
    const end = text.lastIndexOf('}');
    if (end <= 1 || end === text.length - 1) argument(`'${text}' is an invalid expanded name.`);
    return new XName(text.slice(1, end), checkName(text.slice(end + 1)));
  }

  get [netType](): RuntimeType {
    return nameType;
  }

  toString(): string {
    return this.uri === '' ? this.local : `{${this.uri}}${this.local}`;
  }

  is(other: XName): boolean {
    return this.local === other.local && this.uri === other.uri;
  }

  [equalTo](other: unknown): boolean {
    return other instanceof XName && this.is(other);
  }

  [hashKey](): string {
    return this.toString();
  }
}

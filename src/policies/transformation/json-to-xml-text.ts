import { isNameChar, isNameStart } from '../../runtime/dotnet/xml/tree/name.ts';
import { escapeAttribute, escapeText } from '../../runtime/dotnet/xml/write.ts';

/** How names and values are written. */
export interface XmlShape {
  readonly namespaceSeparator: string;
  readonly namespacePrefix?: string | undefined;
  readonly attributeBlockName?: string | undefined;
  readonly attributePrefix?: string | undefined;
  readonly invalidCharacterReplacement?: string | undefined;
  readonly trimValues: boolean;
  readonly emptyValues: 'preserve' | 'as-null';
}

const nil = ' xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Deeper nesting than this is refused rather than recursed into. */
const deepest = 512;

/** A JSON value as XML text. Throws RangeError when it nests too deep. */
export function jsonToXml(value: unknown, shape: XmlShape): string {
  const [first, ...others] = isObject(value) ? Object.entries(value) : [];
  if (first !== undefined && others.length === 0 && isObject(first[1])) return elementOf(first[0], first[1], shape, new Set(), 0);
  return elementOf('Document', Array.isArray(value) ? { Item: value } : value, shape, new Set(), 0);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `prefixes` are those declared around the element. */
function elementOf(name: string, value: unknown, shape: XmlShape, prefixes: ReadonlySet<string>, depth: number): string {
  if (depth > deepest) throw new RangeError('the JSON nests too deep');
  if (Array.isArray(value)) return value.map((item) => elementOf(name, item, shape, prefixes, depth + 1)).join('');
  if (!isObject(value)) {
    const tag = nameOf(name, shape, prefixes);
    const text = textOf(value, shape);
    return text === undefined ? `<${tag}${nil} />` : text === '' ? `<${tag} />` : `<${tag}>${escapeText(text)}</${tag}>`;
  }
  const declared = new Set(prefixes);
  const declarations: string[] = [];
  for (const [key, uri] of Object.entries(value)) {
    const prefix = declaredPrefix(key, shape);
    if (prefix === undefined || typeof uri !== 'string') continue;
    declared.add(prefix);
    declarations.push(` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`);
  }
  const parts = Object.entries(value).filter(([key, uri]) => declaredPrefix(key, shape) === undefined || typeof uri !== 'string');
  const attributes = parts.flatMap(([key, part]) => attributesOf(key, part, shape, declared));
  const inner = parts
    .filter(([key, part]) => !isAttribute(key, part, shape))
    .map(([key, part]) => elementOf(key, part, shape, declared, depth + 1))
    .join('');
  const tag = nameOf(name, shape, declared);
  const open = `${tag}${declarations.join('')}${attributes.join('')}`;
  return inner === '' ? `<${open} />` : `<${open}>${inner}</${tag}>`;
}

/** The prefix that a property declares; `''` for the default namespace. */
function declaredPrefix(key: string, { namespacePrefix = 'xmlns', namespaceSeparator }: XmlShape): string | undefined {
  if (key === namespacePrefix) return '';
  const start = `${namespacePrefix}${namespaceSeparator}`;
  return key.startsWith(start) && key.length > start.length ? key.slice(start.length) : undefined;
}

const isAttribute = (key: string, value: unknown, { attributeBlockName, attributePrefix }: XmlShape): boolean =>
  (attributeBlockName !== undefined && key === attributeBlockName && isObject(value)) ||
  (attributePrefix !== undefined && attributePrefix !== '' && key.startsWith(attributePrefix) && !isObject(value) && !Array.isArray(value));

function attributesOf(key: string, value: unknown, shape: XmlShape, prefixes: ReadonlySet<string>): readonly string[] {
  if (!isAttribute(key, value, shape)) return [];
  const pairs = isObject(value) ? Object.entries(value) : [[key.slice(shape.attributePrefix?.length ?? 0), value] as const];
  return pairs.map(([name, text]) => ` ${nameOf(name, shape, prefixes)}="${escapeAttribute(textOf(text, shape) ?? '')}"`);
}

/** Undefined for null. */
function textOf(value: unknown, { trimValues, emptyValues }: XmlShape): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const trimmed = trimValues ? text.trim() : text;
  return trimmed === '' && emptyValues === 'as-null' ? undefined : withoutControls(trimmed);
}

/** XML 1.0 §2.2: without the characters that no document may hold. */
function withoutControls(text: string): string {
  let out = '';
  for (const c of text) {
    const code = c.charCodeAt(0);
    if (code >= 0x20 ? code !== 0xfffe && code !== 0xffff : code === 9 || code === 10 || code === 13) out += c;
  }
  return out;
}

/** A property's name as an element's or attribute's; the separator counts only behind a prefix that is declared. */
function nameOf(key: string, shape: XmlShape, prefixes: ReadonlySet<string>): string {
  const { namespaceSeparator: separator } = shape;
  const at = separator === '' ? -1 : key.indexOf(separator);
  const prefix = at > 0 ? key.slice(0, at) : '';
  if (prefix !== '' && prefixes.has(prefix)) return `${encoded(prefix, shape)}:${encoded(key.slice(at + separator.length), shape)}`;
  return encoded(key, shape);
}

/** As XmlConvert.EncodeLocalName: a character that may not stand in a name becomes `_xHHHH_`. */
function encoded(name: string, { invalidCharacterReplacement }: XmlShape): string {
  if (name === '') return '_';
  return [...name]
    .map((c, index) => {
      if (c !== ':' && (index === 0 ? isNameStart(c) : isNameChar(c))) return c;
      return invalidCharacterReplacement ?? `_x${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`;
    })
    .join('');
}

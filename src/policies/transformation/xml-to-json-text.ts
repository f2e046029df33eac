import { prefixAt } from '../../runtime/dotnet/xml/prefix.ts';
import { type XAttribute, XElement } from '../../runtime/dotnet/xml/tree/container.ts';
import { XText } from '../../runtime/dotnet/xml/tree/node.ts';

/** How elements and values are written. */
export interface JsonShape {
  readonly kind: 'javascript-friendly' | 'direct';
  readonly alwaysArrayChildElements: boolean;
  readonly emptyValues: 'preserve' | 'as-null';
  readonly trimValues: boolean;
}

const xmlns = 'http://www.w3.org/2000/xmlns/';
const xsi = 'http://www.w3.org/2001/XMLSchema-instance';

/** An element as JSON text: an object with the element as its one property. */
export function xmlToJson(root: XElement, shape: JsonShape): string {
  return object([[nameOf(root, shape), jsonOf(root, shape)]]);
}

/** Written as text at once, so that no name of a document is ever a property of an object of ours. */
const object = (entries: readonly (readonly [name: string, json: string])[]): string =>
  `{${entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;

function nameOf(node: XElement | XAttribute, { kind }: JsonShape): string {
  const prefix = kind === 'direct' ? prefixAt(node) : '';
  return prefix === '' ? node.name.local : `${prefix}:${node.name.local}`;
}

const isDeclaration = ({ name }: XAttribute): boolean => name.uri === xmlns || (name.uri === '' && name.local === 'xmlns');

const isNil = (element: XElement): boolean =>
  element.attributes.some(({ name, value }) => name.uri === xsi && name.local === 'nil' && (value === 'true' || value === '1'));

function jsonOf(element: XElement, shape: JsonShape): string {
  if (isNil(element)) return 'null';
  const attributes = element.attributes.filter((attribute) => shape.kind === 'direct' || !isDeclaration(attribute));
  const texts: string[] = [];
  const children = new Map<string, string[]>();
  for (const node of element.nodes()) {
    if (node instanceof XElement) {
      const name = nameOf(node, shape);
      children.set(name, [...(children.get(name) ?? []), jsonOf(node, shape)]);
    } else if (node instanceof XText) texts.push(node.value);
  }
  const text = shape.trimValues ? texts.join('').trim() : texts.join('');
  if (attributes.length === 0 && children.size === 0) return text === '' && shape.emptyValues === 'as-null' ? 'null' : JSON.stringify(text);
  return object([
    ...attributes.map(
      (attribute) => [`${shape.kind === 'direct' ? '@' : ''}${nameOf(attribute, shape)}`, JSON.stringify(attribute.value)] as const,
    ),
    ...[...children].map(([name, values]) => [name, listed(values, shape)] as const),
    ...(text === '' ? [] : [['#text', JSON.stringify(text)] as const]),
  ]);
}

const listed = (values: readonly string[], { alwaysArrayChildElements }: JsonShape): string =>
  values.length === 1 && !alwaysArrayChildElements ? (values[0] ?? 'null') : `[${values.join(',')}]`;

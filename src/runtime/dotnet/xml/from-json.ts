import { JArray, JObject, JProperty } from '../json/containers.ts';
import { ReadValue } from '../json/read-value.ts';
import { type JToken, JValue } from '../json/token.ts';
import { NetException } from '../values.ts';
import { XAttribute, type XContainer, XDeclaration, XDocument, XElement } from './tree/container.ts';
import { isNameChar, isNameStart, XName, XNamespace } from './tree/name.ts';
import { XCData, XComment, XProcessingInstruction, XText } from './tree/node.ts';
import { xmlText } from './xml-convert.ts';

/** JSON as XML by Newtonsoft's rules, the reverse of `jsonOfXml`. */

const failure = (text: string): never => {
  throw new NetException('Newtonsoft.Json.JsonSerializationException', text);
};

/** Characters that a name cannot have are written as `_x0020_`. */
function encoded(name: string): string {
  return [...name]
    .map((c, i) =>
      (i === 0 ? isNameStart(c) : isNameChar(c)) ? c : `_x${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .join('');
}

/** The text of a leaf as it was written, since dates and numbers are texts in XML. */
function textOf(token: JToken): string {
  if (token instanceof ReadValue) return token.text;
  return token instanceof JValue && token.value !== null ? xmlText(token.value) : '';
}

/** Deeper trees are refused, so that nobody's input ends the stack. */
const maxDepth = 512;

function depthOf(container: XContainer): number {
  let depth = 0;
  for (let each: XContainer | null = container; each !== null; each = each.parent) depth++;
  return depth;
}

/** Prefixes and what they stand for at a place. */
type Scope = ReadonlyMap<string, string>;

function declared(value: JToken, outer: Scope): Scope {
  if (!(value instanceof JObject)) return outer;
  const scope = new Map(outer);
  for (const property of value.children)
    if (property instanceof JProperty && property.name.startsWith('@xmlns')) {
      const name = property.name.slice(6);
      if (name === '' || name.startsWith(':')) scope.set(name.slice(1), property.value === null ? '' : textOf(property.value));
    }
  return scope;
}

function elementName(name: string, scope: Scope): XName {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const uri = scope.get(prefix);
  if (colon > 0 && uri !== undefined) return new XName(uri, encoded(name.slice(colon + 1)));
  return new XName(scope.get('') ?? '', encoded(colon > 0 ? name.slice(colon + 1) : name));
}

function attributeName(name: string, scope: Scope): XName {
  if (name === 'xmlns') return new XName('', 'xmlns');
  if (name.startsWith('xmlns:')) return new XName(XNamespace.xmlns.uri, encoded(name.slice(6)));
  if (name.startsWith('xml:')) return new XName(XNamespace.xml.uri, encoded(name.slice(4)));
  const colon = name.indexOf(':');
  const uri = colon > 0 ? scope.get(name.slice(0, colon)) : undefined;
  return uri === undefined ? new XName('', encoded(name.replace(/^[^:]*:/, ''))) : new XName(uri, encoded(name.slice(colon + 1)));
}

const items = (value: JToken): readonly JToken[] => (value instanceof JArray ? value.children : [value]);

function addElement(parent: XContainer, name: string, value: JToken, outer: Scope): void {
  if (depthOf(parent) > maxDepth) failure(`The JSON is deeper than ${maxDepth} levels.`);
  const scope = declared(value, outer);
  const element = new XElement(elementName(name, scope));
  parent.insert(element, null);
  if (value instanceof JObject) addMembers(element, value, scope);
  else if (value instanceof JArray) for (const item of value.children) addElement(element, name, item, scope);
  else if (value instanceof JValue && value.value !== null) element.addText(textOf(value), null);
}

function addMembers(parent: XContainer, object: JObject, scope: Scope): void {
  for (const member of object.children) {
    if (!(member instanceof JProperty)) continue;
    const { name } = member;
    const value = member.value ?? JValue.null();
    if (name.startsWith('@') && parent instanceof XElement && value instanceof JValue)
      parent.addAttribute(new XAttribute(attributeName(name.slice(1), scope), textOf(value)));
    else if (name === '#text') for (const item of items(value)) parent.insert(new XText(textOf(item)), null);
    else if (name === '#cdata-section') for (const item of items(value)) parent.insert(new XCData(textOf(item)), null);
    else if (name === '#comment') for (const item of items(value)) parent.insert(new XComment(textOf(item)), null);
    else if (name === '?xml') addDeclaration(parent, value);
    else if (name.startsWith('?')) parent.insert(new XProcessingInstruction(name.slice(1), textOf(value)), null);
    else for (const item of items(value)) addChild(parent, name, item, scope);
  }
}

function addChild(parent: XContainer, name: string, value: JToken, scope: Scope): void {
  if (parent instanceof XDocument && parent.root !== null)
    failure(
      'JSON root object has multiple properties. The root object must have a single property in order to create a valid XML document. Consider specifying a DeserializeRootElementName.',
    );
  addElement(parent, name, value, scope);
}

function addDeclaration(parent: XContainer, value: JToken): void {
  if (!(parent instanceof XDocument) || !(value instanceof JObject)) return;
  const part = (name: string): string | null => {
    const found = value.property(`@${name}`)?.value;
    return found === undefined || found === null ? null : textOf(found);
  };
  parent.declaration = new XDeclaration(part('version'), part('encoding'), part('standalone'));
}

/** `JsonConvert.DeserializeXNode`. A name for the root lets the JSON have several members, or be an array. */
export function xmlOfJson(token: JToken, rootName: string | null): XDocument {
  const document = new XDocument();
  if (rootName !== null && rootName !== '') addElement(document, rootName, token, new Map());
  else if (token instanceof JObject) addMembers(document, token, new Map());
  else failure('XmlNodeConverter can only convert JSON that begins with an object.');
  return document;
}

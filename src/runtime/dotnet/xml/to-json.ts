import { JArray, JObject, JProperty } from '../json/containers.ts';
import { JTokenType_ as kinds } from '../json/JTokenType.ts';
import { type JToken, JValue } from '../json/token.ts';
import { prefixAt } from './prefix.ts';
import { type XAttribute, type XContainer, XDocument, XElement } from './tree/container.ts';
import { XCData, XComment, type XNode, XProcessingInstruction, XText } from './tree/node.ts';

/**
 * XML as JSON by Newtonsoft's rules: an element becomes a property, elements of one name an array, an attribute `@name`, text beside
 * other things `#text`.
 */

const jsonUri = 'http://james.newtonking.com/projects/json';

const text = (value: string): JValue => JValue.of(value);

function qualified(node: XElement | XAttribute): string {
  const prefix = prefixAt(node);
  return prefix === '' ? node.name.local : `${prefix}:${node.name.local}`;
}

/** Attributes that say how to write are not written. */
const isShown = (attribute: XAttribute): boolean => attribute.name.uri !== jsonUri && attribute.value !== jsonUri;

/** `json:Array="true"` asks for an array of one. */
const wantsArray = (node: XNode): boolean =>
  node instanceof XElement && node.attributes.some(({ name, value }) => name.uri === jsonUri && name.local === 'Array' && value === 'true');

function nameOf(node: XNode): string {
  if (node instanceof XElement) return qualified(node);
  if (node instanceof XCData) return '#cdata-section';
  if (node instanceof XText) return '#text';
  if (node instanceof XComment) return '#comment';
  return node instanceof XProcessingInstruction ? `?${node.target}` : '!DOCTYPE';
}

function elementValue(element: XElement): JToken {
  const attributes = element.attributes.filter(isShown);
  const { first } = element;
  if (attributes.length === 0 && first === null) return element.isEmpty ? JValue.null() : text('');
  if (attributes.length === 0 && first instanceof XText && !(first instanceof XCData) && first.next === null) return text(first.value);
  const object = new JObject();
  for (const attribute of attributes) put(object, `@${qualified(attribute)}`, text(attribute.value));
  addGroups(object, element);
  return object;
}

function contentOf(node: XNode): JToken {
  if (node instanceof XElement) return elementValue(node);
  if (node instanceof XText || node instanceof XComment) return text(node.value);
  return node instanceof XProcessingInstruction ? text(node.data) : JValue.null();
}

const put = (object: JObject, name: string, value: JToken): void => object.append(new JProperty(name, value));

/** Nodes by name, in the order in which the names come first. */
function addGroups(object: JObject, container: XContainer): void {
  const groups = new Map<string, XNode[]>();
  for (const node of container.nodes()) {
    const name = nameOf(node);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [node]);
    else group.push(node);
  }
  for (const [name, nodes] of groups) {
    const [only] = nodes;
    if (only instanceof XComment) for (const node of nodes) object.append(new JValue((node as XComment).value, kinds.Comment));
    else if (only !== undefined && nodes.length === 1 && !wantsArray(only)) put(object, name, contentOf(only));
    else {
      const array = new JArray();
      for (const node of nodes) array.append(contentOf(node));
      put(object, name, array);
    }
  }
}

function declarationOf(document: XDocument): JObject | undefined {
  const { declaration } = document;
  if (declaration === null) return undefined;
  const object = new JObject();
  for (const [name, value] of Object.entries(declaration))
    if (typeof value === 'string' && value !== '') put(object, `@${name}`, text(value));
  return object;
}

/** `JsonConvert.SerializeXNode`. Without its root only what the root holds is written. */
export function jsonOfXml(node: XNode, omitRoot: boolean): JToken {
  if (omitRoot) {
    const root = node instanceof XDocument ? node.root : node;
    return root === null ? JValue.null() : contentOf(root);
  }
  const object = new JObject();
  if (node instanceof XDocument) {
    const declaration = declarationOf(node);
    if (declaration !== undefined) put(object, '?xml', declaration);
    addGroups(object, node);
  } else put(object, nameOf(node), contentOf(node));
  return object;
}

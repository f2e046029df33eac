import { dotnetType, member } from '../define.ts';
import { Type } from '../system/Type.ts';
import { typeOf } from '../type-of.ts';
import { XAttribute, XDocument, XElement } from './tree/container.ts';
import { XNode, type XObject } from './tree/node.ts';

const parentOf = (object: XObject): XElement | null => {
  const parent = object instanceof XNode || object instanceof XAttribute ? object.parent : null;
  return parent instanceof XElement ? parent : null;
};

function documentOf(object: XObject): XDocument | null {
  let node: XNode | null = object instanceof XAttribute ? object.parent : object instanceof XNode ? object : null;
  while (node !== null && node.parent !== null) node = node.parent;
  return node instanceof XDocument ? node : null;
}

export const XObject_ = dotnetType('abstract class System.Xml.Linq.XObject', 'A node or an attribute of an XML tree.', {
  parent: member('XElement Parent { get; }', parentOf, 'The element around it, or null.'),
  document: member('XDocument Document { get; }', documentOf, 'The document around it, or null.'),
  nodeType: member('System.Xml.XmlNodeType NodeType { get; }', (object: XObject) => object.nodeType, 'The kind.'),
  baseUri: member('string BaseUri { get; }', (_object: XObject) => '', 'Nothing: texts have no address.'),
  getType: member('Type GetType()', (object: XObject) => new Type(typeOf(object)), 'The type.'),
});

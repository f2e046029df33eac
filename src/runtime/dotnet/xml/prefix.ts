import { type XAttribute, type XContainer, XElement } from './tree/container.ts';

/** The prefix that stands for the namespace of a name where it is; the default namespace has the empty one. */
export function prefixAt(node: XElement | XAttribute): string {
  const { uri } = node.name;
  if (uri === '') return '';
  if (uri === 'http://www.w3.org/XML/1998/namespace') return 'xml';
  if (uri === 'http://www.w3.org/2000/xmlns/') return 'xmlns';
  for (let each: XContainer | null = node instanceof XElement ? node : node.parent; each instanceof XElement; each = each.parent)
    for (const attribute of each.attributes)
      if (attribute.isDeclaration && attribute.value === uri) {
        const prefix = attribute.name.uri === '' ? '' : attribute.name.local;
        if (prefix !== '' || node instanceof XElement) return prefix;
      }
  return '';
}

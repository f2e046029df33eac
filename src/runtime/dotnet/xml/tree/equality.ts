import { XDocument, XElement } from './container.ts';
import { XComment, type XNode, XProcessingInstruction, XText } from './node.ts';

/** `XNode.DeepEquals`: the same names, attributes in the same order, and content. */
export function deepEquals(a: XNode | null, b: XNode | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.nodeType !== b.nodeType) return false;
  if (a instanceof XText && b instanceof XText) return a.value === b.value;
  if (a instanceof XComment && b instanceof XComment) return a.value === b.value;
  if (a instanceof XProcessingInstruction && b instanceof XProcessingInstruction) return a.target === b.target && a.data === b.data;
  if (a instanceof XElement && b instanceof XElement) return sameHead(a, b) && sameNodes(a, b);
  return a instanceof XDocument && b instanceof XDocument && sameNodes(a, b);
}

function sameHead(a: XElement, b: XElement): boolean {
  return (
    a.name.is(b.name) &&
    a.isEmpty === b.isEmpty &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every((attribute, i) => {
      const other = b.attributes[i];
      return other !== undefined && attribute.name.is(other.name) && attribute.value === other.value;
    })
  );
}

function sameNodes(a: XElement | XDocument, b: XElement | XDocument): boolean {
  const others = b.nodes();
  for (const node of a.nodes()) {
    const other = others.next();
    if (other.done === true || !deepEquals(node, other.value)) return false;
  }
  return others.next().done === true;
}

const pathOf = (node: XNode): XNode[] => {
  const path: XNode[] = [];
  for (let each: XNode | null = node; each !== null; each = each.parent) path.unshift(each);
  return path;
};

/** -1, 0 or 1 by document order; undefined when the nodes have no common root. */
export function documentOrder(a: XNode, b: XNode): number | undefined {
  if (a === b) return 0;
  const left = pathOf(a);
  const right = pathOf(b);
  if (left[0] !== right[0]) return undefined;
  let i = 0;
  while (left[i] !== undefined && left[i] === right[i]) i++;
  const [x, y] = [left[i], right[i]];
  if (x === undefined) return -1;
  if (y === undefined) return 1;
  for (let node: XNode | null = x; node !== null; node = node.next) if (node === y) return -1;
  return 1;
}

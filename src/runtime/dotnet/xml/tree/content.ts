import { argument, argumentNull } from '../../failures.ts';
import { xmlText } from '../xml-convert.ts';
import { XAttribute, type XContainer, XDocument, XElement } from './container.ts';
import type { XName } from './name.ts';
import { XNode, XObject } from './node.ts';

/** Adds whatever was given as content before a node, or at the end: nodes, attributes, texts, values, and sequences of them. */
export function addContent(container: XContainer, content: unknown, before: XNode | null = null): void {
  if (content === null || content === undefined) return;
  if (content instanceof XNode) container.insert(content, before);
  else if (content instanceof XAttribute) addAttribute(container, content);
  else if (isSequence(content)) for (const item of content) addContent(container, item, before);
  else container.addText(contentText(content), before);
}

function addAttribute(container: XContainer, attribute: XAttribute): void {
  if (!(container instanceof XElement)) argument('An attribute cannot be added to content.');
  container.addAttribute(attribute);
}

const isSequence = (content: unknown): content is Iterable<unknown> =>
  typeof content === 'object' && content !== null && Symbol.iterator in content && !(content instanceof XObject);

/** The text of a value; nodes have none. */
export function contentText(content: unknown): string {
  if (content instanceof XObject) return argument('An XObject cannot be used as a value.');
  return xmlText(content);
}

/** `element.Value = …`: the text takes the place of all nodes. */
export function setValue(element: XElement, text: string | null): void {
  if (text === null) argumentNull('value');
  element.clear();
  element.addText(text, null);
}

/** Sets, changes or, given null, removes an attribute. */
export function setAttributeValue(element: XElement, name: XName, value: unknown): void {
  const found = element.attribute(name);
  if (value === null) found?.remove();
  else if (found === null) element.addAttribute(new XAttribute(name, contentText(value)));
  else found.value = contentText(value);
}

/** Sets, changes or, given null, removes the first element of a name. */
export function setElementValue(container: XElement, name: XName, value: unknown): void {
  const found = container.element(name);
  if (value === null) found?.remove();
  else if (found === null) {
    const made = new XElement(name);
    addContent(made, contentText(value));
    container.insert(made, null);
  } else setValue(found, contentText(value));
}

/** Puts content in the place of a node. */
export function replaceWith(node: XNode, content: unknown): void {
  const { parent, next } = node;
  node.remove();
  if (parent !== null) addContent(parent, content, next);
}

/** An XAttribute of a value, which must not be null. */
export const attributeOf = (name: XName | null, value: unknown): XAttribute =>
  new XAttribute(name ?? argumentNull('name'), contentText(value ?? argumentNull('value')));

/** A document's own content: a text is refused unless it is white space. */
export function documentOf(content: Iterable<unknown>): XDocument {
  const document = new XDocument();
  for (const item of content) addContent(document, item);
  return document;
}

export const elementOf = (name: XName | null, content: unknown): XElement => {
  const element = new XElement(name ?? argumentNull('name'));
  addContent(element, content);
  return element;
};

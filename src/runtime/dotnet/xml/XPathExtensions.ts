import type { Host } from '../../host.ts';
import { arrayFrom } from '../collections/arrays.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { DOUBLE } from '../types.ts';
import { Box } from '../values.ts';
import { namespacesOf, type XmlNamespaceManager } from './dom.ts';
import { XElement } from './tree/container.ts';
import { typeNamed, type XNode } from './tree/node.ts';
import { type Value, XPathEvaluator } from './xpath/evaluate.ts';
import { parseXPath } from './xpath/syntax.ts';

type Text = string | null;
type Manager = XmlNamespaceManager | null;

const evaluate = (host: Host, node: XNode, path: Text, manager: Manager): Value =>
  new XPathEvaluator(host.budget, namespacesOf(manager)).evaluate(parseXPath(path ?? argumentNull('expression')), node);

function elements(host: Host, node: XNode, path: Text, manager: Manager): XElement[] {
  const found = evaluate(host, node, path, manager);
  return typeof found === 'object' ? found.filter((each): each is XElement => each instanceof XElement) : [];
}

/** Numbers are doubles, sets are sequences. */
function asObject(value: Value): unknown {
  if (typeof value === 'number') return new Box(DOUBLE, value);
  return typeof value === 'object' ? arrayFrom(typeNamed('XObject'), value) : value;
}

const all = (found: readonly XElement[]): Iterable<XElement> => arrayFrom(typeNamed('XElement'), found);
const whole = { host: true } as const;

export const XPathExtensions_ = dotnetType('static class System.Xml.XPath.Extensions', 'XPath on LINQ to XML.', {
  selectElement: member(
    'static XElement XPathSelectElement(this XNode node, string expression)',
    (host: Host, node: XNode, path: Text) => elements(host, node, path, null)[0] ?? null,
    'The first element that an XPath finds, or null.',
    whole,
  ),
  selectElementIn: member(
    'static XElement XPathSelectElement(this XNode node, string expression, XmlNamespaceManager resolver)',
    (host: Host, node: XNode, path: Text, manager: Manager) => elements(host, node, path, manager)[0] ?? null,
    'The first element that an XPath finds, or null.',
    whole,
  ),
  selectElements: member(
    'static IEnumerable<XElement> XPathSelectElements(this XNode node, string expression)',
    (host: Host, node: XNode, path: Text) => all(elements(host, node, path, null)),
    'The elements that an XPath finds.',
    whole,
  ),
  selectElementsIn: member(
    'static IEnumerable<XElement> XPathSelectElements(this XNode node, string expression, XmlNamespaceManager resolver)',
    (host: Host, node: XNode, path: Text, manager: Manager) => all(elements(host, node, path, manager)),
    'The elements that an XPath finds.',
    whole,
  ),
  evaluate: member(
    'static object XPathEvaluate(this XNode node, string expression)',
    (host: Host, node: XNode, path: Text) => asObject(evaluate(host, node, path, null)),
    'What an XPath gives.',
    whole,
  ),
});

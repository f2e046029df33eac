import { catalogue } from '../../../policies/catalogue.ts';
import type { PolicyDefinition } from '../../../policies/define.ts';
import { setUrl } from '../../../policies/graphql-resolver/set-url.ts';
import type { SectionName } from '../../../runtime/handler.ts';
import type { Element } from '../../1-parse/xml/tree.ts';
import type { DocumentModel, ElementNode, PolicyNode } from '../model.ts';
import { checkElement } from './check-element.ts';
import { siblingNumbers } from './check-policies.ts';
import { checkReferences } from './check-references.ts';
import { messages } from './messages.ts';
import type { Place } from './place.ts';
import { resolverParts } from './section-names.ts';

/** Roots of the documents of resolvers. */
export const resolverRoots: ReadonlySet<string> = new Set([
  'http-data-source',
  'sql-data-source',
  'cosmosdb-data-source',
  'graphql-data-source',
]);

/**
 * The document of a resolver. Its parts are the sections of an exchange whose request is the resolver's own, so that a resolver runs as
 * any other document does. Undefined for a data source that cannot run here.
 */
export function resolverDocument(root: Element, place: Place): DocumentModel | undefined {
  const definition = catalogue.get(root.name)?.definition;
  if (definition === undefined) return undefined;
  const runs = definition.form === 'document';
  if (!runs) place.report(messages.unsupportedRoot, root.nameSpan, { name: root.name });
  const checked = checkElement(root, definition.element, definition, place, undefined, root.name);
  if (!runs) return undefined;
  const sections = new Map<SectionName, readonly PolicyNode[]>();
  for (const [part, section] of resolverParts) {
    const element = elementsOf(root).find(({ name }) => name === part);
    const [node] = checked.children.get(part) ?? [];
    const policies = element === undefined || node === undefined ? [] : policiesOf(element, node, place);
    if (section === 'backend' && policies.length === 0) sections.set(section, [forwarding(root)]);
    else if (policies.length > 0) sections.set(section, policies);
  }
  return { source: place.source, kind: 'policies', scope: 'resolver', sections, policies: [], fragments: [...place.fragments] };
}

const elementsOf = ({ children }: Element): readonly Element[] => children.filter((child): child is Element => child.kind === 'element');

/** The policies of a part, in the order in which they stand. */
function policiesOf(part: Element, { children }: ElementNode, place: Place): readonly PolicyNode[] {
  const seen = new Map<string, number>();
  const numbers = siblingNumbers(part);
  return elementsOf(part).flatMap((element) => {
    const count = seen.get(element.name) ?? 0;
    seen.set(element.name, count + 1);
    const args = children.get(element.name)?.[count];
    const entry = entryOf(element.name);
    if (args === undefined || entry === undefined) return [];
    const { definition, module } = entry;
    if (definition.form === 'unsupported')
      place.report(messages.unsupported, element.nameSpan, { name: element.name, because: definition.because ?? 'it cannot run here' });
    checkReferences(element, args, definition, place);
    const id = args.attributes.get('id');
    const idText = id?.kind === 'literal' ? id.parts.map((each) => (each.kind === 'text' ? each.text : '')).join('') : null;
    const path = `${part.name}/${numbers.get(element) ?? element.name}`;
    return [{ definition, module, span: element.openSpan, id: idText, path, args }];
  });
}

const entryOf = (name: string): { readonly definition: PolicyDefinition; readonly module: string } | undefined =>
  name === 'set-url' ? { definition: setUrl, module: 'graphql-resolver/set-url' } : catalogue.get(name);

/** What is sent where the document does not say how: `<base />` of a document that has none. */
function forwarding({ openSpan: span }: Element): PolicyNode {
  const definition = catalogue.get('base')?.definition;
  if (definition === undefined) throw new TypeError('there is no policy <base>');
  const args = { span, attributes: new Map(), text: undefined, children: new Map(), policies: undefined };
  return { definition, module: 'structure/base', span, id: null, path: 'backend/forward-request', args };
}

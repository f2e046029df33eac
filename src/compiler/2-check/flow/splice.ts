import type { DocumentView } from '../view/document-view.ts';
import type { ElementView } from '../view/element-view.ts';
import type { Neighbours } from '../view/neighbours.ts';
import type { Splice } from './walk.ts';

/** What `<base />` and `<include-fragment>` of a document stand for. */
export function spliceOf(document: DocumentView, neighbours: Neighbours | 'unknown'): Splice {
  if (neighbours === 'unknown') return () => 'unknown';
  return (element) => (element.name === 'base' ? inherited(element, document, neighbours) : included(element, neighbours));
}

/** A subgraph's base is `subgraphs.xml`, that of an API `global.xml`; above them there is nothing. */
function inherited({ section }: ElementView, { scope }: DocumentView, { base, global }: Neighbours): readonly ElementView[] | 'unknown' {
  if (scope === undefined || section === undefined) return 'unknown';
  const above = scope === 'subgraph' ? base : scope === 'api' ? global : undefined;
  return above === 'unreadable' ? 'unknown' : (above?.sections.get(section)?.children ?? []);
}

function included(element: ElementView, { fragments }: Neighbours): readonly ElementView[] | 'unknown' {
  const id = element.literal('fragment-id');
  return (id === undefined ? undefined : fragments.get(id)?.root.children) ?? 'unknown';
}

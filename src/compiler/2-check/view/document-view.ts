import type { Source } from '../../../diagnostics/source.ts';
import type { SectionName } from '../../../runtime/handler.ts';
import type { Document, Element, Value } from '../../1-parse/xml/tree.ts';
import type { DocumentScope, ProjectFacts } from '../project.ts';
import { sectionOf } from '../structure/section-names.ts';
import type { BoundExpression } from '../types/bind.ts';
import { ElementView } from './element-view.ts';
import type { ValueView } from './value-view.ts';

/** A checked document as rules see it: read-only, and the same whether its policies run here or not. */
export class DocumentView {
  readonly source: Source;
  readonly kind: 'policies' | 'fragment';
  /** What the document is, from where it stands; undefined when only its root tells. */
  readonly scope: DocumentScope | undefined;
  readonly root: ElementView;
  /** By name, the first of each. */
  readonly sections: ReadonlyMap<SectionName, ElementView>;
  /** Every element, in document order. */
  readonly elements: readonly ElementView[];
  readonly #byName = new Map<string, ElementView[]>();
  #values: readonly ValueView[] | undefined;
  #expressions: readonly ValueView[] | undefined;

  constructor(source: Source, scope: DocumentScope | undefined, root: ElementView, sections: ReadonlyMap<SectionName, ElementView>) {
    this.source = source;
    this.scope = scope;
    this.root = root;
    this.kind = root.name === 'fragment' ? 'fragment' : 'policies';
    this.sections = sections;
    this.elements = [...root.all()];
    for (const element of this.elements) {
      const known = this.#byName.get(element.name);
      if (known === undefined) this.#byName.set(element.name, [element]);
      else known.push(element);
    }
  }

  /** Every element of the names, those of one name in document order. */
  named(...names: readonly string[]): readonly ElementView[] {
    return names.flatMap((name) => this.#byName.get(name) ?? []);
  }

  /** Every attribute's value and every text. */
  get values(): readonly ValueView[] {
    this.#values ??= this.elements.flatMap((element) => [...element.attributes.values(), ...element.texts]);
    return this.#values;
  }

  /** Every value that is an expression and was understood. */
  get expressions(): readonly ValueView[] {
    this.#expressions ??= this.values.filter(({ bound }) => bound?.ok === true);
    return this.#expressions;
  }
}

/** What a view is made from: a document that was parsed and checked. */
export interface CheckedTree {
  readonly source: Source;
  readonly scope: DocumentScope | undefined;
  readonly tree: Document | undefined;
  readonly bound: ReadonlyMap<Value, BoundExpression>;
}

/**
 * The view of a document; undefined when its XML is broken or its root is no document's. Where tags had to be mended nobody knows what
 * stands in what, and a rule would only guess.
 */
export function viewOf(
  { source, scope, tree, bound }: CheckedTree,
  { namedValues }: Pick<ProjectFacts, 'namedValues'>,
): DocumentView | undefined {
  const root = tree?.root;
  if (root === undefined || tree?.roots.length !== 1 || !roots.has(root.name)) return undefined;
  if (isDamaged(root)) return undefined;
  const parts = { bound, namedValues };
  if (root.name === 'fragment') return new DocumentView(source, scope, new ElementView(root, undefined, undefined, parts), new Map());
  const view = new ElementView(root, undefined, undefined, parts);
  const sections = new Map<SectionName, ElementView>();
  for (const child of view.children) {
    const name = sectionOf(root.name, child.name);
    if (name !== undefined && !sections.has(name)) sections.set(name, child);
  }
  return new DocumentView(source, scope, view, sections);
}

/** Roots of documents that rules look at. */
const roots: ReadonlySet<string> = new Set(['policies', 'fragment', 'http-data-source']);

const isDamaged = (element: Element): boolean =>
  element.damaged || element.children.some((child) => child.kind === 'element' && isDamaged(child));

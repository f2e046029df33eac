import type { Span } from '../../../diagnostics/span.ts';
import type { SectionName } from '../../../runtime/handler.ts';
import type { Element, Value } from '../../1-parse/xml/tree.ts';
import type { ProjectFacts } from '../project.ts';
import { sectionOf } from '../structure/section-names.ts';
import type { BoundExpression } from '../types/bind.ts';
import { ValueView } from './value-view.ts';

/** What element views are made from. */
export interface ViewParts {
  readonly bound: ReadonlyMap<Value, BoundExpression>;
  readonly namedValues: ProjectFacts['namedValues'];
}

/** An element as rules see it: any element of the language, whether its policy runs here or not. */
export class ElementView {
  readonly tree: Element;
  readonly parent: ElementView | undefined;
  /** The section that it stands in; undefined in a fragment. */
  readonly section: SectionName | undefined;
  /** Its elements, in document order. */
  readonly children: readonly ElementView[];
  /** Its attributes, in document order; of a name given twice the first. */
  readonly attributes: ReadonlyMap<string, ValueView>;
  /** Its texts that are not blank. More than one where comments or elements stand between. */
  readonly texts: readonly ValueView[];

  constructor(tree: Element, parent: ElementView | undefined, section: SectionName | undefined, parts: ViewParts) {
    const { bound, namedValues } = parts;
    this.tree = tree;
    this.parent = parent;
    const own = parent === undefined || parent.parent !== undefined ? undefined : sectionOf(parent.name, tree.name);
    this.section = own ?? section;
    const children: ElementView[] = [];
    const texts: ValueView[] = [];
    for (const child of tree.children) {
      if (child.kind === 'element') children.push(new ElementView(child, this, this.section, parts));
      else if (child.kind === 'text' && !child.blank)
        texts.push(new ValueView(child.value, this, undefined, bound.get(child.value), namedValues));
    }
    const attributes = new Map<string, ValueView>();
    for (const { name, value } of tree.attributes)
      if (!attributes.has(name)) attributes.set(name, new ValueView(value, this, name, bound.get(value), namedValues));
    this.children = children;
    this.texts = texts;
    this.attributes = attributes;
  }

  get name(): string {
    return this.tree.name;
  }

  get nameSpan(): Span {
    return this.tree.nameSpan;
  }

  /** The whole element. */
  get span(): Span {
    return this.tree.span;
  }

  /** The text, when there is exactly one. */
  get text(): ValueView | undefined {
    return this.texts.length === 1 ? this.texts[0] : undefined;
  }

  attribute(name: string): ValueView | undefined {
    return this.attributes.get(name);
  }

  /** The literal text of an attribute; undefined when it is absent or an expression. */
  literal(name: string): string | undefined {
    return this.attributes.get(name)?.literal;
  }

  /** The first child of a name. */
  child(name: string): ElementView | undefined {
    return this.children.find((child) => child.name === name);
  }

  /** All children of a name. */
  named(name: string): readonly ElementView[] {
    return this.children.filter((child) => child.name === name);
  }

  /** The nearest element around it that has one of the names. */
  within(names: ReadonlySet<string>): ElementView | undefined {
    for (let element = this.parent; element !== undefined; element = element.parent) if (names.has(element.name)) return element;
    return undefined;
  }

  /** Itself and everything below it, in document order. */
  *all(): Generator<ElementView> {
    yield this;
    for (const child of this.children) yield* child.all();
  }
}

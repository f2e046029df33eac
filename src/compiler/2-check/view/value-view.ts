import type { Span } from '../../../diagnostics/span.ts';
import type { NamedValue, Value } from '../../1-parse/xml/tree.ts';
import type { NamedValueFact, ProjectFacts } from '../project.ts';
import type { BoundExpression } from '../types/bind.ts';
import type { Bound } from '../types/bound.ts';
import type { BoundStatement } from '../types/bound-statement.ts';
import { visitBody } from '../types/visit.ts';
import type { ElementView } from './element-view.ts';
import { type Reads, readsOfValue } from './reads.ts';

/** An attribute's value or an element's text, as rules see it. */
export class ValueView {
  readonly tree: Value;
  /** Whose attribute or text it is. */
  readonly owner: ElementView;
  /** The attribute's name; undefined for a text. */
  readonly attribute: string | undefined;
  /** What the expression means; undefined for a literal, and where the expression is broken. */
  readonly bound: BoundExpression | undefined;
  readonly #namedValues: ProjectFacts['namedValues'];
  #nodes: readonly Bound[] | undefined;
  #statements: readonly BoundStatement[] = [];
  #reads: Reads | undefined;

  constructor(
    tree: Value,
    owner: ElementView,
    attribute: string | undefined,
    bound: BoundExpression | undefined,
    namedValues: ProjectFacts['namedValues'],
  ) {
    this.tree = tree;
    this.owner = owner;
    this.attribute = attribute;
    this.bound = bound;
    this.#namedValues = namedValues;
  }

  get isExpression(): boolean {
    return this.tree.kind !== 'literal' || this.bound !== undefined;
  }

  /** The value without the white space around it. */
  get span(): Span {
    const { tree } = this;
    if (tree.kind !== 'literal') return tree.span;
    const start = tree.text.length - tree.text.trimStart().length;
    const end = tree.text.trimEnd().length;
    return end <= start ? tree.span : tree.map.span(start, end);
  }

  /** `{{name}}` in it. */
  get namedValues(): readonly NamedValue[] {
    return this.tree.namedValues;
  }

  /** The trimmed text of a literal. Plain named values are filled in where they are known; others stand as `{{name}}`. */
  get literal(): string | undefined {
    const { tree } = this;
    if (tree.kind !== 'literal' || this.bound !== undefined) return undefined;
    let text = '';
    let from = 0;
    for (const { name, at } of tree.namedValues) {
      const fact = this.fact(name);
      text += tree.text.slice(from, at.start) + (fact?.kind === 'plain' ? fact.text : tree.text.slice(at.start, at.end));
      from = at.end;
    }
    return (text + tree.text.slice(from)).trim();
  }

  /** The value as written, the `@( )` of an expression left out. */
  get written(): string {
    return this.tree.kind === 'literal' ? this.tree.text : this.tree.code;
  }

  /** What is known of a named value. */
  fact(name: string): NamedValueFact | undefined {
    return this.#namedValues === 'unknown' ? undefined : this.#namedValues.get(name);
  }

  /** Every part of the expression, those in lambdas and statements included, outer ones first. */
  get nodes(): readonly Bound[] {
    if (this.#nodes !== undefined) return this.#nodes;
    const nodes: Bound[] = [];
    const statements: BoundStatement[] = [];
    if (this.bound !== undefined)
      visitBody(
        this.bound.body,
        (node) => nodes.push(node),
        (statement) => statements.push(statement),
      );
    this.#nodes = nodes;
    this.#statements = statements;
    return nodes;
  }

  /** Every statement of the expression, outer ones first. */
  get statements(): readonly BoundStatement[] {
    return this.nodes.length === 0 ? [] : this.#statements;
  }

  /** The variables that it reads. */
  get reads(): Reads {
    this.#reads ??= readsOfValue(this);
    return this.#reads;
  }
}

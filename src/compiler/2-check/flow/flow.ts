import type { Type } from '../types/type.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { ElementView } from '../view/element-view.ts';
import type { Neighbours } from '../view/neighbours.ts';
import type { ValueView } from '../view/value-view.ts';
import { ExpressionOrigins } from './expression-origins.ts';
import { noOrigins, type Origins } from './origin.ts';
import { type Sink, sinksOf } from './sinks.ts';
import { spliceOf } from './splice.ts';
import { policyOfValue } from './structure.ts';
import { nothingKnown, type VariableState, variableDomain } from './variable-state.ts';
import { type Domain, type FlowResult, type Splice, walk } from './walk.ts';
import type { VariableWrite } from './writes.ts';
import { environmentOf, literalOrigins, mayHaveOrigins, writtenType } from './written-value.ts';

/** How control and values go through a document. Everything is worked out on first use and kept. */
export class Flow {
  readonly #document: DocumentView;
  readonly #neighbours: Neighbours | 'unknown';
  readonly #splice: Splice;
  readonly #string: Type;
  readonly #parts = new Map<ValueView, ExpressionOrigins>();
  readonly #types = new Map<VariableWrite, Type | undefined>();
  #variables: FlowResult<VariableState> | undefined;
  #sinks: readonly Sink[] | undefined;

  /** `string` is C#'s. */
  constructor(document: DocumentView, neighbours: Neighbours | 'unknown', string: Type) {
    this.#document = document;
    this.#neighbours = neighbours;
    this.#splice = spliceOf(document, neighbours);
    this.#string = string;
  }

  /** The policies that a `<base />` or an include stands for. */
  spliced(element: ElementView): readonly ElementView[] | 'unknown' {
    return this.#splice(element);
  }

  /** Answers a question about every place of the document. */
  run<State>(domain: Domain<State>): FlowResult<State> {
    return walk(this.#document, this.#splice, domain);
  }

  /** Whether control ever arrives at a policy. */
  reaches(policy: ElementView): boolean {
    return this.#known.before(policy) !== undefined;
  }

  /** What is known of variables where a value is evaluated; undefined where control never arrives. */
  stateOf(value: ValueView): VariableState | undefined {
    const policy = policyOfValue(value);
    if (policy.name === 'retry' && value.owner === policy && value.attribute === 'condition') return this.#known.atCondition(policy);
    return this.#known.before(policy);
  }

  /** What is known just before a policy. */
  before(policy: ElementView): VariableState | undefined {
    return this.#known.before(policy);
  }

  /** Where a value comes from; nothing where control never arrives. */
  origins(value: ValueView): Origins {
    if (value.bound !== undefined) return this.parts(value)?.result ?? noOrigins;
    return this.stateOf(value) === undefined ? noOrigins : literalOrigins(value);
  }

  /** The same for the parts of an expression; undefined where no part has an origin: for a literal, a broken expression, or where control never arrives. */
  parts(value: ValueView): ExpressionOrigins | undefined {
    const state = this.stateOf(value);
    if (state === undefined || value.bound?.ok !== true || !mayHaveOrigins(value, state)) return undefined;
    const known = this.#parts.get(value);
    if (known !== undefined) return known;
    const parts = new ExpressionOrigins(value.bound, value, environmentOf(state));
    this.#parts.set(value, parts);
    return parts;
  }

  /** The static type of what a write puts into its variable, where it is known. */
  typeOf(write: VariableWrite): Type | undefined {
    if (!this.#types.has(write)) this.#types.set(write, writtenType(write, this.#string));
    return this.#types.get(write);
  }

  /** Every place where a value leaves by another way than a header of a request. */
  get sinks(): readonly Sink[] {
    this.#sinks ??= [...sinksOf(this.#document)];
    return this.#sinks;
  }

  get #known(): FlowResult<VariableState> {
    this.#variables ??= this.run(variableDomain(this.#start()));
    return this.#variables;
  }

  /**
   * What holds before the first policy. The variables of `global.xml` can be read by every document of a subgraph. A document that others
   * include, or that stands alone, may find anything.
   */
  #start(): VariableState {
    const { scope, kind } = this.#document;
    const neighbours = this.#neighbours;
    // What was done to the client's request, and in the documents before, is not seen here.
    if (scope === 'resolver' || this.#document.root.name === 'http-data-source') return { ...nothingKnown(true), tokenChecked: 'maybe' };
    if (neighbours === 'unknown' || kind === 'fragment' || scope === 'base' || scope === undefined)
      return { ...nothingKnown(true), tokenChecked: kind === 'fragment' || scope === 'base' ? 'maybe' : 'no' };
    const { global } = neighbours;
    if (scope !== 'subgraph' || global === undefined) return nothingKnown(false);
    if (global === 'unreadable') return { ...nothingKnown(true), tokenChecked: 'maybe' };
    const end = walk(global, spliceOf(global, neighbours), variableDomain(nothingKnown(false))).atEnd('inbound');
    return end === undefined ? nothingKnown(true) : { ...end, headers: new Map() };
  }
}

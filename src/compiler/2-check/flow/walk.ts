import type { SectionName } from '../../../runtime/handler.ts';
import { sectionNames } from '../structure/section-names.ts';
import type { DocumentView } from '../view/document-view.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';
import { endsExchange } from './structure.ts';
import { truthOf } from './truth.ts';

/**
 * A question about what holds at each policy, as a forward data-flow analysis. `State` is never changed in place. Joining must come to rest: a
 * state may only grow.
 */
export interface Domain<State> {
  /** What holds before the first policy. */
  readonly start: State;
  /** What holds where two paths meet. */
  join(a: State, b: State): State;
  /** What holds after a policy that is no flow of its own. */
  after(state: State, policy: ElementView): State;
  /** What holds after policies that stand in another, unknown document. */
  afterUnknown?(state: State, splice: ElementView): State;
  /** What is known besides once a condition was found true or false. */
  assume?(state: State, condition: ValueView, truth: boolean): State;
  /** What holds at the end of a branch, before paths meet. */
  leave?(state: State, condition: ValueView): State;
}

/** The policies that a `<base />` or an include stands for, as far as they are known. */
export type Splice = (element: ElementView) => readonly ElementView[] | 'unknown';

export interface FlowResult<State> {
  /** What holds just before a policy, or before the condition of a branch. Undefined where control never arrives. */
  before(element: ElementView): State | undefined;
  /** What holds when the condition of a `retry` is evaluated: after its policies. */
  atCondition(retry: ElementView): State | undefined;
  /** What holds at the end of a section, or of a fragment; undefined when every path ends before. */
  atEnd(section: SectionName | 'fragment'): State | undefined;
}

/** Runs a question over a document: its sections in the order in which they run, on-error from wherever an error may come. */
export function walk<State>(document: DocumentView, splice: Splice, domain: Domain<State>): FlowResult<State> {
  return new Walk(splice, domain).document(document);
}

class Walk<State> implements FlowResult<State> {
  readonly #splice: Splice;
  readonly #domain: Domain<State>;
  readonly #before = new Map<ElementView, State>();
  readonly #conditions = new Map<ElementView, State>();
  readonly #ends = new Map<SectionName | 'fragment', State>();
  /** Everything that held anywhere, which is what may hold when an error is handled. */
  #anywhere: State;
  /** Above zero inside a spliced document, whose policies are not this document's. */
  #spliced = 0;

  constructor(splice: Splice, domain: Domain<State>) {
    this.#splice = splice;
    this.#domain = domain;
    this.#anywhere = domain.start;
  }

  before(element: ElementView): State | undefined {
    return this.#before.get(element);
  }

  atCondition(retry: ElementView): State | undefined {
    return this.#conditions.get(retry);
  }

  atEnd(section: SectionName | 'fragment'): State | undefined {
    return this.#ends.get(section);
  }

  document(document: DocumentView): FlowResult<State> {
    if (document.kind === 'fragment') {
      this.#end('fragment', this.#policies(document.root.children, this.#domain.start));
      return this;
    }
    let state: State | undefined = this.#domain.start;
    for (const name of sectionNames) {
      const section = document.sections.get(name);
      const from = name === 'on-error' ? this.#anywhere : state;
      if (section === undefined || from === undefined) continue;
      const end = this.#policies(section.children, from);
      this.#end(name, end);
      if (name !== 'on-error') state = end;
    }
    return this;
  }

  #end(section: SectionName | 'fragment', state: State | undefined): void {
    if (state !== undefined) this.#ends.set(section, state);
  }

  #join(a: State | undefined, b: State | undefined): State | undefined {
    if (a === undefined) return b;
    return b === undefined ? a : this.#domain.join(a, b);
  }

  #policies(policies: readonly ElementView[], from: State): State | undefined {
    let state: State | undefined = from;
    for (const policy of policies) {
      if (state === undefined) return undefined;
      state = this.#policy(policy, state);
    }
    return state;
  }

  #policy(policy: ElementView, state: State): State | undefined {
    this.#record(policy, state);
    switch (policy.name) {
      case 'choose':
        return this.#choose(policy, state);
      case 'retry':
        return this.#retry(policy, state);
      case 'limit-concurrency':
        return this.#policies(policy.children, state);
      case 'wait':
        return this.#wait(policy, state);
      case 'base':
      case 'include-fragment':
        return this.#other(policy, state);
      default: {
        const after = this.#domain.after(state, policy);
        this.#anywhere = this.#domain.join(this.#anywhere, after);
        return endsExchange(policy) ? undefined : after;
      }
    }
  }

  #record(element: ElementView, state: State): void {
    if (this.#spliced > 0) return;
    const known = this.#before.get(element);
    this.#before.set(element, known === undefined ? state : this.#domain.join(known, state));
  }

  #choose(choose: ElementView, from: State): State | undefined {
    const { assume, leave } = this.#domain;
    let falls: State | undefined = from;
    let out: State | undefined;
    for (const branch of choose.children) {
      if (falls === undefined) break;
      const condition = branch.attribute('condition');
      if (branch.name === 'when') this.#record(branch, falls);
      const truth = branch.name === 'otherwise' ? true : truthOf(condition);
      if (truth !== false) {
        const entered: State = condition === undefined ? falls : (assume?.(falls, condition, true) ?? falls);
        const left = this.#policies(branch.children, entered);
        out = this.#join(out, left !== undefined && condition !== undefined ? (leave?.(left, condition) ?? left) : left);
      }
      if (truth === true) falls = undefined;
      else if (condition !== undefined) falls = assume?.(falls, condition, false) ?? falls;
    }
    return this.#join(out, falls);
  }

  /** The policies run once at least; before each further run the condition was true. */
  #retry(retry: ElementView, from: State): State | undefined {
    const once = this.#policies(retry.children, from);
    if (once === undefined) return undefined;
    const again = this.#policies(retry.children, this.#domain.join(from, once));
    const after = this.#join(once, again) ?? once;
    if (this.#spliced === 0) this.#conditions.set(retry, after);
    return after;
  }

  /** All at once. Without `for="any"` each has ended when it goes on. */
  #wait(wait: ElementView, from: State): State | undefined {
    if (wait.literal('for') !== 'any') return this.#policies(wait.children, from);
    let out: State | undefined;
    for (const child of wait.children) out = this.#join(out, this.#policy(child, from));
    return wait.children.length === 0 ? from : out;
  }

  #other(splice: ElementView, state: State): State | undefined {
    // Documents nest two deep at most; more is a cycle, which is reported elsewhere.
    const policies = this.#spliced > 3 ? 'unknown' : this.#splice(splice);
    if (policies === 'unknown') {
      const after = this.#domain.afterUnknown?.(state, splice) ?? state;
      this.#anywhere = this.#domain.join(this.#anywhere, after);
      return after;
    }
    this.#spliced++;
    const after = this.#policies(policies, state);
    this.#spliced--;
    return after;
  }
}

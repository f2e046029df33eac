import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';

/** Elements that hold policies, besides the branches of `choose`. */
const holders: ReadonlySet<string> = new Set([
  'inbound',
  'backend',
  'outbound',
  'on-error',
  'http-request',
  'http-response',
  'fragment',
  'when',
  'otherwise',
  'retry',
  'limit-concurrency',
  'wait',
]);

/** Policies after which nothing of the section runs. */
const endings: ReadonlySet<string> = new Set(['return-response', 'mock-response']);

/** Policies that build a message of their own from the policies inside: a request (true) or a response. */
const builders: ReadonlyMap<string, 'call' | 'answer'> = new Map([
  ['send-request', 'call'],
  ['send-one-way-request', 'call'],
  ['http-request', 'call'],
  ['return-response', 'answer'],
  ['http-response', 'answer'],
]);

/** Whether the element stands where policies stand. */
export const isPolicy = (element: ElementView): boolean => element.parent !== undefined && holders.has(element.parent.name);

export const endsExchange = (element: ElementView): boolean => endings.has(element.name);

/** The policy that an element is or belongs to; for the condition of a branch, the branch. */
export function policyOf(element: ElementView): ElementView {
  let found = element;
  while (found.parent !== undefined && !holders.has(found.name) && !isPolicy(found)) found = found.parent;
  return found;
}

/** The policy or branch whose value this is. */
export const policyOfValue = (value: ValueView): ElementView => policyOf(value.owner);

/** What a policy such as set-header works on. */
export type Target =
  /** The request that goes to the backend. */
  | { readonly kind: 'request' }
  /** The response to the client, or one that is being made for it. */
  | { readonly kind: 'response' }
  /** A call of its own: send-request and the like. */
  | { readonly kind: 'call'; readonly policy: ElementView }
  /** In a fragment: whatever the place of the include says. */
  | { readonly kind: 'open' };

export function targetOf(element: ElementView): Target {
  for (let around = element.parent; around !== undefined; around = around.parent) {
    const built = builders.get(around.name);
    if (built === 'call') return { kind: 'call', policy: around };
    if (built === 'answer') return { kind: 'response' };
  }
  if (element.section === undefined) return { kind: 'open' };
  return { kind: element.section === 'inbound' || element.section === 'backend' ? 'request' : 'response' };
}

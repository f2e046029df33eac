import type { Span } from '../../../diagnostics/span.ts';
import type { ElementView } from '../view/element-view.ts';
import type { ValueView } from '../view/value-view.ts';

/** What a policy puts into a variable. */
export type Written =
  /** The value of `set-variable`. */
  | 'value'
  /** The `IResponse` of a call. */
  | 'response'
  /** The `Authorization` of a connection. */
  | 'authorization'
  /** A `Jwt` whose signature was checked. */
  | 'jwt'
  /** A token as text. */
  | 'token'
  /** What somebody put into the cache. */
  | 'cached'
  /** Counts, times, lists of errors. */
  | 'other';

/** One place where a variable gets a value. */
export interface VariableWrite {
  readonly name: string;
  readonly policy: ElementView;
  /** Where the name stands; the name of the policy where it stands nowhere. */
  readonly at: { readonly owner: ElementView; readonly span: Span };
  readonly what: Written;
  /** For `set-variable`. */
  readonly value: ValueView | undefined;
  /** Whether the variable is there after the policy succeeded. */
  readonly sure: boolean;
  /** Whether it is there only after the policy has found a fault, which for the most part ends the section. */
  readonly onFault: boolean;
  /** Whether the policy may leave null in it instead of failing. */
  readonly nullable: boolean;
}

const byElement: Readonly<Record<string, Written>> = {
  'get-authorization-context': 'authorization',
  'validate-jwt': 'jwt',
  'validate-azure-ad-token': 'jwt',
  'authentication-managed-identity': 'token',
  'authentication-token-store': 'token',
  'send-request': 'response',
  'invoke-request': 'response',
  'invoke-dapr-binding': 'response',
  'publish-to-dapr': 'response',
  'cache-lookup-value': 'cached',
  'cache-value': 'cached',
};

/** Attributes that end like those that name a variable to be written, but name one to be read. */
const reading: ReadonlySet<string> = new Set(['return-response']);

/** The attribute of an element that names the variable it reads. */
export const readsByAttribute = (element: ElementView): ValueView | undefined =>
  reading.has(element.name) ? element.attribute('response-variable-name') : undefined;

/** The variables that a policy writes; `unknown` when a name is computed. Elements inside it are asked by themselves. */
export function writesOf(element: ElementView): readonly VariableWrite[] | 'unknown' {
  if (element.name === 'set-variable') {
    const at = element.attribute('name');
    if (at?.literal === undefined) return at === undefined ? [] : 'unknown';
    const value = element.attribute('value');
    return [{ name: at.literal, policy: element, at, what: 'value', value, sure: true, onFault: false, nullable: false }];
  }
  if (reading.has(element.name)) return [];
  const found: VariableWrite[] = [];
  for (const [attribute, at] of element.attributes) {
    if (!attribute.endsWith('variable-name')) continue;
    const name = at.literal;
    if (name === undefined) return 'unknown';
    found.push({
      name,
      policy: element,
      at,
      what: Object.hasOwn(byElement, element.name) ? (byElement[element.name] ?? 'other') : 'other',
      value: undefined,
      sure: isSure(element, attribute, name),
      onFault: faults.has(attribute),
      nullable: element.literal('ignore-error') === 'true',
    });
  }
  if (element.name === 'validate-graphql-request') found.push(graphqlErrors(element));
  return found;
}

/** Attributes that name a variable for what is wrong with a request. */
const faults: ReadonlySet<string> = new Set(['error-variable-name', 'errors-variable-name', 'retry-after-variable-name']);

/** Attributes that name a variable which the policy writes each time it succeeds (reference: the pages of these policies). */
const always: ReadonlySet<string> = new Set([
  'context-variable-name',
  'output-token-variable-name',
  'response-variable-name',
  'remaining-calls-variable-name',
  'remaining-tokens-variable-name',
  'remaining-quota-tokens-variable-name',
  'tokens-consumed-variable-name',
]);

/** A variable that the policy writes whatever its attributes say (reference: validate-graphql-request). */
const graphqlErrors = (element: ElementView): VariableWrite => ({
  name: 'GraphQLErrors',
  policy: element,
  at: { owner: element, span: element.nameSpan },
  what: 'other',
  value: undefined,
  sure: false,
  onFault: true,
  nullable: false,
});

/**
 * A look-up that misses without a default leaves the variable unset (the page says so, and published policies rely on it), unless the
 * policy holds what sets it then.
 */
function isSure(element: ElementView, attribute: string, variable: string): boolean {
  if (attribute !== 'variable-name') return always.has(attribute);
  if (element.attribute('default-value') !== undefined) return true;
  for (const inner of element.all()) if (inner.name === 'set-variable' && inner.literal('name') === variable) return true;
  return false;
}

/** The names of all variables that elements write, as far as they are not computed. */
export function writtenNames(elements: readonly ElementView[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const element of elements) {
    const writes = writesOf(element);
    if (writes !== 'unknown') for (const { name } of writes) names.add(name);
  }
  return names;
}

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
  /** Where the name stands. */
  readonly at: ValueView;
  readonly what: Written;
  /** For `set-variable`. */
  readonly value: ValueView | undefined;
  /** Whether the variable is there after the policy succeeded. */
  readonly sure: boolean;
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
    return [{ name: at.literal, policy: element, at, what: 'value', value, sure: true, nullable: false }];
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
      sure: isSure(element),
      nullable: element.literal('ignore-error') === 'true',
    });
  }
  return found;
}

/**
 * A look-up that misses without a default leaves the variable unset (the page says so, and published policies rely on it), and a limit
 * writes some of its variables only when it is reached.
 */
function isSure(element: ElementView): boolean {
  switch (element.name) {
    case 'cache-lookup-value':
    case 'cache-value':
      return element.attribute('default-value') !== undefined;
    case 'get-authorization-context':
    case 'send-request':
    case 'validate-jwt':
    case 'validate-azure-ad-token':
    case 'authentication-managed-identity':
      return true;
    default:
      return false;
  }
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

import type { ElementNode, PolicyNode, ValueNode } from '../model.ts';
import { known } from '../structure/check-references.ts';
import { visitBody } from '../types/visit.ts';
import type { OuterReads } from './outer-reads.ts';

/** What policies have done to an exchange, as far as what comes after them can tell. */
export class PolicyEffects {
  readonly #variables = new Set<string>();
  readonly #headers = new Set<string>();
  #anyVariable = false;
  #anyHeader = false;
  #judges = false;

  /** Whether what is read here is what it was before these policies, and none of them may have turned the request down. */
  leaves({ variables, headers }: OuterReads): boolean {
    if (this.#judges || (this.#anyVariable && variables.size > 0) || (this.#anyHeader && headers.size > 0)) return false;
    return !someOf(variables, this.#variables) && !someOf(headers, this.#headers);
  }

  /** Adds what was done in a document that was called. */
  add(others: PolicyEffects): void {
    for (const name of others.#variables) this.#variables.add(name);
    for (const name of others.#headers) this.#headers.add(name);
    this.#anyVariable ||= others.#anyVariable;
    this.#anyHeader ||= others.#anyHeader;
    this.#judges ||= others.#judges;
  }

  /** Nothing is known any more. */
  addUnknown(): void {
    this.#judges = true;
  }

  /** Adds what a policy does, and what those inside of it may do. What it calls is added by whoever knows it. */
  run({ definition, args }: PolicyNode): void {
    if (!harmless.has(definition.name)) {
      this.addUnknown();
      return;
    }
    if (throws(args)) this.#judges = true;
    for (const [name, value] of args.attributes)
      if (value.schema.type.kind === 'variable-name' || (definition.name === 'set-variable' && name === 'name')) this.#writeVariable(value);
    if (definition.name === 'set-header') this.#writeHeader(args.attributes.get('name'));
    if (authorizing.has(definition.name)) this.#headers.add('authorization');
    for (const inner of policiesIn(args)) this.run(inner);
  }

  #writeVariable(value: ValueNode): void {
    const name = known(value);
    if (name === undefined) this.#anyVariable = true;
    else this.#variables.add(name);
  }

  #writeHeader(value: ValueNode | undefined): void {
    const name = known(value);
    if (name === undefined) this.#anyHeader = true;
    else this.#headers.add(name.toLowerCase());
  }
}

const someOf = (names: ReadonlySet<string>, others: ReadonlySet<string>): boolean => [...names].some((name) => others.has(name));

/**
 * Policies that turn no request down, and change nothing of an exchange but the variables that their attributes name, the header that they name, and
 * what nobody reads ahead: address, method and body of the request. All others may do anything.
 */
const harmless: ReadonlySet<string> = new Set([
  'set-variable',
  'set-header',
  'set-query-parameter',
  'set-body',
  'set-method',
  'set-url',
  'set-backend-service',
  'rewrite-uri',
  'find-and-replace',
  'trace',
  'emit-metric',
  'choose',
  'get-authorization-context',
  'authentication-basic',
  'authentication-managed-identity',
  'authentication-certificate',
  'cache-lookup-value',
  'cache-store-value',
  'cache-remove-value',
  'send-request',
  'send-one-way-request',
]);

const authorizing: ReadonlySet<string> = new Set(['authentication-basic', 'authentication-managed-identity']);

/** Policies that stand inside of a policy, in whichever of its branches. */
const policiesIn = ({ policies, children }: ElementNode): readonly PolicyNode[] => [
  ...(policies ?? []),
  ...[...children.values()].flat().flatMap(policiesIn),
];

/** Whether an expression turns the request down by throwing. */
function throws({ attributes, text, children }: ElementNode): boolean {
  const values = [...attributes.values(), ...(text === undefined ? [] : [text])];
  return values.some(throwsItself) || [...children.values()].flat().some(throws);
}

function throwsItself(value: ValueNode): boolean {
  // What a placeholder becomes is not known.
  if (value.kind !== 'expression') return value.kind === 'placeholder';
  let found = false;
  visitBody(
    value.bound.body,
    ({ kind }) => {
      if (kind === 'throw' || kind === 'throw-value') found = true;
    },
    ({ kind }) => {
      if (kind === 'throw') found = true;
    },
  );
  return found;
}

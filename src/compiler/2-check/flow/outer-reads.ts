import type { Bound, BoundBody, BoundCall } from '../types/bound.ts';
import type { BoundPattern, BoundStatement } from '../types/bound-statement.ts';
import { childrenOf } from '../types/children.ts';
import type { NamedType } from '../types/type.ts';
import { isVariables, readOf } from '../view/reads.ts';
import { contextPath } from './request-origin.ts';

/** What an expression reads of what a document may change before it, beside what no document can change. Names of headers are in lower case. */
export interface OuterReads {
  readonly variables: ReadonlySet<string>;
  readonly headers: ReadonlySet<string>;
}

/**
 * What an expression reads; undefined unless it provably has no effect, and reads nothing but variables and headers by their names, who calls, and
 * what stays the same for the whole of a client's request. In doubt it is undefined: lists say what is known to be harmless, not what is not.
 */
export function outerReads(body: BoundBody): OuterReads | undefined {
  const reader = new Reader();
  return reader.body(body) ? reader : undefined;
}

/** Parts of `context` that are the same in every exchange of a client's request. */
const steady: readonly string[] = [
  'User',
  'Subscription',
  'Product',
  'Deployment',
  'RequestId',
  'Operation',
  'Request.IpAddress',
  'Request.OriginalUrl',
  'Request.Certificate',
];

const isSteady = (path: string): boolean => steady.some((each) => path === each || path.startsWith(`${each}.`));

/** Types whose values never change, or are made anew by whoever reads them, so that their members only read. */
const readable: ReadonlySet<string> = new Set([
  ...[
    'Object',
    'String',
    'Boolean',
    'Char',
    'Byte',
    'Int16',
    'Int32',
    'Int64',
    'Double',
    'Decimal',
    'Nullable',
    'Math',
    'Convert',
    'Uri',
  ].map((name) => `System.${name}`),
  ...['Guid', 'Enum', 'Array', 'Linq.Enumerable', 'StringComparer'].map((name) => `System.${name}`),
  ...['IReadOnlyDictionary', 'IReadOnlyCollection', 'IReadOnlyList', 'IEnumerable', 'KeyValuePair', 'CollectionExtensions'].map(
    (name) => `System.Collections.Generic.${name}`,
  ),
  ...['Regex', 'Match', 'Group', 'Capture', 'GroupCollection', 'MatchCollection'].map((name) => `System.Text.RegularExpressions.${name}`),
  ...['ContextExtensions', 'Jwt', 'BasicAuthCredentials', 'IUser', 'IGroup', 'IUserIdentity', 'ISubscription', 'IProduct', 'IApi'].map(
    (name) => `Fedpass.${name}`,
  ),
]);

/** Members of those types that read the clock, are random, or give something away that changes. */
const unsteady: ReadonlySet<string> = new Set([
  'NewGuid',
  'ToDateTime',
  'ChangeType',
  'VerifyNoRevocation',
  'Encrypt',
  'Decrypt',
  'CopyTo',
]);

const isReadable = ({ definition }: NamedType, member: string): boolean =>
  readable.has(`${definition.namespace}.${definition.name}`) && !unsteady.has(member);

/** Expressions that have no effect when their parts have none. */
const plain: ReadonlySet<Bound['kind']> = new Set([
  'literal',
  'local',
  'element',
  'array-length',
  'tuple-item',
  'nullable-member',
  'convert',
  'unary',
  'binary',
  'logical',
  'concat',
  'coalesce',
  'conditional',
  'conditional-access',
  'array',
  'as',
  'typeof',
  'zero',
  'interpolated',
]);

class Reader implements OuterReads {
  readonly variables = new Set<string>();
  readonly headers = new Set<string>();

  body(body: BoundBody): boolean {
    return body.kind === 'value' ? this.#reads(body.value) : !body.iterator && this.#runs(body.block);
  }

  /** Whether an expression is harmless; notes what it reads. */
  #reads(node: Bound): boolean {
    const variable = readOf(node);
    if (variable !== undefined) {
      this.variables.add(variable.name);
      return this.#all(keyed(node));
    }
    const header = headerOf(node);
    if (header !== undefined) {
      this.headers.add(header);
      return this.#all(keyed(node));
    }
    // All of them at once, or by a name that is worked out.
    if (isVariables(node) || node.kind === 'context') return false;
    const path = contextPath(node);
    if (path !== undefined) return isSteady(path);
    switch (node.kind) {
      case 'call':
        return isReadable(node.owner, node.method.name) && this.#all(operandsOf(node));
      case 'property':
      case 'field':
      case 'indexer':
        return isReadable(node.owner, node.member.name) && this.#all(childrenOf(node));
      case 'lambda':
        return this.body(node.body);
      case 'is':
        return this.#reads(node.operand) && this.#matches(node.pattern);
      case 'assign':
        return node.target.kind === 'local' && this.#reads(node.value);
      default:
        return plain.has(node.kind) && this.#all(childrenOf(node));
    }
  }

  #all(nodes: readonly Bound[]): boolean {
    return nodes.every((node) => this.#reads(node));
  }

  #matches(pattern: BoundPattern): boolean {
    return pattern.kind !== 'constant' || this.#reads(pattern.value);
  }

  /** Whether a statement is harmless. Loops that count are left out: nobody works out an id by one. */
  #runs(node: BoundStatement | undefined): boolean {
    switch (node?.kind) {
      case undefined:
      case 'empty':
        return true;
      case 'block':
        return node.statements.every((each) => this.#runs(each));
      case 'declare':
      case 'return':
        return node.value === undefined || this.#reads(node.value);
      case 'expression':
        return this.#reads(node.value);
      case 'if':
        return this.#reads(node.test) && this.#runs(node.whenTrue) && this.#runs(node.whenFalse);
      default:
        return false;
    }
  }
}

/** The header that a part of an expression reads by its name. */
function headerOf(node: Bound): string | undefined {
  if (node.kind !== 'indexer' && !(node.kind === 'call' && lookUps.has(node.method.name))) return undefined;
  if (node.receiver === undefined || contextPath(node.receiver) !== 'Request.Headers') return undefined;
  const name = node.args[0]?.constant?.value;
  return typeof name === 'string' ? name.toLowerCase() : undefined;
}

const lookUps: ReadonlySet<string> = new Set(['GetValueOrDefault', 'ContainsKey']);

/** What a look-up by a known name works out beside: its default. One with an `out` is no plain expression, and so refused. */
const keyed = (node: Bound): readonly Bound[] => (node.kind === 'call' ? node.args.slice(1) : []);

const operandsOf = ({ receiver, args }: BoundCall): readonly Bound[] => (receiver === undefined ? args : [receiver, ...args]);

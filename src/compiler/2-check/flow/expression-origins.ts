import type { BoundExpression } from '../types/bind.ts';
import type { Bound, BoundBody, BoundCall, BoundLambda, Local, LocalFunction } from '../types/bound.ts';
import type { BoundPattern, BoundStatement } from '../types/bound-statement.ts';
import { childrenOf } from '../types/children.ts';
import { specialOf } from '../types/type.ts';
import { isVariables, readOf } from '../view/reads.ts';
import type { ValueView } from '../view/value-view.ts';
import { noOrigins, type Origins, ofKind, union, unionAll } from './origin.ts';
import { answerPart, isHarmless, leavesCredentialsOut, memberOrigins, secretsIn } from './origin-steps.ts';
import { contextOrigins, contextPath, everyHeader, headerOrigin } from './request-origin.ts';
import { returnsOf } from './result-type.ts';

/** What is known around an expression. */
export interface OriginEnvironment {
  /** The origins of a variable; undefined asks for all of them. */
  variable(name: string | undefined): Origins;
  /** What of the client's has a part in the host of an address that is kept in a variable. */
  host(name: string): Origins;
  /** What a policy has written into a header of the request; undefined when it is the client's. */
  header(name: string): Origins | undefined;
  /** Whether a policy has checked the client's token, or may have. */
  readonly tokenChecked: boolean;
}

/** Whether a part may give a local its value. */
function gives(node: Bound): boolean {
  if (giving.has(node.kind)) return true;
  if (node.kind !== 'call') return false;
  return (
    (node.receiver !== undefined && rootOf(node.receiver) !== undefined) ||
    node.args.some(({ kind }) => kind === 'lambda' || kind === 'reference')
  );
}

const giving: ReadonlySet<Bound['kind']> = new Set([
  'assign',
  'update',
  'coalesce',
  'conditional-access',
  'initialized',
  'is',
  'deconstruct',
  'local-call',
]);

/** Look-ups: what they give comes from what is looked into, not from the key. */
const lookUps: ReadonlySet<string> = new Set(['GetValueOrDefault', 'TryGetValue', 'GetValue', 'SelectToken', 'SelectTokens', 'Value']);

/** Nobody gets back what was put in, at least not without a key. */
const concealing: ReadonlySet<string> = new Set(['ComputeHash', 'HashData', 'Encrypt', 'Decrypt']);

/** Where the value of an expression, and each part of it, comes from. */
export class ExpressionOrigins {
  readonly #environment: OriginEnvironment;
  readonly #expression: BoundExpression;
  /** The secret named values in it; not those of which nothing is known. */
  readonly #secrets: ReadonlySet<string>;
  readonly #locals = new Map<Local, Origins>();
  readonly #functions = new Map<LocalFunction, BoundBody>();
  #known = new Map<Bound, Origins>();

  /** `value` holds the expression. */
  constructor(expression: BoundExpression, value: Pick<ValueView, 'nodes' | 'statements' | 'fact'>, environment: OriginEnvironment) {
    this.#expression = expression;
    this.#secrets = new Set([...expression.secrets].filter((name) => value.fact(name)?.kind === 'secret'));
    this.#environment = environment;
    const givers = value.nodes.filter(gives);
    for (const statement of value.statements) if (statement.kind === 'function') this.#functions.set(statement.target, statement.body);
    const statements = value.statements.filter(({ kind }) => kind === 'declare' || kind === 'foreach' || kind === 'switch');
    if (givers.length > 0 || statements.length > 0) this.#settleLocals(givers, statements);
  }

  /** What the expression does. */
  get body(): BoundBody {
    return this.#expression.body;
  }

  /** The origins of the whole. */
  get result(): Origins {
    return unionAll(returnsOf(this.#expression.body).map((value) => this.of(value)));
  }

  get environment(): OriginEnvironment {
    return this.#environment;
  }

  /** The origins of a part. */
  of(node: Bound): Origins {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    // A value that cannot hold a text holds neither a token nor a name that somebody chose.
    const found = isHarmless(node.type) ? noOrigins : this.#compute(node);
    this.#known.set(node, found);
    return found;
  }

  #compute(node: Bound): Origins {
    const read = readOf(node);
    if (read !== undefined)
      return read.how === 'test' ? noOrigins : union(this.#environment.variable(read.name), this.#fallback(node as BoundCall));
    if (isVariables(node)) return this.#environment.variable(undefined);
    const path = contextPath(node);
    if (path !== undefined) return contextOrigins(path);
    if (node.constant !== undefined) return secretsIn(node.constant.value, this.#secrets);
    switch (node.kind) {
      case 'local':
        return this.#locals.get(node.local) ?? noOrigins;
      case 'property':
        return node.receiver === undefined ? noOrigins : memberOrigins(node.member.name, this.of(node.receiver));
      case 'indexer':
        return this.#lookUp(node.receiver, node.args[0]);
      case 'element':
        return this.of(node.array);
      case 'call':
        return this.#call(node);
      case 'conditional':
        return union(this.of(node.whenTrue), this.of(node.whenFalse));
      case 'coalesce':
        return union(this.of(node.whenValue), this.of(node.right));
      case 'conditional-access':
        return this.of(node.rest);
      case 'interpolated':
        return unionAll(node.parts.map((part) => (part.kind === 'text' ? secretsIn(part.text, this.#secrets) : this.of(part.value))));
      case 'lambda':
        return unionAll(returnsOf(node.body).map((value) => this.of(value)));
      case 'local-call':
        return union(this.#body(node.target), unionAll(node.args.map((arg) => this.of(arg))));
      case 'assign':
      case 'update':
        return this.of(node.value);
      case 'is':
      case 'throw':
      case 'typeof':
        return noOrigins;
      default:
        return unionAll(childrenOf(node).map((child) => this.of(child)));
    }
  }

  /** What a look-up gives when it finds nothing. */
  #fallback(node: BoundCall): Origins {
    const fallback = node.kind === 'call' ? node.args[1] : undefined;
    return fallback === undefined ? noOrigins : this.of(fallback);
  }

  #call(node: BoundCall): Origins {
    const { receiver, args } = node;
    const { name } = node.method;
    if (receiver !== undefined && lookUps.has(name)) return union(this.#lookUp(receiver, args[0]), this.#fallback(node));
    const given = unionAll([...(receiver === undefined ? [] : [receiver]), ...args].map((arg) => this.of(arg)));
    if (name === 'AsJwt' || name === 'TryParseJwt') return this.#claims(given);
    if (concealing.has(name)) return ofKind(given, 'client', 'unverified');
    if (given.includes(everyHeader) && args.some(leavesCredentialsOut)) return given.filter((origin) => origin !== everyHeader);
    return given;
  }

  /** Claims are the client's own words until somebody has checked the signature. */
  #claims(token: Origins): Origins {
    if (ofKind(token, 'client', 'client-credential').length === 0) return noOrigins;
    return this.#environment.tokenChecked ? noOrigins : [{ kind: 'unverified', what: 'a token that nobody has validated' }];
  }

  /** What stands under a key. A table of fixed values gives one of them, whoever chose the key. */
  #lookUp(receiver: Bound, key: Bound | undefined): Origins {
    const from = this.of(receiver);
    const name = typeof key?.constant?.value === 'string' ? key.constant.value : undefined;
    if (from.includes(everyHeader)) return (name === undefined ? undefined : this.#environment.header(name)) ?? [headerOrigin(name)];
    if (name !== undefined && ofKind(from, 'answer').length > 0) return answerPart(name, from);
    return from;
  }

  #body(target: LocalFunction): Origins {
    const body = this.#functions.get(target);
    if (body === undefined) return noOrigins;
    this.#functions.delete(target);
    const found = unionAll(returnsOf(body).map((value) => this.of(value)));
    this.#functions.set(target, body);
    return found;
  }

  /** Goes over all that gives a local a value until nothing new is found; a local has the origins of everything put into it. */
  #settleLocals(givers: readonly Bound[], statements: readonly BoundStatement[]): void {
    for (let round = 0; round < 6; round++) {
      this.#known = new Map();
      let changed = false;
      const give = (local: Local | undefined, origins: Origins): void => {
        if (local === undefined || origins.length === 0 || isHarmless(local.type)) return;
        const before = this.#locals.get(local) ?? noOrigins;
        const after = union(before, origins);
        if (after === before) return;
        this.#locals.set(local, after);
        changed = true;
      };
      for (const statement of statements) this.#giveByStatement(statement, give);
      for (const node of givers) this.#giveByExpression(node, give);
      if (!changed) break;
    }
    this.#known = new Map();
  }

  #giveByExpression(node: Bound, give: (local: Local | undefined, origins: Origins) => void): void {
    switch (node.kind) {
      case 'assign':
        give(rootOf(node.target), this.of(node.value));
        return;
      case 'update':
        give(node.before, this.of(node.target));
        give(rootOf(node.target), this.of(node.value));
        return;
      case 'coalesce':
        give(node.value, this.of(node.left));
        return;
      case 'conditional-access':
        give(node.value, this.of(node.target));
        return;
      case 'initialized':
        give(node.value, this.of(node.object));
        return;
      case 'is':
        give(patternLocal(node.pattern), this.of(node.operand));
        return;
      case 'deconstruct':
        for (const part of node.parts) if (part.kind === 'target') give(rootOf(part.target), this.of(node.value));
        return;
      case 'local-call':
        for (const [i, arg] of node.args.entries()) give(node.target.locals[i], this.of(arg));
        return;
      case 'call':
        this.#giveByCall(node, give);
        return;
      default:
    }
  }

  /** Lambdas get what they are called on, `out` arguments what the call gives, and an object what is put into it. */
  #giveByCall(node: BoundCall, give: (local: Local | undefined, origins: Origins) => void): void {
    const { receiver, args } = node;
    const lambdas = args.filter((arg): arg is BoundLambda => arg.kind === 'lambda');
    const outs = args.filter((arg) => arg.kind === 'reference');
    if (lambdas.length > 0) {
      const given = unionAll([receiver, ...args].map((arg) => (arg === undefined || arg.kind === 'lambda' ? noOrigins : this.of(arg))));
      for (const lambda of lambdas) for (const param of lambda.params) give(param, given);
    }
    if (outs.length > 0) {
      const read = readOf(node);
      const given = read === undefined ? this.#call(node) : this.#environment.variable(read.name);
      for (const out of outs) give(rootOf(out.target), given);
    }
    if (receiver !== undefined && specialOf(receiver.type) !== 'string')
      give(rootOf(receiver), unionAll(args.map((arg) => (arg.kind === 'lambda' ? noOrigins : this.of(arg)))));
  }

  #giveByStatement(statement: BoundStatement, give: (local: Local | undefined, origins: Origins) => void): void {
    switch (statement.kind) {
      case 'declare':
        if (statement.value !== undefined) give(statement.local, this.of(statement.value));
        return;
      case 'foreach':
        give(statement.item, this.of(statement.source));
        give(statement.local, this.of(statement.source));
        return;
      case 'switch':
        give(statement.subject, this.of(statement.value));
        return;
      default:
    }
  }
}

const patternLocal = (pattern: BoundPattern): Local | undefined =>
  pattern.kind === 'type' || pattern.kind === 'var' ? pattern.local : undefined;

/** The local that a place is part of: `x` for `x`, `x.Name` and `x[0].Name`. */
function rootOf(node: Bound): Local | undefined {
  switch (node.kind) {
    case 'local':
      return node.local;
    case 'property':
    case 'field':
      return node.receiver === undefined ? undefined : rootOf(node.receiver);
    case 'indexer':
      return rootOf(node.receiver);
    case 'element':
      return rootOf(node.array);
    case 'convert':
      return rootOf(node.operand);
    default:
      return undefined;
  }
}

import { isList, isMap, joined, mapOf, member, type Text, Unknown, unknownsIn, type Value, type ValueMap } from '../value.ts';
import { type Expression, ExpressionFault, expressionIn, parseExpression, unescaped, written } from './expression.ts';
import { FunctionFault, functions } from './functions.ts';

/** What of a template its expressions can refer to. */
export interface ScopeParts {
  readonly template: ValueMap;
  /** Values of its parameters: from `--set`, a file of parameters, or the deployment that it is a module of. */
  readonly given: ReadonlyMap<string, Value>;
  /** What `--set` says of the surroundings: `subscription.subscriptionId`. */
  readonly surroundings: ReadonlyMap<string, string>;
  /** The outputs of a deployment in the same template, by name or symbol; undefined when there is none. */
  outputs(deployment: Text): ValueMap | undefined;
  /** Called with what cannot be worked out. */
  report(fault: string): void;
}

/** Works out the expressions of one template, as far as what is known goes. The rest becomes {@link Unknown}. */
export class Scope {
  readonly #parts: ScopeParts;
  readonly #working = new Set<string>();
  readonly #done = new Map<string, Value>();
  readonly #indices: { readonly name: string; readonly index: number }[] = [];

  constructor(parts: ScopeParts) {
    this.#parts = parts;
  }

  /** A value of the template with everything in it worked out. */
  value(raw: Value): Value {
    if (typeof raw === 'string') return this.#text(raw);
    if (isList(raw)) return raw.map((one) => this.value(one));
    if (!isMap(raw)) return raw;
    const entries = Object.entries(raw).flatMap(([name, one]): [string, Value][] =>
      name === 'copy' && isList(one) ? this.#copied(one) : [[this.#name(name), this.value(one)]],
    );
    return mapOf(entries);
  }

  /** Works for each turn of a loop (`copy`); once, where there is none. */
  *turns(copy: Value | undefined): Generator<number | undefined> {
    if (copy === undefined) return yield undefined;
    const count = this.value(member(copy, 'count') ?? 0);
    const name = member(copy, 'name');
    if (typeof count !== 'number') {
      this.#parts.report(`how often the loop \`${typeof name === 'string' ? name : ''}\` runs is not known`);
      return;
    }
    for (let index = 0; index < Math.min(count, 1_000); index++) {
      this.#indices.push({ name: typeof name === 'string' ? name : '', index });
      try {
        yield index;
      } finally {
        this.#indices.pop();
      }
    }
  }

  #copied(loops: readonly Value[]): [string, Value][] {
    return loops.flatMap((loop): [string, Value][] => {
      const name = member(loop, 'name');
      if (typeof name !== 'string') return [];
      const values: Value[] = [];
      for (const _ of this.turns(loop)) values.push(this.value(member(loop, 'input') ?? null));
      return [[name, values]];
    });
  }

  /** Names of members may be expressions, too. */
  #name(name: string): string {
    const worked = name.startsWith('[') ? this.#text(name) : name;
    return typeof worked === 'string' ? worked : name;
  }

  #text(raw: string): Value {
    const inner = expressionIn(raw);
    if (inner === undefined) return unescaped(raw);
    try {
      return this.#evaluate(parseExpression(inner));
    } catch (error) {
      if (
        !(error instanceof ExpressionFault || error instanceof FunctionFault || error instanceof SyntaxError || error instanceof TypeError)
      )
        throw error;
      this.#parts.report(`\`${raw.slice(0, 120)}\`: ${error.message}`);
      return new Unknown(inner, [], false);
    }
  }

  #evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'call':
        return this.#call(expression);
      case 'member':
        return this.#memberOf(expression, expression.of, expression.name);
      case 'item': {
        const index = this.#evaluate(expression.index);
        const of = this.#evaluate(expression.of);
        if (typeof index === 'number' && isList(of)) return of[index] ?? null;
        if (typeof index === 'string' && isMap(of)) return member(of, index) ?? null;
        return unknown(expression, [of, index]);
      }
    }
  }

  #memberOf(whole: Expression, of: Expression, name: string): Value {
    const value = this.#evaluate(of);
    if (isMap(value)) return member(value, name) ?? null;
    const setting = written(whole).replaceAll('()', '');
    const said = this.#parts.surroundings.get(setting.toLowerCase());
    return (
      said ??
      unknown(whole, [value], /^(?:subscription|resourceGroup|tenant|environment|deployment)(?:\.\w+)+$/.test(setting) ? [setting] : [])
    );
  }

  #call(call: Extract<Expression, { kind: 'call' }>): Value {
    const name = call.name.toLowerCase().replace(/^(?:az|sys)\./, '');
    if (name === 'if') return this.#choice(call);
    const values = call.arguments.map((one) => this.#evaluate(one));
    const [first = null] = values;
    switch (name) {
      case 'parameters':
        return this.#parameter(String(first));
      case 'variables':
        return this.#variable(String(first));
      case 'copyindex':
        return this.#index(values);
      case 'reference':
        return this.#reference(call, first);
      case 'resourceid':
      case 'subscriptionresourceid':
      case 'tenantresourceid':
      case 'extensionresourceid':
      case 'managementgroupresourceid':
        return resourceId(values);
      default: {
        const worked = functions.get(name)?.(values);
        // list* gives keys and connection strings.
        return worked !== undefined ? worked : unknown(call, values, [], name.startsWith('list'));
      }
    }
  }

  #choice(call: Extract<Expression, { kind: 'call' }>): Value {
    const [condition, yes, no] = call.arguments;
    if (condition === undefined || yes === undefined || no === undefined) throw new FunctionFault('`if` takes three values');
    const told = this.#evaluate(condition);
    if (typeof told !== 'boolean') return unknown(call, [told]);
    return this.#evaluate(told ? yes : no);
  }

  #index([first, second]: readonly Value[]): Value {
    const named = typeof first === 'string' ? this.#indices.findLast(({ name }) => name.toLowerCase() === first.toLowerCase()) : undefined;
    const at = named ?? this.#indices.at(-1);
    const offset = typeof first === 'number' ? first : typeof second === 'number' ? second : 0;
    if (at === undefined) throw new FunctionFault('`copyIndex` stands outside of a loop');
    return at.index + offset;
  }

  #parameter(name: string): Value {
    return this.#once(`parameter ${name}`, () => {
      const given = this.#parts.given.get(name.toLowerCase());
      if (given !== undefined) return given;
      const declared = member(this.#parts.template, 'parameters', name);
      const type = member(declared, 'type');
      const secure = typeof type === 'string' && /^secure/i.test(type);
      const usual = member(declared, 'defaultValue');
      // A secret has no place in a template; one that stands there all the same is not carried on.
      return usual === undefined || secure ? new Unknown(`parameters('${name}')`, [name], secure) : this.value(usual);
    });
  }

  #variable(name: string): Value {
    return this.#once(`variable ${name}`, () => {
      const variables = member(this.#parts.template, 'variables') ?? null;
      const raw = member(variables, name);
      if (raw !== undefined) return this.value(raw);
      const loops = member(variables, 'copy');
      const loop = isList(loops) ? loops.find((one) => member(one, 'name') === name) : undefined;
      if (loop === undefined) throw new FunctionFault(`there is no variable \`${name}\``);
      return this.#copied([loop])[0]?.[1] ?? [];
    });
  }

  #once(what: string, work: () => Value): Value {
    const key = `${what.toLowerCase()} ${this.#indices.map(({ index }) => index).join('.')}`;
    const done = this.#done.get(key);
    if (done !== undefined) return done;
    if (this.#working.has(key)) throw new FunctionFault(`the ${what} refers to itself`);
    this.#working.add(key);
    try {
      const value = work();
      this.#done.set(key, value);
      return value;
    } finally {
      this.#working.delete(key);
    }
  }

  #reference(call: Extract<Expression, { kind: 'call' }>, first: Value): Value {
    const outputs = isText(first) ? this.#parts.outputs(first) : undefined;
    return outputs === undefined ? unknown(call, call.arguments.length > 0 ? [first] : [], []) : mapOf([['outputs', outputs]]);
  }
}

const isText = (value: Value): value is Text =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && !isList(value) && !isMap(value));

function unknown(expression: Expression, from: readonly Value[], asks: readonly string[] = [], secure = false): Unknown {
  const inner = from.flatMap((value) => [...unknownsIn(value)]);
  return new Unknown(
    written(expression),
    [...new Set([...asks, ...inner.flatMap((one) => one.asks)])],
    secure || inner.some((one) => one.secure),
  );
}

/** An id as far as it matters here: type and names, whatever stands before the provider. */
function resourceId(values: readonly Value[]): Text {
  const at = values.findIndex((value) => typeof value === 'string' && /^[\w.]+\/[\w./]+$/.test(value) && value.includes('.'));
  if (at < 0) return new Unknown('resourceId()', [], false);
  const [provider = '', ...types] = String(values[at]).split('/');
  const names = values.slice(at + 1);
  const rest = types.flatMap((type, place): Text[] => ['/', type, '/', nameAt(names, place)]);
  return joined([`/providers/${provider}`, ...rest]);
}

const nameAt = (names: readonly Value[], place: number): Text => {
  const name = names[place];
  if (typeof name === 'number') return String(name);
  return name !== undefined && isText(name) ? name : '';
};

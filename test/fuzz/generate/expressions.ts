import { invokeOf } from '../../../src/compiler/2-check/types/definition.ts';
import { importedNamespaces, type Library } from '../../../src/compiler/2-check/types/library.ts';
import type { Parameter } from '../../../src/compiler/2-check/types/member.ts';
import {
  isDelegate,
  isEnum,
  isInterface,
  isValueType,
  type NamedType,
  sameType,
  substitute,
  substitution,
  type Type,
  type TypeParameter,
} from '../../../src/compiler/2-check/types/type.ts';
import { typeText } from '../../../src/compiler/2-check/types/type-text.ts';
import { type Bindings, formOf, type Producer, producersOf, unify } from './producers.ts';
import type { Random } from './random.ts';

/** A variable that may be used where an expression is wanted. */
export interface Variable {
  readonly name: string;
  readonly type: Type;
}

const literals: Readonly<Record<string, readonly string[]>> = {
  'System.Int32': ['0', '1', '2', '-3', '7', '42', 'int.MaxValue'],
  'System.Int64': ['0L', '3L', '-9L', '123456789012L'],
  'System.Double': ['0.0', '1.5', '-2.25', '1e10', '0.1', 'double.NaN'],
  'System.Decimal': ['0m', '1.50m', '-2.5m', '100m'],
  'System.Single': ['1.5f', '0.25f'],
  'System.Byte': ['(byte)0', '(byte)65', '(byte)255'],
  'System.SByte': ['(sbyte)-1', '(sbyte)5'],
  'System.Int16': ['(short)3', '(short)-4'],
  'System.UInt16': ['(ushort)3', '(ushort)65535'],
  'System.UInt32': ['3u', '0u'],
  'System.UInt64': ['3UL', '0UL'],
  'System.Boolean': ['true', 'false'],
  'System.Char': ["'a'", "'Z'", "' '", "'7'", "'é'"],
  'System.String': [
    '""',
    '"abc"',
    '"A,b;c"',
    '" x "',
    '"12"',
    '"2024-03-15T10:20:30Z"',
    '"{\\"a\\":[1,2]}"',
    '"a+b"',
    '"<a b=\\"1\\">x</a>"',
  ],
  'System.DateTime': ['new DateTime(2024, 2, 29, 13, 5, 6)', 'new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc)'],
  'System.TimeSpan': ['TimeSpan.FromMinutes(90)', 'new TimeSpan(1, 2, 3, 4, 5)', 'TimeSpan.Zero'],
  'System.DateTimeOffset': ['new DateTimeOffset(2024, 2, 29, 13, 5, 6, TimeSpan.FromHours(2))'],
  'System.Guid': ['new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")', 'Guid.Empty'],
  'System.Uri': ['new Uri("https://user@host.example:8080/a/b?c=d#e")'],
  'System.Version': ['new Version(1, 2, 3)'],
  'System.Text.Encoding': ['Encoding.UTF8', 'Encoding.ASCII', 'Encoding.Unicode'],
  'System.StringComparer': ['StringComparer.Ordinal', 'StringComparer.OrdinalIgnoreCase'],
  'System.IFormatProvider': ['CultureInfo.InvariantCulture'],
  'System.Globalization.CultureInfo': ['CultureInfo.InvariantCulture'],
  'Newtonsoft.Json.Linq.JObject': ['JObject.Parse("{\\"a\\":1,\\"b\\":[true,null,\\"x\\"],\\"c\\":{\\"d\\":2.5}}")', 'new JObject()'],
  'Newtonsoft.Json.Linq.JArray': ['new JArray(1, 2, "x")', 'JArray.Parse("[{\\"a\\":1},{\\"a\\":2}]")'],
  'Newtonsoft.Json.Linq.JToken': ['JToken.Parse("{\\"a\\":[1,2,{\\"b\\":null}]}")', 'JToken.FromObject(5)'],
  'Newtonsoft.Json.Linq.JValue': ['new JValue(5)', 'new JValue("x")'],
  'Newtonsoft.Json.Linq.JProperty': ['new JProperty("p", 1)'],
  'System.Xml.Linq.XElement': ['XElement.Parse("<r a=\\"1\\"><i>1</i><i>2</i></r>")', 'new XElement("e", "text")'],
  'System.Xml.Linq.XDocument': ['XDocument.Parse("<r><i/>t</r>")'],
  'System.Xml.Linq.XName': ['XName.Get("i")', '(XName)"a"'],
  'System.Xml.Linq.XNamespace': ['XNamespace.Get("urn:x")'],
  'System.Text.RegularExpressions.Regex': ['new Regex("[a-c]+")', 'new Regex("(?<n>\\\\d+)")'],
  'System.Text.StringBuilder': ['new StringBuilder("abc")', 'new StringBuilder()'],
  'System.Exception': ['new Exception("e")'],
  'System.Object': ['(object)1', '(object)"x"', '(object)1.5m', 'new object()'],
};

/** Types that stand for type parameters, and of which variables are made. */
const plainTypes = [
  'System.Int32',
  'System.String',
  'System.Double',
  'System.Boolean',
  'System.Int64',
  'System.Decimal',
  'System.Char',
] as const;

const arithmetic = new Set(['System.Int32', 'System.Int64', 'System.Double', 'System.Decimal']);

/** Makes C# expressions of a wanted type out of literals, variables, operators, and every member of the library that gives it. */
export class ExpressionMaker {
  readonly #library: Library;
  readonly #random: Random;
  readonly #producers: ReadonlyMap<string, readonly Producer[]>;
  readonly #scopes: Variable[][] = [[]];
  #names = 0;

  constructor(library: Library, random: Random, producers = producersOf(library)) {
    this.#library = library;
    this.#random = random;
    this.#producers = producers;
  }

  fresh(stem: string): string {
    return `${stem}${this.#names++}`;
  }

  declare(variable: Variable): void {
    this.#scopes.at(-1)?.push(variable);
  }

  /** Runs with variables that nobody sees afterwards. */
  inside<T>(run: () => T): T {
    this.#scopes.push([]);
    const result = run();
    this.#scopes.pop();
    return result;
  }

  variables(type: Type): readonly Variable[] {
    const text = typeText(type);
    return this.#scopes.flat().filter((variable) => typeText(variable.type) === text);
  }

  plainType(): Type {
    return this.#library.core(this.#random.pick(plainTypes));
  }

  /** An expression of exactly this type; undefined where nothing of it can be made within the depth. */
  make(type: Type, depth: number): string | undefined {
    const random = this.#random;
    if (type.kind === 'named' && !importedNamespaces.includes(type.definition.namespace)) return undefined;
    const known = this.variables(type);
    if (known.length > 0 && random.once(depth <= 0 ? 1 : 3)) return random.pick(known).name;
    if (depth <= 0) return this.#leaf(type, depth);
    const form = formOf(type);
    if (form !== undefined && arithmetic.has(form) && random.once(4)) return this.#arithmetic(type, depth);
    if (form === 'System.Boolean' && random.once(3)) return this.#comparison(depth);
    if (form === 'System.String' && random.once(4)) return this.#text(depth);
    if (random.once(12)) return this.#conditional(type, depth);
    for (let tries = 0; tries < 6; tries++) {
      const candidates = [...(this.#producers.get(form ?? '') ?? []), ...(random.once(4) ? (this.#producers.get('parameter') ?? []) : [])];
      if (candidates.length === 0) break;
      const made = this.#produce(random.pick(candidates), type, depth);
      if (made !== undefined) return made;
    }
    return this.#leaf(type, depth);
  }

  #leaf(type: Type, depth: number): string | undefined {
    const random = this.#random;
    const form = formOf(type);
    const fixed = form === undefined ? undefined : literals[form];
    if (fixed !== undefined) return random.pick(fixed);
    if (depth < -3) return undefined;
    if (type.kind === 'nullable') {
      const value = this.make(type.of, depth - 1);
      return value === undefined ? undefined : `(${typeText(type)})(${value})`;
    }
    if (type.kind === 'array')
      return type.rank === 1 ? this.#listOf(type.element, depth, (items) => `new ${typeText(type.element)}[] { ${items} }`) : undefined;
    if (type.kind === 'tuple') {
      const parts = type.elements.map((element) => this.make(element.type, depth - 1));
      return parts.includes(undefined) ? undefined : `(${parts.join(', ')})`;
    }
    if (type.kind !== 'named') return undefined;
    if (isEnum(type)) return `${typeText(type)}.${random.pick(type.definition.declaration.enumMembers).name}`;
    if (isDelegate(type)) return this.#lambda(type, depth);
    return this.#collection(type, depth);
  }

  #collection(type: NamedType, depth: number): string | undefined {
    const [first, second] = type.args;
    const name = type.definition.name;
    if (second !== undefined && first !== undefined && /^(Dictionary|IDictionary|IReadOnlyDictionary)$/.test(name)) {
      const key = this.make(first, depth - 1);
      const value = this.make(second, depth - 1);
      if (key === undefined || value === undefined) return undefined;
      const made = `new Dictionary<${typeText(first)}, ${typeText(second)}> { { ${key}, ${value} } }`;
      return isInterface(type) ? `((${typeText(type)})${made})` : made;
    }
    if (first === undefined || second !== undefined) return undefined;
    const text = typeText(first);
    if (/^(IEnumerable|ICollection|IList|IReadOnlyCollection|IReadOnlyList)$/.test(name))
      return this.#listOf(first, depth, (items) => `((${typeText(type)})new List<${text}> { ${items} })`);
    if (/^(List|HashSet)$/.test(name)) return this.#listOf(first, depth, (items) => `new ${typeText(type)} { ${items} }`);
    if (/^(Queue|Stack)$/.test(name)) return this.#listOf(first, depth, (items) => `new ${typeText(type)}(new ${text}[] { ${items} })`);
    if (/^(IEqualityComparer)$/.test(name)) return `EqualityComparer<${text}>.Default`;
    if (/^(IComparer)$/.test(name)) return `Comparer<${text}>.Default`;
    return undefined;
  }

  #listOf(element: Type, depth: number, wrap: (items: string) => string): string | undefined {
    const items = Array.from({ length: 1 + this.#random.below(3) }, () => this.make(element, depth - 1));
    return items.includes(undefined) ? undefined : wrap(items.join(', '));
  }

  #lambda(type: NamedType, depth: number): string | undefined {
    const invoke = invokeOf(type);
    if (invoke === undefined || invoke.params.some(({ mode }) => mode !== 'value')) return undefined;
    const params = invoke.params.map((param) => ({ name: this.fresh('p'), type: param.type }));
    const head = `(${params.map((param) => `${typeText(param.type)} ${param.name}`).join(', ')}) => `;
    if (invoke.returns.kind === 'void') return `${head}{ }`;
    const body = this.inside(() => {
      for (const param of params) this.declare(param);
      return this.make(invoke.returns, depth - 1);
    });
    if (body === undefined) return undefined;
    return this.#random.once(4) ? `${head}{ return ${body}; }` : `${head}${body}`;
  }

  /** One operand is never constant, so that nothing overflows while compiling. */
  #arithmetic(type: Type, depth: number): string | undefined {
    const [left] = this.variables(type);
    const right = this.make(type, depth - 1);
    if (left === undefined || right === undefined) return undefined;
    return `(${left.name} ${this.#random.pick(['+', '-', '*', '/', '%'])} (${right} ${this.#random.pick(['+', '-'])} ${left.name}))`;
  }

  #comparison(depth: number): string | undefined {
    const type = this.#library.core(this.#random.pick(['System.Int32', 'System.Double', 'System.Int64', 'System.Decimal']));
    const [left] = this.variables(type);
    const right = this.make(type, depth - 1);
    if (left === undefined || right === undefined) return undefined;
    return `(${left.name} ${this.#random.pick(['<', '>', '<=', '>=', '==', '!='])} ${right})`;
  }

  #text(depth: number): string | undefined {
    const value = this.make(this.plainType(), depth - 1);
    if (value === undefined) return undefined;
    return this.#random.once(2) ? `$"{(${value})}-"` : `("x" + (${value}))`;
  }

  #conditional(type: Type, depth: number): string | undefined {
    const [test] = this.variables(this.#library.core('System.Boolean'));
    const whenTrue = this.make(type, depth - 1);
    const whenFalse = this.make(type, depth - 1);
    if (test === undefined || whenTrue === undefined || whenFalse === undefined || isDelegate(type)) return undefined;
    return `(${test.name} ? ${whenTrue} : ${whenFalse})`;
  }

  /** A call of one member with arguments that fit. */
  callOf(producer: Producer, depth: number): string | undefined {
    return this.#call(producer, new Map(), depth);
  }

  #produce(producer: Producer, wanted: Type, depth: number): string | undefined {
    const bindings: Bindings = new Map();
    return unify(producer.gives, wanted, bindings) ? this.#call(producer, bindings, depth) : undefined;
  }

  #call(producer: Producer, bindings: Bindings, depth: number): string | undefined {
    const open = [...producer.owner.typeParams, ...producer.typeParams];
    for (const parameter of open) if (!bindings.has(parameter)) bindings.set(parameter, parameter.bounds?.[0] ?? this.plainType());
    if (!open.every((parameter) => fits(parameter, bindings))) return undefined;
    const inserted = substitution(
      open,
      open.map((parameter) => bindings.get(parameter) ?? parameter),
    );
    const inPlace = (type: Type): Type => substitute(type, inserted);
    const owner = inPlace(producer.owner.type);
    const extension = producer.kind === 'extension';
    const [receiver, ...rest] = extension ? producer.params : [undefined, ...producer.params];
    const args = this.#arguments(
      rest.filter((param) => param !== undefined),
      inPlace,
      depth,
    );
    if (args === undefined) return undefined;
    const typeArgs = producer.typeParams.map((parameter) => typeText(bindings.get(parameter) ?? parameter));
    const generic =
      typeArgs.length === 0 ||
      (this.#inferable(producer) && !open.some((parameter) => this.#isUntyped(bindings.get(parameter))) && this.#random.once(2))
        ? ''
        : `<${typeArgs.join(', ')}>`;
    switch (producer.kind) {
      case 'constructor':
        return `new ${typeText(owner)}(${args})`;
      case 'static':
        return `${typeText(owner)}.${producer.name}${generic}(${args})`;
      case 'static-value':
        return `${typeText(owner)}.${producer.name}`;
      default: {
        const target = this.make(receiver === undefined ? owner : inPlace(receiver.type), depth - 1);
        if (target === undefined) return undefined;
        return producer.kind === 'value' ? `(${target}).${producer.name}` : `(${target}).${producer.name}${generic}(${args})`;
      }
    }
  }

  /** A lambda has no type that anything could be inferred from. */
  #isUntyped(type: Type | undefined): boolean {
    if (type === undefined || type.kind === 'parameter') return false;
    if (type.kind === 'array') return this.#isUntyped(type.element);
    return type.kind === 'named' && (type.definition.form === 'delegate' || type.args.some((arg) => this.#isUntyped(arg)));
  }

  /** Every type parameter of the method stands in one of its parameters, outside of delegates. */
  #inferable({ typeParams, params }: Producer): boolean {
    const mentioned = new Set<Type>();
    const look = (type: Type): void => {
      if (type.kind === 'parameter') mentioned.add(type);
      if (type.kind === 'named') for (const arg of type.args) look(arg);
      if (type.kind === 'array') look(type.element);
      if (type.kind === 'nullable') look(type.of);
    };
    for (const param of params) if (param.mode !== 'out') look(param.type);
    return typeParams.every((parameter) => mentioned.has(parameter));
  }

  #arguments(params: readonly Parameter[], inPlace: (type: Type) => Type, depth: number): string | undefined {
    const made: string[] = [];
    for (const param of params) {
      if (param.defaultValue !== undefined && this.#random.once(2)) break;
      if (param.mode === 'out') {
        made.push('out _');
        continue;
      }
      const value = this.make(inPlace(param.type), depth - 1);
      if (value === undefined) return undefined;
      made.push(value);
    }
    return made.join(', ');
  }
}

/** Whether what a type parameter stands for meets its constraint. */
function fits(parameter: TypeParameter, bindings: Bindings): boolean {
  const type = bindings.get(parameter);
  if (type === undefined || type.kind === 'parameter') return false;
  if (parameter.constraint === 'struct') return isValueType(type) && type.kind !== 'nullable';
  if (parameter.constraint === 'class') return !isValueType(type);
  return (parameter.bounds ?? []).every((bound) => bound.kind !== 'parameter' && sameType(bound, type));
}

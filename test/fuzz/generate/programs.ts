import type { Library } from '../../../src/compiler/2-check/types/library.ts';
import type { Type } from '../../../src/compiler/2-check/types/type.ts';
import { typeText } from '../../../src/compiler/2-check/types/type-text.ts';
import { ExpressionMaker } from './expressions.ts';
import { type Producer, producersOf } from './producers.ts';
import { type Random, random } from './random.ts';

/** Makes well-typed policy expressions: a C# compiler must find nothing wrong with any of them. */
export class ProgramMaker {
  readonly #library: Library;
  readonly #producers: ReadonlyMap<string, readonly Producer[]>;

  constructor(library: Library) {
    this.#library = library;
    this.#producers = producersOf(library);
  }

  /** The program of a seed. */
  program(seed: number): string {
    const chance = random(seed);
    const maker = new ExpressionMaker(this.#library, chance, this.#producers);
    const body = new Statements(this.#library, chance, maker);
    return `@{ ${body.prelude()} ${body.several(2 + chance.below(4), 2)} return ${body.value(3)}; }`;
  }

  /** A call of any member of the library, each as often as the others; undefined where no argument could be made. */
  call(seed: number): string | undefined {
    const chance = random(seed);
    const maker = new ExpressionMaker(this.#library, chance, this.#producers);
    const start = new Statements(this.#library, chance, maker).prelude();
    const made = maker.callOf(chance.pick([...this.#producers.values()].flat()), 2);
    return made === undefined ? undefined : `@{ ${start} return ${made}; }`;
  }
}

/** Variables of these types are there from the start, so that no operation is constant. */
const prelude = [
  ['System.Int32', '5'],
  ['System.Int64', '7L'],
  ['System.Double', '2.5'],
  ['System.Decimal', '1.25m'],
  ['System.Boolean', 'true'],
  ['System.String', '"abc"'],
] as const;

class Statements {
  readonly #library: Library;
  readonly #random: Random;
  readonly #maker: ExpressionMaker;

  constructor(library: Library, chance: Random, maker: ExpressionMaker) {
    this.#library = library;
    this.#random = chance;
    this.#maker = maker;
  }

  prelude(): string {
    return prelude
      .map(([type, value]) => {
        const variable = { name: this.#maker.fresh('v'), type: this.#library.core(type) };
        this.#maker.declare(variable);
        return `${typeText(variable.type)} ${variable.name} = ${value};`;
      })
      .join(' ');
  }

  several(count: number, depth: number): string {
    return Array.from({ length: count }, () => this.#statement(depth)).join(' ');
  }

  /** A value of some type, which there always is. */
  value(depth: number): string {
    for (let tries = 0; tries < 20; tries++) {
      const made = this.#maker.make(this.#someType(), depth);
      if (made !== undefined) return made;
    }
    return '1';
  }

  #someType(): Type {
    const name = this.#random.pick([
      'System.DateTime',
      'System.TimeSpan',
      'System.Guid',
      'Newtonsoft.Json.Linq.JToken',
      'Newtonsoft.Json.Linq.JObject',
      'System.Xml.Linq.XElement',
      'System.Text.StringBuilder',
      'System.Uri',
    ]);
    const plain = this.#maker.plainType();
    const [array, list] = [
      { kind: 'array', element: plain, rank: 1 } as const,
      this.#library.core('System.Collections.Generic.List`1', [plain]),
    ];
    const sequence = this.#library.core('System.Collections.Generic.IEnumerable`1', [plain]);
    return this.#random.pick([plain, plain, plain, array, list, sequence, this.#library.core(name)]);
  }

  #block(depth: number): string {
    return this.#maker.inside(() => `{ ${this.several(1 + this.#random.below(2), depth - 1)} }`);
  }

  #statement(depth: number): string {
    const form = depth <= 0 ? this.#random.below(4) : this.#random.below(12);
    const condition = (): string => this.#maker.make(this.#library.core('System.Boolean'), 1) ?? 'true';
    switch (form) {
      case 4:
        return `if (${condition()}) ${this.#block(depth)} else ${this.#block(depth)}`;
      case 5: {
        const i = this.#maker.fresh('i');
        return this.#maker.inside(() => {
          this.#maker.declare({ name: i, type: this.#library.core('System.Int32') });
          return `for (int ${i} = 0; ${i} < ${1 + this.#random.below(3)}; ${i}++) ${this.#block(depth)}`;
        });
      }
      case 6:
        return this.#foreach(depth);
      case 7:
        return `switch (${this.#maker.make(this.#library.core('System.Int32'), 1)}) { case 0: ${this.#block(depth)} break; case 1: case 2: break; default: ${this.#block(depth)} break; }`;
      case 8:
        return `try ${this.#block(depth)} catch (Exception) ${this.#block(depth)} finally { }`;
      case 9: {
        const n = this.#maker.fresh('n');
        return `int ${n} = 0; while (${n}++ < 2) ${this.#block(depth)}`;
      }
      case 10:
        return this.#localFunction(depth);
      case 11:
        return this.#tuple(depth);
      default:
        return this.#declaration(depth);
    }
  }

  #declaration(depth: number): string {
    const type = this.#someType();
    const value = this.#maker.make(type, depth + 1);
    if (value === undefined) return ';';
    const name = this.#maker.fresh('v');
    this.#maker.declare({ name, type });
    return `${this.#random.once(2) ? typeText(type) : 'var'} ${name} = ${value};`;
  }

  #foreach(depth: number): string {
    const item = this.#maker.plainType();
    const source = this.#maker.make(this.#library.core('System.Collections.Generic.IEnumerable`1', [item]), depth);
    if (source === undefined) return ';';
    const name = this.#maker.fresh('x');
    return this.#maker.inside(() => {
      this.#maker.declare({ name, type: item });
      return `foreach (var ${name} in ${source}) ${this.#block(depth)}`;
    });
  }

  #localFunction(depth: number): string {
    const [takes, gives] = [this.#maker.plainType(), this.#maker.plainType()];
    const [name, param] = [this.#maker.fresh('F'), this.#maker.fresh('a')];
    const body = this.#maker.inside(() => {
      this.#maker.declare({ name: param, type: takes });
      return this.#maker.make(gives, depth);
    });
    const argument = this.#maker.make(takes, 1);
    if (body === undefined || argument === undefined) return ';';
    const result = this.#maker.fresh('v');
    this.#maker.declare({ name: result, type: gives });
    return `${typeText(gives)} ${name}(${typeText(takes)} ${param}) => ${body}; var ${result} = ${name}(${argument});`;
  }

  #tuple(depth: number): string {
    const [first, second] = [this.#maker.plainType(), this.#maker.plainType()];
    const values = [this.#maker.make(first, depth), this.#maker.make(second, depth)];
    if (values.includes(undefined)) return ';';
    const names = [this.#maker.fresh('v'), this.#maker.fresh('v')];
    this.#maker.declare({ name: names[0] ?? '', type: first });
    this.#maker.declare({ name: names[1] ?? '', type: second });
    return `var (${names.join(', ')}) = (${values.join(', ')});`;
  }
}

import type { Constant, Import } from '../pieces.ts';
import { type Code, layOut } from './code.ts';

/** What emitted code leans on outside its function: imported names and constants of the module. */
export class Output {
  readonly #imports = new Map<string, Import>();
  readonly #constants = new Map<string, Constant>();
  /** Names of own constants by noun and key. */
  readonly #own = new Map<string, string>();
  readonly #owner: string;

  /** `owner` is the name of the function, which no other function of the module has. */
  constructor(owner: string) {
    this.#owner = owner;
  }

  get imports(): readonly Import[] {
    return [...this.#imports.values()];
  }

  get constants(): readonly Constant[] {
    return [...this.#constants.values()];
  }

  /** The name of something that a module of the runtime exports, imported from now on; `module` is below `runtime/`. */
  import(module: string, name: string, local = name): string {
    this.#imports.set(`${module}#${name}`, { module: `runtime/${module}`, name, ...(local === name ? {} : { as: local }) });
    return local;
  }

  importType(module: string, name: string, local = name): string {
    const key = `${module}#${name}`;
    const alias = local === name ? {} : { as: local };
    if (!this.#imports.has(key)) this.#imports.set(key, { module: `runtime/${module}`, name, typeOnly: true, ...alias });
    return local;
  }

  /** The name of a constant, made on first use. Its name must say all there is to it. */
  constant(name: string, value: () => Code): string {
    if (!this.#constants.has(name)) {
      // What it is made from is declared before it.
      const made = value();
      this.#constants.set(name, { name, pieces: layOut([{ text: `const ${name} = ` }, made, { text: ';' }]) });
    }
    return name;
  }

  /** The name of a constant that only this function uses; `key` says all there is to it. */
  ownConstant(noun: string, key: string, value: () => Code): string {
    const known = this.#own.get(`${noun} ${key}`);
    if (known !== undefined) return known;
    const count = [...this.#own.keys()].filter((each) => each.startsWith(`${noun} `)).length + 1;
    const name = this.constant(`${this.#owner}${noun}${count === 1 ? '' : count}`, value);
    this.#own.set(`${noun} ${key}`, name);
    return name;
  }
}

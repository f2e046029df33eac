import { type NameRule, namedValueNames, subgraphNames } from '../../../config/scalars/name.ts';

/** Names of a kind as they are here, for each name in the export; ignoring case. */
export class Names {
  readonly #rule: NameRule;
  readonly #given = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(rule: NameRule) {
    this.#rule = rule;
  }

  /** The name for one of the export: its own where that is one here, else the nearest that is free. */
  of(name: string): string {
    const known = this.#given.get(name.toLowerCase());
    if (known !== undefined) return known;
    const near = this.#rule.form.test(name) ? name : this.#near(name);
    let free = near;
    for (let turn = 2; this.#taken.has(free.toLowerCase()); turn++) free = `${near.slice(0, 60)}-${turn}`;
    this.#given.set(name.toLowerCase(), free);
    this.#taken.add(free.toLowerCase());
    return free;
  }

  #near(name: string): string {
    const plain = name.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replaceAll(/^-+|-+$/g, '');
    const begun = /^[A-Za-z]/.test(plain) ? plain : `x-${plain}`;
    const cut = begun.slice(0, 64).replace(/-+$/, '');
    return this.#rule.form.test(cut) ? cut : `${this.#rule.sample}-${cut}`.slice(0, 64).replace(/-+$/, '');
  }
}

export const apiNamesHere = (): Names => new Names(subgraphNames);
export const namedValueNamesHere = (): Names => new Names(namedValueNames);

/** More types than these are not made, and none that stand deeper. */
export const mostTypes = 1_500;
export const mostLevels = 24;

/** A field of a type, before it is known what else the type is. */
export interface FieldDraft {
  /** The API's name. */
  readonly property: string;
  readonly local: string;
  /** With the line end; empty without a description. */
  readonly said: string;
  /** Without `!`. */
  readonly type: string;
  readonly isRequired: boolean;
  /** Directives, each with a space before it. */
  readonly marks: string;
}

export interface TypeDraft {
  readonly keyword: 'type' | 'input' | 'interface';
  readonly name: string;
  readonly said: string;
  readonly fields: readonly FieldDraft[];
  readonly marks: string;
}

/** Types as they are met, and what is found out about them later: what they are part of, and what of them may be missing. */
export class TypeDefinitions {
  readonly #all = new Map<string, TypeDraft | string>();
  readonly #sources = new Map<string, string>();
  readonly #interfaces = new Map<string, Set<string>>();
  readonly #keys = new Map<string, string>();

  get size(): number {
    return this.#all.size;
  }

  /** Keeps the place of a type whose fields are still to be read. */
  reserve(name: string): void {
    this.#all.set(name, '');
  }

  /** `definition`: SDL, or what it is to be written from. */
  set(name: string, definition: TypeDraft | string): void {
    this.#all.set(name, definition);
  }

  isObject(name: string): boolean {
    const found = this.#all.get(name);
    // One that is being read.
    return found === '' || (typeof found === 'object' && found.keyword === 'type');
  }

  /** What JSON says of objects of the type; false where it says another word already. */
  called(name: string, word: string): boolean {
    const known = this.#sources.get(name);
    if (known === undefined) this.#sources.set(name, word);
    return known === undefined || known === word;
  }

  implement(name: string, abstract: string): void {
    this.#interfaces.set(name, (this.#interfaces.get(name) ?? new Set()).add(abstract));
  }

  /** Of an object of the type nothing but this field may be there. */
  mayBeKeyOf(name: string, property: string): void {
    this.#keys.set(name, property);
  }

  sdl(): readonly string[] {
    return [...this.#all.values()].map((each) => (typeof each === 'string' ? each : this.#written(each)));
  }

  #written({ keyword, name, said, fields, marks }: TypeDraft): string {
    const interfaces = [...(this.#interfaces.get(name) ?? [])];
    const word = this.#sources.get(name);
    const source = word === undefined || word === name ? '' : ` @source(name: ${JSON.stringify(word)})`;
    const promised = interfaces.flatMap((each) => this.#fieldsOf(each));
    const lines = fields.map((field) => this.#line(name, promised.find(({ property }) => property === field.property) ?? field));
    const head = `${keyword} ${name}${interfaces.length === 0 ? '' : ` implements ${interfaces.join(' & ')}`}${source}${marks}`;
    return `${said}${head} {\n${lines.join('\n')}\n}`;
  }

  #fieldsOf(name: string): readonly FieldDraft[] {
    const found = this.#all.get(name);
    return typeof found === 'object' ? found.fields : [];
  }

  #line(owner: string, { property, local, said, type, isRequired, marks }: FieldDraft): string {
    const key = this.#keys.get(owner);
    const isThere = isRequired && (key === undefined || key === property);
    const source = local === property ? '' : ` @source(name: ${JSON.stringify(property)})`;
    return `${said}  ${local}: ${type}${isThere ? '!' : ''}${source}${marks}`;
  }
}

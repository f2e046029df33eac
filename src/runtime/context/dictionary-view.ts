import { KeyValuePair, pairType } from '../dotnet/collections/KeyValuePair.ts';
import { type NetDictionary, readOnly } from '../dotnet/collections/protocol.ts';
import { type RuntimeType, runtimeType } from '../dotnet/runtime-type.ts';
import { arrayOf, OBJECT, STRING } from '../dotnet/types.ts';
import { array, netType } from '../dotnet/values.ts';

/** Where a view reads from: live, so that what a policy wrote is seen. */
export interface Entries<V> {
  readonly size: number;
  get(name: string): V | undefined;
  entries(): Iterable<readonly [name: string, value: V]>;
}

/** The types of a view and of its entries: the same for all views with one type of values. */
export interface ViewTypes {
  readonly view: RuntimeType;
  readonly pair: RuntimeType;
}

export const viewTypes = (value: RuntimeType): ViewTypes => ({
  view: runtimeType('System.Collections.Generic.IReadOnlyDictionary`2', null, [STRING, value]),
  pair: pairType(STRING, value),
});

/**
 * The context's maps as C# sees them: `IReadOnlyDictionary<string, V>`. Nothing can be written through it. An expression makes one
 * wherever it says `context.Variables`, so that making one has to be cheap.
 */
export class DictionaryView<V> implements NetDictionary<string, V> {
  readonly #source: Entries<V>;
  readonly #types: ViewTypes;

  constructor(source: Entries<V>, types: ViewTypes) {
    this.#source = source;
    this.#types = types;
  }

  get isReadOnly(): true {
    return true;
  }

  get [netType](): RuntimeType {
    return this.#types.view;
  }

  get count(): number {
    return this.#source.size;
  }

  has(key: string): boolean {
    return this.#source.get(key) !== undefined;
  }

  contains(pair: KeyValuePair<string, V>): boolean {
    return this.#source.get(pair.key) === pair.value;
  }

  lookup(key: string): V | undefined {
    return this.#source.get(key);
  }

  keys(): Iterable<string> {
    return array(
      STRING,
      Array.from(this.#source.entries(), ([name]) => name),
    );
  }

  values(): Iterable<V> {
    return array(
      this.#types.pair.args[1] ?? OBJECT,
      Array.from(this.#source.entries(), ([, value]) => value),
    );
  }

  *[Symbol.iterator](): Iterator<KeyValuePair<string, V>> {
    for (const [name, value] of this.#source.entries()) yield new KeyValuePair(this.#types.pair, name, value);
  }

  set(): void {
    readOnly();
  }

  insert(): void {
    readOnly();
  }

  delete(): boolean {
    return readOnly();
  }

  clear(): void {
    readOnly();
  }
}

/** Headers, query parameters, claims: several values a name, joined only when somebody asks for one text. */
export interface TextLists {
  readonly size: number;
  get(name: string): readonly string[] | undefined;
  entries(): Iterable<readonly [name: string, values: readonly string[]]>;
}

/** Each look-up gives an array of its own: an expression cannot change a header through it. */
class Copies implements Entries<string[]> {
  readonly #lists: TextLists;

  constructor(lists: TextLists) {
    this.#lists = lists;
  }

  get size(): number {
    return this.#lists.size;
  }

  get(name: string): string[] | undefined {
    const values = this.#lists.get(name);
    return values === undefined ? undefined : array(STRING, [...values]);
  }

  *entries(): Iterable<readonly [name: string, values: string[]]> {
    for (const [name, values] of this.#lists.entries()) yield [name, array(STRING, [...values])];
  }
}

const textListTypes = viewTypes(arrayOf(STRING));
const textTypes = viewTypes(STRING);

/** `IReadOnlyDictionary<string, string[]>`. */
export class TextListView extends DictionaryView<string[]> {
  readonly #lists: TextLists;

  constructor(lists: TextLists) {
    super(new Copies(lists), textListTypes);
    this.#lists = lists;
  }

  override has(name: string): boolean {
    return this.#lists.get(name) !== undefined;
  }

  /** The values of a name joined by commas: what most expressions want of a header, without an array in between. */
  joined(name: string): string | undefined {
    const values = this.#lists.get(name);
    return values?.length === 1 ? values[0] : values?.join(',');
  }
}

/** `IReadOnlyDictionary<string, string>`. */
export const textView = (source: ReadonlyMap<string, string>): DictionaryView<string> => new DictionaryView(source, textTypes);

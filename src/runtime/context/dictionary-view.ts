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

/** The context's maps as C# sees them: `IReadOnlyDictionary<string, V>`. Nothing can be written through it. */
export class DictionaryView<V> implements NetDictionary<string, V> {
  readonly isReadOnly = true;
  readonly [netType]: RuntimeType;
  readonly #source: Entries<V>;
  readonly #pair: RuntimeType;

  constructor(source: Entries<V>, valueType: RuntimeType) {
    this.#source = source;
    this.#pair = pairType(STRING, valueType);
    this[netType] = runtimeType('System.Collections.Generic.IReadOnlyDictionary`2', null, [STRING, valueType]);
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
      this.#pair.args[1] ?? OBJECT,
      Array.from(this.#source.entries(), ([, value]) => value),
    );
  }

  *[Symbol.iterator](): Iterator<KeyValuePair<string, V>> {
    for (const [name, value] of this.#source.entries()) yield new KeyValuePair(this.#pair, name, value);
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

const textList = arrayOf(STRING);

/** `IReadOnlyDictionary<string, string[]>`. Each look-up gives an array of its own: an expression cannot change a header through it. */
export const textListView = (source: TextLists): DictionaryView<string[]> =>
  new DictionaryView<string[]>(
    {
      get size() {
        return source.size;
      },
      get(name) {
        const values = source.get(name);
        return values === undefined ? undefined : array(STRING, [...values]);
      },
      *entries() {
        for (const [name, values] of source.entries()) yield [name, array(STRING, [...values])] as const;
      },
    },
    textList,
  );

/** `IReadOnlyDictionary<string, string>`. */
export const textView = (source: ReadonlyMap<string, string>): DictionaryView<string> => new DictionaryView(source, STRING);

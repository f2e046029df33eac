import type { KeyValuePair } from '../collections/KeyValuePair.ts';
import type { NetDictionary } from '../collections/protocol.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';
import type { JObject } from './containers.ts';
import type { JToken } from './token.ts';

type Entry = KeyValuePair<string, JToken>;

/** A JObject as `IDictionary<string, JToken>`: a loop over it gives names with values, where the JObject itself gives its properties. */
class Entries implements NetDictionary<string, JToken> {
  readonly #object: JObject;

  constructor(object: JObject) {
    this.#object = object;
  }

  get [netType](): RuntimeType {
    return this.#object[netType];
  }

  get count(): number {
    return this.#object.count;
  }

  get isReadOnly(): boolean {
    return false;
  }

  [Symbol.iterator](): IterableIterator<Entry> {
    return this.#object.pairs();
  }

  toString(): string {
    return this.#object.toString();
  }

  toJsonText(): string {
    return this.#object.toJsonText();
  }

  has(name: string): boolean {
    return this.#object.has(name);
  }

  lookup(name: string): JToken | undefined {
    return this.#object.lookup(name);
  }

  keys(): Iterable<string> {
    return this.#object.keys();
  }

  values(): Iterable<JToken> {
    return this.#object.values();
  }

  set(name: string, value: JToken): void {
    this.#object.set(name, value);
  }

  insert(name: string, value: JToken): void {
    this.#object.insert(name, value);
  }

  delete(name: string): boolean {
    return this.#object.delete(name);
  }

  clear(): void {
    this.#object.clear();
  }

  contains(entry: Entry): boolean {
    return this.#object.lookup(entry.key) === entry.value;
  }

  add(entry: Entry): void {
    this.#object.insert(entry.key, entry.value);
  }

  remove(entry: Entry): boolean {
    return this.contains(entry) && this.#object.delete(entry.key);
  }
}

/** The conversion of a JObject to one of its interfaces of entries. */
export const entriesOf = (object: JObject | null): NetDictionary<string, JToken> | null => (object === null ? null : new Entries(object));

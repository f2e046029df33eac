import { KeyValuePair, pairType } from '../collections/KeyValuePair.ts';
import { guarded } from '../collections/modified.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';
import { type RuntimeType, runtimeType, typeText } from '../runtime-type.ts';
import { STRING } from '../types.ts';
import { NetException, netType } from '../values.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { cannotAdd, isSeveral, JContainer, JTOKEN, type JToken, JValue, tokenOf } from './token.ts';

const typeNamed = (name: string): RuntimeType => runtimeType(`Newtonsoft.Json.Linq.${name}`);
const JOBJECT = typeNamed('JObject');
const JARRAY = typeNamed('JArray');
export const JPROPERTY = typeNamed('JProperty');

const JCONSTRUCTOR = typeNamed('JConstructor');
const ENTRY = pairType(STRING, JTOKEN);

/** A failure of Newtonsoft's own. */
export function jsonFailure(text: string): never {
  throw new NetException('Newtonsoft.Json.JsonException', text);
}

/** A name with its value. */
export class JProperty extends JContainer {
  readonly name: string;

  /** `content`: a token or any value; several make an array. Undefined leaves the value open, as a reader does. */
  constructor(name: string | null, content?: unknown) {
    super();
    this.name = name ?? argumentNull('name');
    if (content === undefined) return;
    this.insertToken(0, isSeveral(content) ? new JArray([content]) : tokenOf(content));
  }

  get [netType](): RuntimeType {
    return JPROPERTY;
  }

  get type(): number {
    return kinds.Property;
  }

  bareCopy(): JToken {
    return new JProperty(this.name);
  }

  /** Null only while a reader has not come to it. */
  get value(): JToken | null {
    return this.children[0] ?? null;
  }

  set value(value: JToken | null) {
    if (this.children.length === 0) this.insertToken(0, value);
    else super.setAt(0, value);
  }

  override insertToken(index: number, token: JToken | null, fresh = false): void {
    if (token?.type === kinds.Comment) return;
    if (this.children.length > 0) jsonFailure(`${typeText(JPROPERTY)} cannot have multiple values.`);
    super.insertToken(index > 0 ? 0 : index, token, fresh);
  }

  override setAt(index: number, token: JToken | null): void {
    if (index !== 0) outOfRange('index');
    super.setAt(index, token);
  }

  override removeAt(_index: number): void {
    cannotRemove();
  }

  override remove(_item: JToken): boolean {
    return cannotRemove();
  }

  override clear(): void {
    cannotRemove();
  }
}

const cannotRemove = (): never => jsonFailure(`Cannot add or remove items from ${typeText(JPROPERTY)}.`);

/** A JSON object: properties by name, in the order they came. Names stand in a Map and never become names of JavaScript. */
export class JObject extends JContainer {
  readonly #byName = new Map<string, JProperty>();

  constructor(content?: unknown) {
    super();
    if (content !== undefined) this.add(content);
  }

  get [netType](): RuntimeType {
    return JOBJECT;
  }

  get type(): number {
    return kinds.Object;
  }

  bareCopy(): JToken {
    return new JObject();
  }

  property(name: string): JProperty | undefined {
    return this.#byName.get(name);
  }

  /** The properties, in order. */
  properties(): IterableIterator<JProperty> {
    return this[Symbol.iterator]() as IterableIterator<JToken> as IterableIterator<JProperty>;
  }

  protected override validate(token: JToken, existing: JToken | null): void {
    if (!(token instanceof JProperty)) cannotAdd(token, this);
    if (existing instanceof JProperty && existing.name === token.name) return;
    if (this.#byName.has(token.name))
      argument(`Can not add property ${token.name} to ${typeText(JOBJECT)}. Property with the same name already exists on object.`);
  }

  override insertToken(index: number, token: JToken | null, fresh = false): void {
    if (token?.type === kinds.Comment) return;
    super.insertToken(index, token, fresh);
    const property = this.children[index];
    if (property instanceof JProperty) this.#byName.set(property.name, property);
  }

  override setAt(index: number, token: JToken | null): void {
    const old = this.children[index];
    super.setAt(index, token);
    const property = this.children[index];
    if (old instanceof JProperty) this.#byName.delete(old.name);
    if (property instanceof JProperty) this.#byName.set(property.name, property);
  }

  override removeAt(index: number): void {
    const old = this.children[index];
    super.removeAt(index);
    if (old instanceof JProperty) this.#byName.delete(old.name);
  }

  override clear(): void {
    super.clear();
    this.#byName.clear();
  }

  // What a dictionary is asked for.

  has(name: string | null): boolean {
    return this.#byName.has(name ?? argumentNull('propertyName'));
  }

  /** The value of a name; a JSON null is a token. */
  lookup(name: string | null): JToken | undefined {
    return name === null ? undefined : (this.#byName.get(name)?.value ?? undefined);
  }

  set(name: string, value: JToken | null): void {
    const property = this.#byName.get(name);
    if (property === undefined) this.insertToken(this.children.length, new JProperty(name, value));
    else property.value = value;
  }

  delete(name: string | null): boolean {
    const property = this.#byName.get(name ?? argumentNull('propertyName'));
    return property !== undefined && this.remove(property);
  }

  override insert(place: number | string, item: JToken | null): void {
    if (typeof place === 'number') super.insert(place, item);
    else this.insertToken(this.children.length, new JProperty(place, item));
  }

  override add(content: unknown): void {
    super.add(content instanceof KeyValuePair ? new JProperty(String(content.key), content.value) : content);
  }

  *keys(): IterableIterator<string> {
    for (const property of this.properties()) yield property.name;
  }

  *values(): IterableIterator<JToken> {
    for (const property of this.properties()) yield property.value ?? JValue.null();
  }

  /** The properties as `IEnumerable<KeyValuePair<string, JToken>>`: what `foreach` over a JObject gives. */
  pairs(): IterableIterator<KeyValuePair<string, JToken>> {
    return guarded(this.#pairs(), () => this.version);
  }

  *#pairs(): IterableIterator<KeyValuePair<string, JToken>> {
    for (const child of this.children)
      if (child instanceof JProperty) yield new KeyValuePair(ENTRY, child.name, child.value ?? JValue.null());
  }
}

/** A JSON array. */
export class JArray extends JContainer {
  constructor(content?: unknown) {
    super();
    if (content !== undefined) this.add(content);
  }

  get [netType](): RuntimeType {
    return JARRAY;
  }

  get type(): number {
    return kinds.Array;
  }

  bareCopy(): JToken {
    return new JArray();
  }
}

/** `new Date(…)` in JSON text: a name with arguments. */
export class JConstructor extends JContainer {
  name: string | null;

  constructor(name: string | null, content?: unknown) {
    super();
    this.name = name;
    if (content !== undefined) this.add(content);
  }

  get [netType](): RuntimeType {
    return JCONSTRUCTOR;
  }

  get type(): number {
    return kinds.Constructor;
  }

  bareCopy(): JToken {
    return new JConstructor(this.name);
  }
}

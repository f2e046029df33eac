import { KeyValuePair, pairType } from '../collections/KeyValuePair.ts';
import { guarded } from '../collections/modified.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';
import { type RuntimeType, runtimeType, typeText } from '../runtime-type.ts';
import { STRING } from '../types.ts';
import { NetException, netType } from '../values.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { cannotAdd, isSeveral, isUnchanged, JContainer, JTOKEN, type JToken, JValue, tokenOf } from './token.ts';

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

/** The child at a place that must be there. */
function existingAt(children: readonly JToken[], index: number): JToken {
  if (index < 0) outOfRange('index', 'Index is less than 0.');
  return children[index] ?? outOfRange('index', 'Index is equal to or greater than Count.');
}

/** A container whose children are a list. */
abstract class JItems extends JContainer {
  children: JToken[] = [];

  append(item: JToken): void {
    item.parent = this;
    item.place = this.children.length;
    // An array that starts with one item takes room for one; one that grows from nothing, for many.
    if (item.place === 0) this.children = [item];
    else this.children.push(item);
    this.version++;
  }

  insertToken(index: number, token: JToken | null): void {
    const item = this.own(token);
    this.validate(item, null);
    if (index >= this.children.length) {
      this.append(item);
      return;
    }
    item.parent = this;
    item.place = index;
    this.children.splice(index, 0, item);
    this.version++;
  }

  removeAt(index: number): void {
    existingAt(this.children, index).parent = null;
    this.children.splice(index, 1);
    this.version++;
  }

  setAt(index: number, token: JToken | null): void {
    const existing = existingAt(this.children, index);
    if (isUnchanged(existing, token)) return;
    const item = this.own(token);
    this.validate(item, existing);
    existing.parent = null;
    item.parent = this;
    item.place = index;
    this.children[index] = item;
    this.version++;
  }

  clear(): void {
    for (const child of this.children) child.parent = null;
    this.children = [];
    this.version++;
  }
}

/** A name with its value. */
export class JProperty extends JContainer {
  readonly name: string;
  #value: JToken | null = null;

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
    return this.#value;
  }

  set value(value: JToken | null) {
    if (this.#value === null) this.insertToken(0, value);
    else this.setAt(0, value);
  }

  get children(): JToken[] {
    return this.#value === null ? [] : [this.#value];
  }

  append(item: JToken): void {
    item.parent = this;
    item.place = 0;
    this.#value = item;
    this.version++;
  }

  insertToken(_index: number, token: JToken | null): void {
    if (token?.type === kinds.Comment) return;
    if (this.#value !== null) jsonFailure(`${typeText(JPROPERTY)} cannot have multiple values.`);
    const item = this.own(token);
    this.validate(item, null);
    this.append(item);
  }

  setAt(index: number, token: JToken | null): void {
    if (index !== 0 || this.#value === null) outOfRange('index');
    if (isUnchanged(this.#value, token)) return;
    const item = this.own(token);
    this.validate(item, this.#value);
    this.#value.parent = null;
    this.append(item);
  }

  removeAt(_index: number): void {
    cannotRemove();
  }

  override remove(_item: JToken): boolean {
    return cannotRemove();
  }

  clear(): void {
    cannotRemove();
  }
}

const cannotRemove = (): never => jsonFailure(`Cannot add or remove items from ${typeText(JPROPERTY)}.`);

/** Properties that are looked through one by one. */
const few = 8;

/** A JSON object: properties by name, in the order they came. Names stand in a Map and never become names of JavaScript. */
export class JObject extends JItems {
  /** Only when there are many. */
  #byName: Map<string, JProperty> | undefined;

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
    if (this.#byName !== undefined) return this.#byName.get(name);
    if (this.children.length > few) {
      this.#byName = new Map();
      for (const child of this.children) if (child instanceof JProperty) this.#byName.set(child.name, child);
      return this.#byName.get(name);
    }
    for (const child of this.children) if (child instanceof JProperty && child.name === name) return child;
    return undefined;
  }

  override append(item: JToken): void {
    super.append(item);
    if (item instanceof JProperty) this.#byName?.set(item.name, item);
  }

  /** The properties, in order. */
  properties(): IterableIterator<JProperty> {
    return this[Symbol.iterator]() as IterableIterator<JToken> as IterableIterator<JProperty>;
  }

  protected override validate(token: JToken, existing: JToken | null): void {
    if (!(token instanceof JProperty)) cannotAdd(token, this);
    if (existing instanceof JProperty && existing.name === token.name) return;
    if (this.property(token.name) !== undefined)
      argument(`Can not add property ${token.name} to ${typeText(JOBJECT)}. Property with the same name already exists on object.`);
  }

  override insertToken(index: number, token: JToken | null): void {
    if (token?.type === kinds.Comment) return;
    super.insertToken(index, token);
    const item = this.children[index];
    if (item instanceof JProperty) this.#byName?.set(item.name, item);
  }

  override setAt(index: number, token: JToken | null): void {
    const old = this.children[index];
    super.setAt(index, token);
    const item = this.children[index];
    if (old instanceof JProperty) this.#byName?.delete(old.name);
    if (item instanceof JProperty) this.#byName?.set(item.name, item);
  }

  override removeAt(index: number): void {
    const old = this.children[index];
    super.removeAt(index);
    if (old instanceof JProperty) this.#byName?.delete(old.name);
  }

  override clear(): void {
    super.clear();
    this.#byName = undefined;
  }

  // What a dictionary is asked for.

  has(name: string | null): boolean {
    return this.property(name ?? argumentNull('propertyName')) !== undefined;
  }

  /** The value of a name; a JSON null is a token. */
  lookup(name: string | null): JToken | undefined {
    return name === null ? undefined : (this.property(name)?.value ?? undefined);
  }

  set(name: string, value: JToken | null): void {
    const property = this.property(name);
    if (property === undefined) this.insertToken(this.children.length, new JProperty(name, value));
    else property.value = value;
  }

  delete(name: string | null): boolean {
    const property = name === null ? undefined : this.property(name);
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
    return guarded(pairsOf(this), () => this.version);
  }
}

function* pairsOf(object: JObject): IterableIterator<KeyValuePair<string, JToken>> {
  for (const child of object.children)
    if (child instanceof JProperty) yield new KeyValuePair(ENTRY, child.name, child.value ?? JValue.null());
}

/** A JSON array. */
export class JArray extends JItems {
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
export class JConstructor extends JItems {
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

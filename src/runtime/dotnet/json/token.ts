import { BudgetExceeded } from '../../budget.ts';
import { guarded } from '../collections/modified.ts';
import type { NetList } from '../collections/protocol.ts';
import { type Comparable, compare } from '../compare.ts';
import { enumType } from '../enum-type.ts';
import { equals, equalTo, hashKey, type Structural } from '../equals.ts';
import { argument, argumentNull, indexOutOfRange, outOfRange } from '../failures.ts';
import { formatText, formatValue } from '../format/format-value.ts';
import { type RuntimeType, runtimeType, typeText } from '../runtime-type.ts';
import { type Convertible, convertible } from '../system/convert/conversion.ts';
import { toText } from '../to-text.ts';
import { typeOf } from '../type-of.ts';
import { netType } from '../values.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { compareValues, kindOfValue } from './value-kind.ts';
import { compactText, indentedText } from './write.ts';

const typeNamed = (name: string): RuntimeType => runtimeType(`Newtonsoft.Json.Linq.${name}`);
export const JTOKEN = typeNamed('JToken');
const JVALUE = typeNamed('JValue');
const JRAW = typeNamed('JRaw');

/** More tokens than one copy may have: copies of copies double with every one. */
const mostCopied = 2_000_000;

/** A JSON value of Newtonsoft.Json.Linq: a tree whose parts know what they stand in. */
export abstract class JToken implements Iterable<JToken> {
  parent: JContainer | null = null;
  /** Where it stood among the children of its parent when somebody last looked. */
  place = 0;

  abstract get [netType](): RuntimeType;
  /** One of the values of JTokenType. */
  abstract get type(): number;
  abstract get hasValues(): boolean;
  abstract [Symbol.iterator](): IterableIterator<JToken>;
  abstract toString(): string;
  /** A token of the same kind without its children. */
  abstract bareCopy(): JToken;

  get root(): JToken {
    let top: JToken | null = this.parent;
    while (top !== null && top.parent !== null) top = top.parent;
    return top ?? this;
  }

  get next(): JToken | null {
    return this.parent?.children[this.parent.indexOf(this) + 1] ?? null;
  }

  get previous(): JToken | null {
    return this.parent?.children[this.parent.indexOf(this) - 1] ?? null;
  }

  /** JSON without white space. */
  toJsonText(): string {
    return compactText(this);
  }

  /** `DeepClone()`: the same tree without a parent. Who can announces it first (`announceCopy`); here only its end is watched. */
  deepCopy(): JToken {
    const copy = this.bareCopy();
    let copied = 0;
    const open: [JContainer, JContainer][] = [];
    if (this instanceof JContainer && copy instanceof JContainer) open.push([this, copy]);
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      const [from, to] = pair;
      for (const child of from.children) {
        const childCopy = child.bareCopy();
        if (++copied > mostCopied) throw new BudgetExceeded('size');
        to.append(childCopy);
        if (child instanceof JContainer && childCopy instanceof JContainer) open.push([child, childCopy]);
      }
    }
    return copy;
  }
}

/** A token with children. */
export abstract class JContainer extends JToken implements NetList<JToken> {
  /** Not to be changed from outside. */
  abstract readonly children: JToken[];
  /** Counts changes, which end an enumeration. */
  version = 0;

  get hasValues(): boolean {
    return this.children.length > 0;
  }

  get count(): number {
    return this.children.length;
  }

  get isReadOnly(): boolean {
    return false;
  }

  [Symbol.iterator](): IterableIterator<JToken> {
    return guarded(this.children, () => this.version);
  }

  toString(): string {
    return indentedText(this);
  }

  /** Refuses a child that cannot stand here; `existing` is the one it takes the place of. */
  protected validate(token: JToken, _existing: JToken | null): void {
    if (token.type === kinds.Property) cannotAdd(token, this);
  }

  /** A token that has a parent already, or that contains this one, comes in as a copy; null as a JSON null. */
  protected own(token: JToken | null): JToken {
    if (token === null || token === undefined) return JValue.null();
    return token.parent !== null || token === this || (token.hasValues && this.root === token) ? token.deepCopy() : token;
  }

  /** Adds a child that is known to be new and to fit. */
  abstract append(item: JToken): void;
  /** Puts a child in. */
  abstract insertToken(index: number, token: JToken | null): void;
  abstract setAt(index: number, token: JToken | null): void;
  abstract removeAt(index: number): void;
  abstract clear(): void;

  remove(item: JToken): boolean {
    const index = this.indexOf(item);
    if (index < 0) return false;
    this.removeAt(index);
    return true;
  }

  at(index: number): JToken {
    return this.children[index] ?? indexOutOfRange();
  }

  /** The place of this very token, as .NET's JContainer looks for it. */
  indexOf(item: JToken | null): number {
    if (item === null || item.parent !== this) return -1;
    const { children } = this;
    if (children[item.place] !== item) item.place = children.indexOf(item);
    return item.place;
  }

  contains(item: JToken | null): boolean {
    return this.indexOf(item) >= 0;
  }

  add(content: unknown): void {
    addContent(this, this.children.length, content);
  }

  insert(index: number, item: JToken | null): void {
    if (index < 0 || index > this.children.length) outOfRange('index', 'Index must be within the bounds of the List.');
    this.insertToken(index, item);
  }
}

export function cannotAdd(token: JToken, to: JToken): never {
  return argument(`Can not add ${typeText(token[netType])} to ${typeText(to[netType])}.`);
}

/** Whether setting a token changes nothing. */
export function isUnchanged(existing: JToken, token: JToken | null): boolean {
  if (!(existing instanceof JValue)) return existing === token;
  return token === null || token === undefined ? existing.type === kinds.Null : equals(existing, token);
}

/** Content that is added item by item: anything enumerable but text, bytes and JSON. */
export const isSeveral = (content: unknown): content is Iterable<unknown> =>
  typeof content === 'object' &&
  content !== null &&
  !(content instanceof JToken) &&
  !(content instanceof Uint8Array) &&
  Symbol.iterator in content;

/** A value of .NET as a token. What JSON has no kind for is an ArgumentException. */
export const tokenOf = (content: unknown): JToken => (content instanceof JToken ? content : JValue.of(content));

/** `container.Add(content)` at a place: a token, a value, or several of them. */
export function addContent(container: JContainer, index: number, content: unknown): void {
  if (!isSeveral(content)) {
    container.insertToken(index, tokenOf(content ?? null));
    return;
  }
  let place = index;
  for (const item of content) {
    const before = container.children.length;
    addContent(container, place, item);
    place += container.children.length - before;
  }
}

/** A JSON value without children. It holds an object of .NET: a value type in its box. */
export class JValue extends JToken implements Structural, Comparable, Convertible {
  #kind: number;
  #value: unknown;

  constructor(value: unknown, kind: number) {
    super();
    this.#value = value;
    this.#kind = kind;
  }

  /** `new JValue(object)`. */
  static of(value: unknown): JValue {
    return new JValue(value, kindOfValue(value, undefined));
  }

  static null(): JValue {
    return new JValue(null, kinds.Null);
  }

  get [netType](): RuntimeType {
    return JVALUE;
  }

  get type(): number {
    return this.#kind;
  }

  get value(): unknown {
    return this.#value;
  }

  set value(value: unknown) {
    const changed = typeText(typeOf(this.#value)) !== typeText(typeOf(value)) || (this.#value === null) !== (value === null);
    if (changed) this.#kind = kindOfValue(value, this.#kind);
    this.#value = value;
  }

  get hasValues(): boolean {
    return false;
  }

  *[Symbol.iterator](): IterableIterator<JToken> {}

  toString(): string {
    return toText(this.#value);
  }

  [formatText](format: string | null): string {
    return formatValue(this.#value, format);
  }

  bareCopy(): JToken {
    return new JValue(this.#value, this.#kind);
  }

  [equalTo](other: unknown): boolean {
    return other instanceof JValue && other.#kind === this.#kind && compareValues(this.#kind, this.#value, other.#value) === 0;
  }

  [hashKey](): string {
    return `${this.#kind} ${toText(this.#value)}`;
  }

  compareTo(other: unknown): number {
    if (other === null) return 1;
    if (!(other instanceof JValue)) return compareValues(this.#kind, this.#value, other);
    const kind = this.#kind === kinds.String && other.#kind !== kinds.String ? other.#kind : this.#kind;
    return compareValues(kind, this.#value, other.#value);
  }

  /** As IConvertible it converts itself by its operators: a JSON null is no number. */
  [convertible](target: string): unknown {
    if (this.#value !== null && this.#value !== undefined && (this.#kind !== kinds.Date || target === 'DateTime')) return this.#value;
    return argument(`Can not convert ${kinds[enumType].enumNames?.get(this.#kind) ?? ''} to ${target}.`);
  }
}

/** JSON text that is written as it is. */
export class JRaw extends JValue {
  constructor(text: unknown) {
    super(text, kinds.Raw);
  }

  override get [netType](): RuntimeType {
    return JRAW;
  }

  override bareCopy(): JToken {
    return new JRaw(this.value);
  }
}

/** A name that must not be null. */
export const nameOf = (name: string | null, param = 'name'): string => name ?? argumentNull(param);

/** The order of tokens by `Comparer<JToken>.Default`. */
export const compareTokens = (a: JToken, b: JToken): number => compare(a, b);

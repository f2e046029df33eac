import { BudgetExceeded } from '../../budget.ts';
import type { Host } from '../../host.ts';
import { toObject as boxed } from '../cast.ts';
import { KeyValuePair } from '../collections/KeyValuePair.ts';
import type { NetDictionary } from '../collections/protocol.ts';
import { elementTypeOf } from '../element-type.ts';
import { argument } from '../failures.ts';
import { Uri } from '../net/uri/value.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import { Grid } from '../support/grid.ts';
import { toText } from '../to-text.ts';
import { typeOf } from '../type-of.ts';
import { INT32, OBJECT } from '../types.ts';
import { Anonymous } from '../values/anonymous.ts';
import { Tuple } from '../values/tuple.ts';
import { Box, NetException } from '../values.ts';
import { jsonOfXml } from '../xml/to-json.ts';
import { XNode } from '../xml/tree/node.ts';
import { JArray, JObject, JProperty } from './containers.ts';
import { kindName } from './explicit-conversions.ts';
import { simpleJson } from './json-text.ts';
import { copyOf } from './paid.ts';
import { isSeveral, JToken, JValue } from './token.ts';

/** How objects become JSON. */
export interface Contract {
  /** The JSON name of a member or a dictionary's key. */
  readonly nameOf: (name: string) => string;
  /** The text that stands for an enum's value; undefined for its number. */
  readonly enumName: (value: number, type: RuntimeType) => string | undefined;
  /** Whether a member with this value is left out; `type` is its static type. */
  readonly drops: (value: unknown, type: RuntimeType) => boolean;
}

export const plainContract: Contract = { nameOf: (name) => name, enumName: () => undefined, drops: () => false };

/** Nesting of objects other than JSON; each level takes some of JavaScript's stack. */
const deepest = 500;

/** `JToken.FromObject(value)`: what Newtonsoft writes for an object of .NET, as a tree. */
export const fromObject = (host: Host, value: unknown, contract: Contract = plainContract): JToken =>
  new Writer(host, contract).token(value, OBJECT);

/** `JObject.FromObject(value)`. */
export function objectFrom(host: Host, value: unknown): JObject {
  const token = fromObject(host, value);
  return token instanceof JObject ? token : argument(`Object serialized to ${kindName(token.type)}. JObject instance expected.`);
}

/** `JArray.FromObject(value)`. */
export function arrayFrom(host: Host, value: unknown): JArray {
  const token = fromObject(host, value);
  return token instanceof JArray ? token : argument(`Object serialized to ${kindName(token.type)}. JArray instance expected.`);
}

const isDictionary = (value: object): value is NetDictionary<unknown, unknown> =>
  'lookup' in value && typeof value.lookup === 'function' && 'keys' in value && typeof value.keys === 'function';

class Writer {
  readonly #host: Host;
  readonly #contract: Contract;
  /** The objects being written, from the outside in. */
  readonly #open: object[] = [];

  constructor(host: Host, contract: Contract) {
    this.#host = host;
    this.#contract = contract;
  }

  /** `type`: the static type of a value that is not boxed. */
  token(value: unknown, type: RuntimeType): JToken {
    this.#host.budget.allocate(8);
    const held = boxed(value, type);
    if (held === null || held === undefined) return JValue.null();
    if (held instanceof JToken) return copyOf(this.#host, held);
    if (held instanceof Box) return this.#boxed(held);
    if (held instanceof Uri || simpleJson(held) !== undefined) return JValue.of(held);
    if (typeof held !== 'object') return refuse(held);
    if (this.#open.includes(held))
      throw new NetException(
        'Newtonsoft.Json.JsonSerializationException',
        `Self referencing loop detected with type '${typeText(typeOf(held))}'. Path ''.`,
      );
    if (this.#open.length >= deepest) throw new BudgetExceeded('size');
    this.#open.push(held);
    const token = this.#object(held);
    this.#open.pop();
    return token;
  }

  #boxed(box: Box): JToken {
    if (box.type.enumNames !== undefined)
      return JValue.of(this.#contract.enumName(Number(box.value), box.type) ?? new Box(INT32, box.value));
    if (box.type.name === 'System.Char') return JValue.of(toText(box));
    return simpleJson(box) === undefined ? this.token(box.value, OBJECT) : JValue.of(box);
  }

  #object(value: object): JToken {
    if (value instanceof Anonymous)
      return this.#members(value.shape.names.map((name, i) => [name, value.values[i], value.shape.types[i] ?? OBJECT]));
    if (value instanceof Tuple) return this.#tuple(value.items, value.type.args);
    if (value instanceof KeyValuePair)
      return this.#members([
        ['Key', value.key, value.type.args[0] ?? OBJECT],
        ['Value', value.value, value.type.args[1] ?? OBJECT],
      ]);
    if (value instanceof Grid) return this.#grid(value, 0, 0, value.items.length);
    if (value instanceof XNode) return jsonOfXml(value, false);
    if (isDictionary(value)) return this.#dictionary(value);
    if (isSeveral(value)) return this.#array(value);
    return typeOf(value).name === OBJECT.name ? new JObject() : refuse(value);
  }

  /** The items of an array of several dimensions from a place on, as arrays of arrays. */
  #grid(grid: Grid<unknown>, dimension: number, start: number, count: number): JArray {
    const array = new JArray();
    const size = grid.sizes[dimension] ?? 0;
    const part = count / Math.max(size, 1);
    const isLast = dimension === grid.sizes.length - 1;
    for (let i = 0; i < size; i++)
      array.append(isLast ? this.token(grid.items[start + i], grid.type) : this.#grid(grid, dimension + 1, start + i * part, part));
    return array;
  }

  /** The eighth item and those after it stand in a tuple of their own. */
  #tuple(items: readonly unknown[], types: readonly RuntimeType[]): JObject {
    const object = this.#members(items.slice(0, 7).map((item, i) => [`Item${i + 1}`, item, types[i] ?? OBJECT]));
    if (items.length > 7) this.#put(object, 'Rest', this.#tuple(items.slice(7), types.slice(7)));
    return object;
  }

  #members(members: readonly (readonly [string, unknown, RuntimeType])[]): JObject {
    const object = new JObject();
    for (const [name, value, type] of members) if (!this.#contract.drops(value, type)) this.#put(object, name, this.token(value, type));
    return object;
  }

  #dictionary(dictionary: NetDictionary<unknown, unknown>): JObject {
    const object = new JObject();
    const [keyType, valueType] = typeOf(dictionary).args;
    for (const key of dictionary.keys()) this.#put(object, keyText(key, keyType), this.token(dictionary.lookup(key), valueType ?? OBJECT));
    return object;
  }

  /** A name that comes twice keeps its last value, as a reader of the text would. */
  #put(object: JObject, name: string, value: JToken): void {
    const property = new JProperty(this.#contract.nameOf(name));
    property.append(value);
    const old = object.property(property.name);
    if (old === undefined) object.append(property);
    else object.setAt(object.indexOf(old), property);
  }

  #array(items: Iterable<unknown>): JArray {
    const array = new JArray();
    const type = elementTypeOf(items);
    for (const item of items) array.append(this.token(item, type));
    return array;
  }
}

/** Keys are texts: dates as JSON has them, all else as it prints. */
function keyText(key: unknown, type: RuntimeType | undefined): string {
  const held = boxed(key, type ?? OBJECT);
  const json = held instanceof Box && held.type.name.startsWith('System.DateTime') ? simpleJson(held) : undefined;
  return json === undefined ? toText(held) : json.slice(1, -1);
}

function refuse(value: unknown): never {
  throw new NetException('System.NotSupportedException', `A value of type ${typeText(typeOf(value))} cannot be written as JSON here.`);
}

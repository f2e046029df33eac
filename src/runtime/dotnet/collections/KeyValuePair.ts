import { dotnetType, member } from '../define.ts';
import { equals, equalTo, hashKey, type Structural } from '../equals.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { toText } from '../to-text.ts';
import { keyOfValues } from '../values/tuple.ts';
import { affordable, totalWeight, weight } from '../values/weight.ts';
import type { Ref } from '../values.ts';
import { netType } from '../values.ts';

/** System.Collections.Generic.KeyValuePair: an entry of a dictionary with the types of key and value. */
export class KeyValuePair<K, V> implements Structural {
  readonly type: RuntimeType;
  readonly key: K;
  readonly value: V;
  readonly [weight]: number;

  constructor(type: RuntimeType, key: K, value: V) {
    this.type = type;
    this.key = key;
    this.value = value;
    this[weight] = totalWeight([key, value]);
  }

  get [netType](): RuntimeType {
    return this.type;
  }

  toString(): string {
    affordable(this);
    return `[${toText(this.key, this.type.args[0])}, ${toText(this.value, this.type.args[1])}]`;
  }

  [equalTo](other: unknown): boolean {
    affordable(this);
    return other instanceof KeyValuePair && equals(this.key, other.key) && equals(this.value, other.value);
  }

  [hashKey](): string {
    affordable(this);
    return keyOfValues([this.key, this.value]);
  }
}

/** The run-time type of entries. Its default holds the defaults of key and value. */
export function pairType(key: RuntimeType, value: RuntimeType): RuntimeType {
  const bare = runtimeType('System.Collections.Generic.KeyValuePair`2', null, [key, value]);
  return { ...bare, zero: new KeyValuePair(bare, key.zero, value.zero) };
}

function deconstruct<K, V>(pair: KeyValuePair<K, V>, key: Ref<K>, value: Ref<V>): void {
  key.value = pair.key;
  value.value = pair.value;
}

const create = <K, V>(keyType: RuntimeType, valueType: RuntimeType, key: K, value: V): KeyValuePair<K, V> =>
  new KeyValuePair(pairType(keyType, valueType), key, value);

export const KeyValuePair_ = dotnetType('struct System.Collections.Generic.KeyValuePair<TKey, TValue>', 'An entry of a dictionary.', {
  create: member('KeyValuePair(TKey key, TValue value)', create, 'An entry.', { typeArgs: true }),
  key: member('TKey Key { get; }', <K, V>(pair: KeyValuePair<K, V>) => pair.key, 'The key.'),
  value: member('TValue Value { get; }', <K, V>(pair: KeyValuePair<K, V>) => pair.value, 'The value.'),
  deconstruct: member('void Deconstruct(out TKey key, out TValue value)', deconstruct, 'Takes the entry apart.'),
  toString: member('string ToString()', (pair: KeyValuePair<unknown, unknown>) => pair.toString(), 'Key and value in brackets.'),
});

export const KeyValuePairs_ = dotnetType('static class System.Collections.Generic.KeyValuePair', 'Makes entries of dictionaries.', {
  create: member(
    'static KeyValuePair<TKey, TValue> Create<TKey, TValue>(TKey key, TValue value)',
    create,
    'An entry, with types that follow from key and value.',
    { typeArgs: true },
  ),
});

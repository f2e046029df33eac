import { dotnetType, member } from '../define.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';
import { childOf } from './child-access.ts';
import { JTOKEN, type JToken } from './token.ts';

/** Newtonsoft.Json.Linq.JEnumerable<T>: the children of a token, read anew each time. */
export class JEnumerable<T> implements Iterable<T> {
  readonly #make: () => Iterator<T>;
  readonly #type: RuntimeType;

  constructor(make: () => Iterator<T>, type: RuntimeType = JTOKEN) {
    this.#make = make;
    this.#type = type;
  }

  get [netType](): RuntimeType {
    return runtimeType('Newtonsoft.Json.Linq.JEnumerable`1', null, [this.#type]);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#make();
  }
}

/** `tokens[key]`: what each of the tokens has under a key, where it has something. */
export const childrenByKey = (source: Iterable<JToken>, key: unknown): JEnumerable<JToken> =>
  new JEnumerable(function* () {
    for (const token of source) {
      const found = childOf(token, key);
      if (found !== null) yield found;
    }
  });

const byKey = member('IJEnumerable<JToken> this[object key] { get; }', childrenByKey, 'What the tokens have under a key.');

export const IJEnumerable_ = dotnetType('interface Newtonsoft.Json.Linq.IJEnumerable<T> : IEnumerable<T>', 'Tokens in order.', {
  get: byKey,
});

export const JEnumerable_ = dotnetType('sealed class Newtonsoft.Json.Linq.JEnumerable<T> : IJEnumerable<T>', 'The children of a token.', {
  get: byKey,
});

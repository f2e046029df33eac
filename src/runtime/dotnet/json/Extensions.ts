import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { argument, required } from '../failures.ts';
import { isInstance } from '../is-instance.ts';
import { Sequence } from '../linq/sequence.ts';
import type { RuntimeType } from '../runtime-type.ts';
import { castToken } from './cast-token.ts';
import { childOf } from './child-access.ts';
import { type JObject, JPROPERTY, type JProperty } from './containers.ts';
import { childrenByKey, JEnumerable } from './enumerable.ts';
import { JToken, JValue } from './token.ts';
import { ancestors, descendants } from './tree.ts';

type Tokens = Iterable<JToken> | null;

const generic = { typeArgs: true } as const;
const wholeGeneric = { host: true, typeArgs: true } as const;

/** What each of several tokens leads to, one after the other. */
function each(source: Tokens, lead: (token: JToken) => Iterable<JToken>): JEnumerable<JToken> {
  const tokens = required(source, 'source');
  return new JEnumerable(function* () {
    for (const token of tokens) yield* lead(token);
  });
}

function* withSelf(token: JToken, others: Iterable<JToken>): Iterable<JToken> {
  yield token;
  yield* others;
}

/** The values of simple tokens and the children of the others. */
function* contents(tokens: Iterable<JToken>): Iterable<JToken> {
  for (const token of tokens)
    if (token instanceof JValue) yield token;
    else yield* token;
}

function* underKey(tokens: Iterable<JToken>, key: unknown): Iterable<JToken> {
  for (const token of tokens) {
    const found = childOf(token, key);
    if (found !== null) yield found;
  }
}

function valuesAs(host: Host, type: RuntimeType, source: Tokens, key: unknown): Sequence<unknown> {
  const tokens = required(source, 'source');
  return new Sequence(function* () {
    for (const token of key === null ? contents(tokens) : underKey(tokens, key)) yield castToken(host, type, token);
  }, type);
}

function valueAs(host: Host, type: RuntimeType, source: Tokens): unknown {
  const token = required(source, 'value');
  return token instanceof JToken ? castToken(host, type, token) : argument('Source value must be a JToken.');
}

const childrenAs = (type: RuntimeType, source: Tokens): JEnumerable<JToken> =>
  new JEnumerable(function* () {
    for (const token of required(source, 'source')) for (const child of token) if (isInstance(child, type)) yield child;
  }, type);

const asEnumerable = (source: Tokens): Iterable<JToken> | null => source;

export const JsonExtensions_ = dotnetType('static class Newtonsoft.Json.Linq.Extensions', 'Queries on JSON.', {
  value: member(
    'static U Value<U>(this IEnumerable<JToken> value)',
    valueAs,
    'A token as a `U`: its value converted, or the token itself.',
    wholeGeneric,
  ),
  valueOf: member(
    'static U Value<T, U>(this IEnumerable<T> value) where T : JToken',
    (host: Host, _type: RuntimeType, type: RuntimeType, source: Tokens) => valueAs(host, type, source),
    'A token as a `U`: its value converted, or the token itself.',
    wholeGeneric,
  ),
  values: member(
    'static IJEnumerable<JToken> Values(this IEnumerable<JToken> source)',
    (source: Tokens) => new JEnumerable(() => contents(required(source, 'source'))[Symbol.iterator]()),
    'The children of all the tokens.',
  ),
  valuesByKey: member(
    'static IJEnumerable<JToken> Values(this IEnumerable<JToken> source, object key)',
    (source: Tokens, key: unknown) =>
      key === null
        ? new JEnumerable(() => contents(required(source, 'source'))[Symbol.iterator]())
        : childrenByKey(required(source, 'source'), key),
    'What the tokens have under a key.',
  ),
  valuesOfType: member(
    'static IEnumerable<U> Values<U>(this IEnumerable<JToken> source)',
    (host: Host, type: RuntimeType, source: Tokens) => valuesAs(host, type, source, null),
    'The children of all the tokens as `U`s.',
    wholeGeneric,
  ),
  valuesOfTypeByKey: member(
    'static IEnumerable<U> Values<U>(this IEnumerable<JToken> source, object key)',
    valuesAs,
    'What the tokens have under a key, as `U`s.',
    wholeGeneric,
  ),
  children: member(
    'static IJEnumerable<JToken> Children<T>(this IEnumerable<T> source) where T : JToken',
    (_type: RuntimeType, source: Tokens) => each(source, (token) => token),
    'The children of all the tokens.',
    generic,
  ),
  childrenOfType: member(
    'static IEnumerable<U> Children<T, U>(this IEnumerable<T> source) where T : JToken',
    (_type: RuntimeType, type: RuntimeType, source: Tokens) => childrenAs(type, source),
    'The children of all the tokens that are a `U`.',
    generic,
  ),
  properties: member(
    'static IJEnumerable<JProperty> Properties(this IEnumerable<JObject> source)',
    (source: Iterable<JObject> | null) =>
      new JEnumerable<JProperty>(function* () {
        for (const object of required(source, 'source')) yield* object.properties();
      }, JPROPERTY),
    'The properties of all the objects.',
  ),
  ancestors: member(
    'static IJEnumerable<JToken> Ancestors<T>(this IEnumerable<T> source) where T : JToken',
    (_type: RuntimeType, source: Tokens) => each(source, (token) => ancestors(token.parent)),
    'What the tokens stand in.',
    generic,
  ),
  ancestorsAndSelf: member(
    'static IJEnumerable<JToken> AncestorsAndSelf<T>(this IEnumerable<T> source) where T : JToken',
    (_type: RuntimeType, source: Tokens) => each(source, (token) => ancestors(token)),
    'The tokens and what they stand in.',
    generic,
  ),
  descendants: member(
    'static IJEnumerable<JToken> Descendants<T>(this IEnumerable<T> source) where T : JContainer',
    (host: Host, _type: RuntimeType, source: Tokens) => each(source, (token) => descendants(host, token)),
    'All tokens below the tokens.',
    wholeGeneric,
  ),
  descendantsAndSelf: member(
    'static IJEnumerable<JToken> DescendantsAndSelf<T>(this IEnumerable<T> source) where T : JContainer',
    (host: Host, _type: RuntimeType, source: Tokens) => each(source, (token) => withSelf(token, descendants(host, token))),
    'The tokens and all below them.',
    wholeGeneric,
  ),
  asJEnumerable: member(
    'static IJEnumerable<JToken> AsJEnumerable(this IEnumerable<JToken> source)',
    asEnumerable,
    'The same tokens, to be asked by key.',
  ),
  asJEnumerableOf: member(
    'static IJEnumerable<T> AsJEnumerable<T>(this IEnumerable<T> source) where T : JToken',
    (_type: RuntimeType, source: Tokens) => asEnumerable(source),
    'The same tokens, to be asked by key.',
    generic,
  ),
});

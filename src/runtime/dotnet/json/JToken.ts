import type { Host } from '../../host.ts';
import { toObject as boxed } from '../cast.ts';
import { dotnetType, member } from '../define.ts';
import { invalidOperation, required } from '../failures.ts';
import { isInstance } from '../is-instance.ts';
import { Sequence } from '../linq/sequence.ts';
import type { RuntimeType } from '../runtime-type.ts';
import type { Type } from '../system/Type.ts';
import { castToken } from './cast-token.ts';
import { childOf, setChild } from './child-access.ts';
import { conversionRows } from './conversion-rows.ts';
import { JEnumerable } from './enumerable.ts';
import { Formatting_ } from './Formatting.ts';
import { fromObject } from './from-object.ts';
import { tokenComparer } from './JTokenEqualityComparer.ts';
import { selectToken, selectTokens } from './json-path.ts';
import { copyOf, paid, paidToken } from './paid.ts';
import { parseJson } from './parse.ts';
import { toObject } from './to-object.ts';
import { JContainer, JTOKEN, type JToken, JValue } from './token.ts';
import { addBeside, after, ancestors, before, deepEquals, firstOf, lastOf, pathOf, removeToken, replaceToken } from './tree.ts';
import { compact, indented, jsonText } from './write.ts';

const whole = { host: true } as const;
const generic = { typeArgs: true } as const;
const wholeGeneric = { host: true, typeArgs: true } as const;

const tokens = (make: () => Iterator<JToken>): Sequence<JToken> => new Sequence(make, JTOKEN);

/** JSON text in one line or indented. */
export const textOf = (host: Host, token: JToken, formatting: number): string =>
  jsonText(token, formatting === Formatting_.Indented ? indented : compact, host.budget);

/** `Children<T>()`: those of the children that are a `T`. */
const childrenOf = (type: RuntimeType, token: JToken): JEnumerable<JToken> =>
  new JEnumerable(function* () {
    for (const child of token) if (isInstance(child, type)) yield child;
  }, type);

const valuesOf = (host: Host, type: RuntimeType, token: JToken): Sequence<unknown> =>
  token instanceof JContainer
    ? new Sequence(function* () {
        for (const child of token) yield castToken(host, type, child);
      }, type)
    : invalidOperation('Cannot access child value on Newtonsoft.Json.Linq.JValue.');

export const JToken_ = dotnetType('abstract class Newtonsoft.Json.Linq.JToken : IJEnumerable<JToken>', 'Any JSON value.', {
  parse: member('static JToken Parse(string json)', parseJson, 'Reads JSON text.', whole),
  fromObject: member(
    'static JToken FromObject(object o)',
    (host: Host, value: unknown) => fromObject(host, required(value, 'o')),
    'A value as JSON.',
    whole,
  ),
  deepEquals: member(
    'static bool DeepEquals(JToken t1, JToken t2)',
    (host: Host, a: JToken | null, b: JToken | null) => deepEquals(host.budget, a, b),
    'Whether two tokens have the same content.',
    whole,
  ),
  equalityComparer: member(
    'static JTokenEqualityComparer EqualityComparer { get; }',
    () => tokenComparer,
    'Tells tokens apart by their content.',
  ),
  type: member('JTokenType Type { get; }', (token: JToken) => token.type, 'The kind of JSON.'),
  parent: member('JContainer Parent { get; }', (token: JToken) => token.parent, 'What the token stands in.'),
  root: member('JToken Root { get; }', (token: JToken) => token.root, 'The top of the tree.'),
  next: member('JToken Next { get; }', (token: JToken) => token.next, 'The neighbour after it.'),
  previous: member('JToken Previous { get; }', (token: JToken) => token.previous, 'The neighbour before it.'),
  hasValues: member('bool HasValues { get; }', (token: JToken) => token.hasValues, 'Whether it has children.'),
  path: member('string Path { get; }', pathOf, 'The way from the top: `a.b[0]`.'),
  first: member('JToken First { get; }', firstOf, 'The first child.'),
  last: member('JToken Last { get; }', lastOf, 'The last child.'),
  get: member('JToken this[object key] { get; }', childOf, 'The child under a name or an index.'),
  set: member(
    'JToken this[object key] { set; }',
    (host: Host, token: JToken, key: unknown, value: JToken | null) => {
      host.budget.allocate(8);
      setChild(token, key, token instanceof JContainer ? paidToken(host, token, value) : value);
    },
    'Sets the child under a name or an index.',
    whole,
  ),
  value: member(
    'T Value<T>(object key)',
    (host: Host, type: RuntimeType, token: JToken, key: unknown) => castToken(host, type, childOf(token, key)),
    'The child under a name or an index as a `T`.',
    wholeGeneric,
  ),
  children: member('JEnumerable<JToken> Children()', (token: JToken) => new JEnumerable(() => token[Symbol.iterator]()), 'The children.'),
  childrenOfType: member('JEnumerable<T> Children<T>() where T : JToken', childrenOf, 'The children of a type.', generic),
  values: member('IEnumerable<T> Values<T>()', valuesOf, 'The children as `T`s.', wholeGeneric),
  ancestors: member(
    'IEnumerable<JToken> Ancestors()',
    (token: JToken) => tokens(() => ancestors(token.parent)),
    'What it stands in, from inside out.',
  ),
  ancestorsAndSelf: member(
    'IEnumerable<JToken> AncestorsAndSelf()',
    (token: JToken) => tokens(() => ancestors(token)),
    'It and what it stands in.',
  ),
  afterSelf: member('IEnumerable<JToken> AfterSelf()', (token: JToken) => tokens(() => after(token)), 'The neighbours after it.'),
  beforeSelf: member('IEnumerable<JToken> BeforeSelf()', (token: JToken) => tokens(() => before(token)), 'The neighbours before it.'),
  addAfterSelf: member(
    'void AddAfterSelf(object content)',
    (host: Host, token: JToken, content: unknown) => addBeside(token, paid(host, token.parent, content), true),
    'Adds neighbours after it.',
    whole,
  ),
  addBeforeSelf: member(
    'void AddBeforeSelf(object content)',
    (host: Host, token: JToken, content: unknown) => addBeside(token, paid(host, token.parent, content), false),
    'Adds neighbours before it.',
    whole,
  ),
  remove: member('void Remove()', removeToken, 'Takes it out of what it stands in.'),
  replace: member(
    'void Replace(JToken value)',
    (host: Host, token: JToken, value: JToken | null) => replaceToken(token, paidToken(host, token.parent, value)),
    'Puts another token in its place.',
    whole,
  ),
  deepClone: member('JToken DeepClone()', copyOf<JToken>, 'A copy of the tree.', whole),
  toString: member(
    'string ToString()',
    (host: Host, token: JToken) => (token instanceof JContainer ? jsonText(token, indented, host.budget) : token.toString()),
    'Indented JSON, or the text of a value.',
    whole,
  ),
  toStringFormatting: member('string ToString(Formatting formatting)', textOf, 'JSON text.', whole),
  toObject: member(
    'T ToObject<T>()',
    (host: Host, type: RuntimeType, token: JToken) => toObject(host, type, token),
    'The value as a `T`.',
    wholeGeneric,
  ),
  toObjectType: member(
    'object ToObject(Type objectType)',
    (host: Host, token: JToken, type: Type | null) =>
      boxed(toObject(host, required(type, 'objectType').type, token), required(type, 'objectType').type),
    'The value as an object of a type.',
    whole,
  ),
  selectToken: member(
    'JToken SelectToken(string path)',
    (host: Host, token: JToken, path: string | null) => selectToken(host, token, path, false),
    'The token at a path.',
    whole,
  ),
  selectTokenStrict: member(
    'JToken SelectToken(string path, bool errorWhenNoMatch)',
    selectToken,
    'The token at a path; it may be an error that there is none.',
    whole,
  ),
  selectTokens: member(
    'IEnumerable<JToken> SelectTokens(string path)',
    (host: Host, token: JToken, path: string | null) => selectTokens(host, token, path, false),
    'The tokens at a path.',
    whole,
  ),
  selectTokensStrict: member(
    'IEnumerable<JToken> SelectTokens(string path, bool errorWhenNoMatch)',
    selectTokens,
    'The tokens at a path; it may be an error that there are none.',
    whole,
  ),
  ...conversionRows,
});

/** A JSON null stands for null where a value is asked for. */
export const isJsonNull = (token: JToken): boolean => token instanceof JValue && token.value === null;

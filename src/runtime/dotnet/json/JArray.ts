import type { Host } from '../../host.ts';
import { copyInto } from '../collections/array-search.ts';
import { Enumerator } from '../collections/Enumerator.ts';
import { dotnetType, member } from '../define.ts';
import { required } from '../failures.ts';
import { itemAt, setItem } from './child-access.ts';
import { JArray } from './containers.ts';
import { arrayFrom } from './from-object.ts';
import { growing } from './JContainer.ts';
import { copyOf, paid, paidToken } from './paid.ts';
import { parseArray } from './parse.ts';
import type { JToken } from './token.ts';

const whole = { host: true } as const;

export const JArray_ = dotnetType('class Newtonsoft.Json.Linq.JArray : JContainer, IList<JToken>', 'A JSON array.', {
  create: member('JArray()', () => new JArray(), 'An empty array.'),
  createCopy: member(
    'JArray(JArray other)',
    (host: Host, other: JArray | null) => copyOf(host, required(other, 'other')),
    'A copy of an array.',
    whole,
  ),
  createOf: member(
    'JArray(params object[] content)',
    (host: Host, content: unknown[] | null) => new JArray(paid(host, null, content)),
    'An array of values.',
    whole,
  ),
  createFrom: member(
    'JArray(object content)',
    (host: Host, content: unknown) => new JArray(paid(host, null, content)),
    'An array of a value, or of several.',
    whole,
  ),
  parse: member('static JArray Parse(string json)', parseArray, 'Reads JSON text that is an array.', whole),
  fromObject: member(
    'static JArray FromObject(object o)',
    (host: Host, value: unknown) => arrayFrom(host, required(value, 'o')),
    'A value as a JSON array.',
    whole,
  ),
  get: member('JToken this[int index] { get; }', itemAt, 'The item at a place.'),
  set: member(
    'JToken this[int index] { set; }',
    (host: Host, array: JArray, index: number, item: JToken | null) => setItem(array, index, paidToken(host, array, item)),
    'Replaces the item at a place.',
    whole,
  ),
  isReadOnly: member('bool IsReadOnly { get; }', (_array: JArray) => false, 'Never: items can be added and removed.'),
  add: member(
    'void Add(JToken item)',
    (host: Host, array: JArray, item: JToken | null) => growing(host, array).insertToken(array.count, paidToken(host, array, item)),
    'Adds an item.',
    whole,
  ),
  insert: member(
    'void Insert(int index, JToken item)',
    (host: Host, array: JArray, index: number, item: JToken | null) => growing(host, array).insert(index, paidToken(host, array, item)),
    'Puts an item in at a place.',
    whole,
  ),
  remove: member('bool Remove(JToken item)', (array: JArray, item: JToken) => array.remove(item), 'Removes this very token.'),
  removeAt: member('void RemoveAt(int index)', (array: JArray, index: number) => array.removeAt(index), 'Removes the item at a place.'),
  clear: member('void Clear()', (array: JArray) => array.clear(), 'Removes all items.'),
  contains: member(
    'bool Contains(JToken item)',
    (array: JArray, item: JToken | null) => array.contains(item),
    'Whether this very token is in it.',
  ),
  indexOf: member(
    'int IndexOf(JToken item)',
    (array: JArray, item: JToken | null) => array.indexOf(item),
    'The place of this very token, or -1.',
  ),
  copyTo: member(
    'void CopyTo(JToken[] array, int arrayIndex)',
    (host: Host, array: JArray, target: JToken[] | null, start: number) => {
      host.budget.step(array.count);
      copyInto(array.children, 0, target, start, array.count);
    },
    'Copies the items into an array.',
    whole,
  ),
  getEnumerator: member('IEnumerator<JToken> GetEnumerator()', (array: JArray) => new Enumerator(array), 'Steps through the items.'),
});

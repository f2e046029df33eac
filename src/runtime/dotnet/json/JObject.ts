import type { Host } from '../../host.ts';
import { Enumerator } from '../collections/Enumerator.ts';
import { dotnetType, member } from '../define.ts';
import { required } from '../failures.ts';
import { Sequence } from '../linq/sequence.ts';
import { comparisonOf, equalText } from '../text/comparison.ts';
import type { Ref } from '../values.ts';
import { valueOfName } from './child-access.ts';
import { JObject, JPROPERTY, type JProperty } from './containers.ts';
import { JEnumerable } from './enumerable.ts';
import { objectFrom } from './from-object.ts';
import { growing } from './JContainer.ts';
import { copyOf, paid, paidToken } from './paid.ts';
import { parseObject } from './parse.ts';
import type { JToken } from './token.ts';

const whole = { host: true } as const;

/** By exact name first; then the first that is equal in the given way. */
function propertyBy(object: JObject, name: string | null, comparison: number): JProperty | null {
  if (name === null) return null;
  const exact = object.property(name);
  if (exact !== undefined) return exact;
  const way = comparisonOf(comparison);
  if (way === 'ordinal') return null;
  for (const property of object.properties()) if (equalText(property.name, name, way)) return property;
  return null;
}

const valueBy = (object: JObject, name: string | null, comparison: number): JToken | null =>
  propertyBy(object, name, comparison)?.value ?? null;

function tryValue(found: JToken | null, result: Ref<JToken | null>): boolean {
  result.value = found;
  return found !== null;
}

const properties = (object: JObject): Sequence<JProperty> => new Sequence(() => object.properties(), JPROPERTY);

export const JObject_ = dotnetType(
  'class Newtonsoft.Json.Linq.JObject : JContainer, IDictionary<string, JToken>',
  'A JSON object: values by name, in the order they came.',
  {
    create: member('JObject()', () => new JObject(), 'An empty object.'),
    createCopy: member(
      'JObject(JObject other)',
      (host: Host, other: JObject | null) => copyOf(host, required(other, 'other')),
      'A copy of an object.',
      whole,
    ),
    createOf: member(
      'JObject(params object[] content)',
      (host: Host, content: unknown[] | null) => new JObject(content === null ? undefined : paid(host, null, content)),
      'An object of properties.',
      whole,
    ),
    createFrom: member(
      'JObject(object content)',
      (host: Host, content: unknown) => new JObject(paid(host, null, content)),
      'An object of properties.',
      whole,
    ),
    parse: member('static JObject Parse(string json)', parseObject, 'Reads JSON text that is an object.', whole),
    fromObject: member(
      'static JObject FromObject(object o)',
      (host: Host, value: unknown) => objectFrom(host, required(value, 'o')),
      'A value as a JSON object.',
      whole,
    ),
    get: member('JToken this[string propertyName] { get; }', valueOfName, 'The value of a name; null when there is none.'),
    set: member(
      'JToken this[string propertyName] { set; }',
      (host: Host, object: JObject, name: string | null, value: JToken | null) =>
        growing(host, object).set(required(name, 'name'), paidToken(host, object, value)),
      'Sets the value of a name.',
      whole,
    ),
    add: member(
      'void Add(string propertyName, JToken value)',
      (host: Host, object: JObject, name: string | null, value: JToken | null) =>
        growing(host, object).insert(required(name, 'name'), paidToken(host, object, value)),
      'Adds a value under a new name.',
      whole,
    ),
    remove: member('bool Remove(string propertyName)', (object: JObject, name: string | null) => object.delete(name), 'Removes a name.'),
    containsKey: member(
      'bool ContainsKey(string propertyName)',
      (object: JObject, name: string | null) => object.has(name),
      'Whether a name is there.',
    ),
    tryGetValue: member(
      'bool TryGetValue(string propertyName, out JToken value)',
      (object: JObject, name: string | null, result: Ref<JToken | null>) => tryValue(object.lookup(name) ?? null, result),
      'The value of a name, if there is one.',
    ),
    tryGetValueBy: member(
      'bool TryGetValue(string propertyName, StringComparison comparison, out JToken value)',
      (object: JObject, name: string | null, comparison: number, result: Ref<JToken | null>) =>
        tryValue(valueBy(object, name, comparison), result),
      'The value of a name, if there is one.',
    ),
    getValue: member(
      'JToken GetValue(string propertyName)',
      (object: JObject, name: string | null) => object.lookup(name) ?? null,
      'The value of a name.',
    ),
    getValueBy: member('JToken GetValue(string propertyName, StringComparison comparison)', valueBy, 'The value of a name.'),
    property: member(
      'JProperty Property(string name)',
      (object: JObject, name: string | null) => (name === null ? null : (object.property(name) ?? null)),
      'The property of a name.',
    ),
    propertyBy: member('JProperty Property(string name, StringComparison comparison)', propertyBy, 'The property of a name.'),
    properties: member('IEnumerable<JProperty> Properties()', properties, 'The properties, in order.'),
    propertyValues: member(
      'JEnumerable<JToken> PropertyValues()',
      (object: JObject) => new JEnumerable(() => object.values()),
      'The values of the properties, in order.',
    ),
    getEnumerator: member(
      'IEnumerator<KeyValuePair<string, JToken>> GetEnumerator()',
      (object: JObject) => new Enumerator({ [Symbol.iterator]: () => object.pairs() }),
      'Steps through names and values.',
    ),
  },
);

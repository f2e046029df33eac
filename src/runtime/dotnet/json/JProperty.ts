import { dotnetType, member } from '../define.ts';
import { required } from '../failures.ts';
import { JProperty } from './containers.ts';
import type { JToken } from './token.ts';

export const JProperty_ = dotnetType('class Newtonsoft.Json.Linq.JProperty : JContainer', 'A name with its value.', {
  create: member(
    'JProperty(string name, object content)',
    (name: string | null, content: unknown) => new JProperty(name, content),
    'A property; several values make an array.',
  ),
  createOf: member(
    'JProperty(string name, params object[] content)',
    (name: string | null, content: unknown[] | null) => new JProperty(name, content),
    'A property; several values make an array.',
  ),
  createCopy: member(
    'JProperty(JProperty other)',
    (other: JProperty | null) => required(other, 'other').deepCopy() as JProperty,
    'A copy of a property.',
  ),
  name: member('string Name { get; }', (property: JProperty) => property.name, 'The name.'),
  value: member('JToken Value { get; }', (property: JProperty) => property.value, 'The value.'),
  setValue: member(
    'JToken Value { set; }',
    (property: JProperty, value: JToken | null) => {
      property.value = value;
    },
    'Sets the value.',
  ),
});

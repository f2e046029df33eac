import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { required } from '../failures.ts';
import { JProperty } from './containers.ts';
import { copyOf, paid, paidToken } from './paid.ts';
import type { JToken } from './token.ts';

const whole = { host: true } as const;

export const JProperty_ = dotnetType('class Newtonsoft.Json.Linq.JProperty : JContainer', 'A name with its value.', {
  create: member(
    'JProperty(string name, object content)',
    (host: Host, name: string | null, content: unknown) => new JProperty(name, paid(host, null, content)),
    'A property; several values make an array.',
    whole,
  ),
  createOf: member(
    'JProperty(string name, params object[] content)',
    (host: Host, name: string | null, content: unknown[] | null) => new JProperty(name, paid(host, null, content)),
    'A property; several values make an array.',
    whole,
  ),
  createCopy: member(
    'JProperty(JProperty other)',
    (host: Host, other: JProperty | null) => copyOf(host, required(other, 'other')),
    'A copy of a property.',
    whole,
  ),
  name: member('string Name { get; }', (property: JProperty) => property.name, 'The name.'),
  value: member('JToken Value { get; }', (property: JProperty) => property.value, 'The value.'),
  setValue: member(
    'JToken Value { set; }',
    (host: Host, property: JProperty, value: JToken | null) => {
      property.value = paidToken(host, property, value);
    },
    'Sets the value.',
    whole,
  ),
});

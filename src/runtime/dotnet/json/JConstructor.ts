import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { required } from '../failures.ts';
import { JConstructor } from './containers.ts';
import { copyOf, paid } from './paid.ts';
import { nameOf } from './token.ts';

const whole = { host: true } as const;

export const JConstructor_ = dotnetType('class Newtonsoft.Json.Linq.JConstructor : JContainer', '`new Name(…)` in JSON text.', {
  create: member('JConstructor()', () => new JConstructor(null), 'A constructor without a name.'),
  createName: member(
    'JConstructor(string name)',
    (name: string | null) => new JConstructor(nameOf(name)),
    'A constructor without arguments.',
  ),
  createFrom: member(
    'JConstructor(string name, object content)',
    (host: Host, name: string | null, content: unknown) => new JConstructor(nameOf(name), paid(host, null, content)),
    'A constructor with an argument, or several.',
    whole,
  ),
  createOf: member(
    'JConstructor(string name, params object[] content)',
    (host: Host, name: string | null, content: unknown[] | null) => new JConstructor(nameOf(name), paid(host, null, content)),
    'A constructor with arguments.',
    whole,
  ),
  createCopy: member(
    'JConstructor(JConstructor other)',
    (host: Host, other: JConstructor | null) => copyOf(host, required(other, 'other')),
    'A copy of a constructor.',
    whole,
  ),
  name: member('string Name { get; }', (token: JConstructor) => token.name, 'The name.'),
  setName: member(
    'string Name { set; }',
    (token: JConstructor, name: string | null) => {
      token.name = name;
    },
    'Sets the name.',
  ),
});

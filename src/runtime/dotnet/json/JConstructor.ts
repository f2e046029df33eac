import { dotnetType, member } from '../define.ts';
import { required } from '../failures.ts';
import { JConstructor } from './containers.ts';
import { nameOf } from './token.ts';

export const JConstructor_ = dotnetType('class Newtonsoft.Json.Linq.JConstructor : JContainer', '`new Name(…)` in JSON text.', {
  create: member('JConstructor()', () => new JConstructor(null), 'A constructor without a name.'),
  createName: member(
    'JConstructor(string name)',
    (name: string | null) => new JConstructor(nameOf(name)),
    'A constructor without arguments.',
  ),
  createFrom: member(
    'JConstructor(string name, object content)',
    (name: string | null, content: unknown) => new JConstructor(nameOf(name), content),
    'A constructor with an argument, or several.',
  ),
  createOf: member(
    'JConstructor(string name, params object[] content)',
    (name: string | null, content: unknown[] | null) => new JConstructor(nameOf(name), content),
    'A constructor with arguments.',
  ),
  createCopy: member(
    'JConstructor(JConstructor other)',
    (other: JConstructor | null) => required(other, 'other').deepCopy() as JConstructor,
    'A copy of a constructor.',
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

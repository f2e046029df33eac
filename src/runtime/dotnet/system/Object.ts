import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { hash } from '../hash.ts';
import { toText } from '../to-text.ts';
import { typeOf } from '../type-of.ts';
import { Type } from './Type.ts';

/** `new object()`: equal to itself alone. */
class Plain {}

/** Boxed ints, bools and strings have no identity here: equal ones are the same. */
const sameReference = (a: unknown, b: unknown): boolean => a === b;

export const Object_ = dotnetType('class System.Object', 'What every value is.', {
  create: member('Object()', () => new Plain(), 'A new object that is equal to itself alone.'),
  toString: member('string ToString()', (value: unknown) => toText(value), 'The text of the value.'),
  equals: member('bool Equals(object obj)', equals, 'Whether a value equals this one.'),
  equalsStatic: member('static bool Equals(object objA, object objB)', equals, 'Whether two values are equal; nulls are.'),
  referenceEquals: member(
    'static bool ReferenceEquals(object objA, object objB)',
    sameReference,
    'Whether two values are the same object.',
  ),
  getHashCode: member('int GetHashCode()', hash, 'A number that equal values share.'),
  getType: member('Type GetType()', (value: unknown) => new Type(typeOf(value)), 'The type of the value at run time.'),
});

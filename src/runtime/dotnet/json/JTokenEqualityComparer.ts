import { Budget } from '../../budget.ts';
import { type Comparer, defaultComparer } from '../collections/equality.ts';
import { dotnetType, member } from '../define.ts';
import { textHash } from '../hash.ts';
import { toText } from '../to-text.ts';
import { JTokenType_ as kinds } from './JTokenType.ts';
import { JContainer, JToken, JValue } from './token.ts';
import { deepEquals } from './tree.ts';

/** A text that tokens of the same content share; fractions are equal in many forms. */
function keyOf(value: unknown): unknown {
  if (value instanceof JContainer) return `${value.type} ${value.count}`;
  if (!(value instanceof JValue)) return value;
  return value.type === kinds.Float ? `${value.type}` : `${value.type} ${toText(value.value)}`;
}

/** Newtonsoft.Json.Linq.JTokenEqualityComparer: equality by content. */
export const tokenComparer: Comparer = {
  compare: defaultComparer.compare,
  equals: (a, b) => (a instanceof JToken && b instanceof JToken ? deepEquals(new Budget(), a, b) : a === b),
  key: keyOf,
};

export const JTokenEqualityComparer_ = dotnetType(
  'class Newtonsoft.Json.Linq.JTokenEqualityComparer : IEqualityComparer<JToken>',
  'Tells tokens apart by their content.',
  {
    create: member('JTokenEqualityComparer()', () => tokenComparer, 'Equality by content.'),
    equals: member(
      'bool Equals(JToken x, JToken y)',
      (comparer: Comparer, a: JToken | null, b: JToken | null) => comparer.equals(a, b),
      'Whether two tokens have the same content.',
    ),
    getHashCode: member(
      'int GetHashCode(JToken obj)',
      (comparer: Comparer, token: JToken | null) => (token === null ? 0 : textHash(String(comparer.key(token)))),
      'A number that equal tokens share.',
    ),
  },
);

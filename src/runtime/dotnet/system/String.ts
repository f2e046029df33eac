import { Enumerator } from '../collections/Enumerator.ts';
import { dotnetType, member } from '../define.ts';
import { chars } from '../iterate.ts';
import { STRING } from '../types.ts';
import { compareRows } from './string/compare-rows.ts';
import { composeRows } from './string/compose-rows.ts';
import { createRows } from './string/create-rows.ts';
import { editRows } from './string/edit-rows.ts';
import { searchRows } from './string/search-rows.ts';
import { Type } from './Type.ts';

export const String_ = dotnetType(
  'sealed class System.String : IComparable, IEnumerable<char>, IComparable<string>, IEquatable<string>',
  'Text: an immutable sequence of UTF-16 units.',
  {
    ...createRows,
    ...composeRows,
    ...compareRows,
    ...searchRows,
    ...editRows,
    toString: member('string ToString()', (text: string) => text, 'The text itself.'),
    toStringCulture: member('string ToString(IFormatProvider provider)', (text: string, _provider: unknown) => text, 'The text itself.'),
    clone: member('object Clone()', (text: string) => text, 'The text itself.'),
    getType: member('Type GetType()', (_value: string) => new Type(STRING), 'The type string.'),
    getTypeCode: member('TypeCode GetTypeCode()', (_value: string) => 18, 'TypeCode.String.'),
    getEnumerator: member(
      'CharEnumerator GetEnumerator()',
      (text: string) => new Enumerator({ [Symbol.iterator]: () => chars(text) }),
      'Steps through the characters.',
    ),
  },
);

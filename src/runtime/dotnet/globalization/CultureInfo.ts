import { constant, dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { runtimeType } from '../runtime-type.ts';
import { NetException, netType } from '../values.ts';

/** System.Globalization.CultureInfo. There is one culture here: texts, numbers and dates are those of the invariant one. */
export class CultureInfo {
  static readonly invariant = new CultureInfo();

  get [netType]() {
    return CULTURE_INFO;
  }

  toString(): string {
    return '';
  }
}

const CULTURE_INFO = runtimeType('System.Globalization.CultureInfo');

function named(name: string | null): CultureInfo {
  if (name === null) argumentNull('name');
  if (name === '') return CultureInfo.invariant;
  throw new NetException(
    'System.Globalization.CultureNotFoundException',
    `Culture is not supported. (Parameter 'name')\n${name} is an invalid culture identifier.`,
    null,
    'name',
  );
}

export const IFormatProvider_ = dotnetType('interface System.IFormatProvider', 'Something that knows the formats of a culture.', {});

export const CultureInfo_ = dotnetType(
  'class System.Globalization.CultureInfo : IFormatProvider',
  'The invariant culture; others are refused.',
  {
    create: member('CultureInfo(string name)', named, 'The culture of a name; only the empty name is known.'),
    invariantCulture: constant(
      'static readonly CultureInfo InvariantCulture',
      CultureInfo.invariant,
      'The culture that belongs to no country.',
    ),
    currentCulture: constant('static readonly CultureInfo CurrentCulture', CultureInfo.invariant, 'The invariant culture.'),
    currentUICulture: constant('static readonly CultureInfo CurrentUICulture', CultureInfo.invariant, 'The invariant culture.'),
    getCultureInfo: member('static CultureInfo GetCultureInfo(string name)', named, 'The culture of a name; only the empty name is known.'),
    name: member('string Name { get; }', (_culture: CultureInfo) => '', 'The name, which is empty.'),
    toString: member('string ToString()', (culture: CultureInfo) => culture.toString(), 'The name, which is empty.'),
  },
);

import { dotnetType, member } from '../define.ts';
import { equals } from '../equals.ts';
import { hash } from '../hash.ts';
import { parseVersion, readVersion, Version } from '../values/version.ts';
import type { Ref } from '../values.ts';

type Text = string | null;
type Other = Version | null;

function tryParse(text: Text, result: Ref<Other>): boolean {
  result.value = text === null ? null : (readVersion(text) ?? null);
  return result.value !== null;
}

const order = (a: Other, b: Other): number => (a === null ? (b === null ? 0 : -1) : a.compareTo(b));

export const Version_ = dotnetType(
  'sealed class System.Version : IComparable, IComparable<Version>, IEquatable<Version>',
  'A version number of two to four parts.',
  {
    fromText: member('Version(string version)', (text: Text) => parseVersion(text, 'version'), 'Reads a version.'),
    create2: member(
      'Version(int major, int minor)',
      (major: number, minor: number) => new Version([major, minor]),
      'A version of two parts.',
    ),
    create3: member(
      'Version(int major, int minor, int build)',
      (major: number, minor: number, build: number) => new Version([major, minor, build]),
      'A version of three parts.',
    ),
    create4: member(
      'Version(int major, int minor, int build, int revision)',
      (major: number, minor: number, build: number, revision: number) => new Version([major, minor, build, revision]),
      'A version of four parts.',
    ),
    parse: member('static Version Parse(string input)', (text: Text) => parseVersion(text, 'input'), 'Reads a version.'),
    tryParse: member('static bool TryParse(string input, out Version result)', tryParse, 'Reads a version, if the text is one.'),
    major: member('int Major { get; }', (version: Version) => version.part(0), 'The first part.'),
    minor: member('int Minor { get; }', (version: Version) => version.part(1), 'The second part.'),
    build: member('int Build { get; }', (version: Version) => version.part(2), 'The third part, or -1.'),
    revision: member('int Revision { get; }', (version: Version) => version.part(3), 'The fourth part, or -1.'),
    compareTo: member(
      'int CompareTo(Version value)',
      (version: Version, other: Other) => version.compareTo(other),
      'Orders this version and another.',
    ),
    compareToObject: member(
      'int CompareTo(object version)',
      (version: Version, other: unknown) => version.compareTo(other),
      'Orders this version and another.',
    ),
    equals: member('bool Equals(Version obj)', (version: Version, other: Other) => equals(version, other), 'Whether both are the same.'),
    equalsObject: member(
      'bool Equals(object obj)',
      (version: Version, other: unknown) => equals(version, other),
      'Whether a value is the same version.',
    ),
    getHashCode: member('int GetHashCode()', (version: Version) => hash(version), 'A number that equal values share.'),
    toString: member('string ToString()', (version: Version) => version.toString(), 'The parts with points between them.'),
    toStringCount: member(
      'string ToString(int fieldCount)',
      (version: Version, count: number) => version.toString(count),
      'The first parts with points between them.',
    ),
    equal: member('static bool operator ==(Version v1, Version v2)', (a: Other, b: Other) => equals(a, b), 'Whether both are the same.'),
    notEqual: member('static bool operator !=(Version v1, Version v2)', (a: Other, b: Other) => !equals(a, b), 'Whether both differ.'),
    less: member('static bool operator <(Version v1, Version v2)', (a: Other, b: Other) => order(a, b) < 0, 'Whether the first is older.'),
    lessOrEqual: member(
      'static bool operator <=(Version v1, Version v2)',
      (a: Other, b: Other) => order(a, b) <= 0,
      'Whether the first is not newer.',
    ),
    greater: member(
      'static bool operator >(Version v1, Version v2)',
      (a: Other, b: Other) => order(a, b) > 0,
      'Whether the first is newer.',
    ),
    greaterOrEqual: member(
      'static bool operator >=(Version v1, Version v2)',
      (a: Other, b: Other) => order(a, b) >= 0,
      'Whether the first is not older.',
    ),
  },
);

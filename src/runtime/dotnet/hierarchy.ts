import { exceptionBases } from './exceptions.ts';
import { type RuntimeType, runtimeType } from './runtime-type.ts';
import { CHAR, OBJECT } from './types.ts';

type Bases = (args: readonly RuntimeType[]) => readonly RuntimeType[];

const generic = 'System.Collections.Generic';
const linq = 'Newtonsoft.Json.Linq';
const xlinq = 'System.Xml.Linq';
const crypto = 'System.Security.Cryptography';
const regex = 'System.Text.RegularExpressions';

const of = (name: string, ...args: RuntimeType[]): RuntimeType => runtimeType(name, null, args);
const plain =
  (...names: string[]): Bases =>
  () =>
    names.map((name) => of(name));
/** The same arguments handed on: `List<T> : IList<T>`. */
const same =
  (...names: string[]): Bases =>
  (args) =>
    names.map((name) => of(name, ...args));
const pair = (args: readonly RuntimeType[]): RuntimeType => of(`${generic}.KeyValuePair\`2`, ...args);
const jtoken = of(`${linq}.JToken`);

/** A collection whose items have one type of their own. */
const listsOf =
  (item: string): Bases =>
  () => [of(`${generic}.IList\`1`, of(item)), of(`${generic}.IReadOnlyList\`1`, of(item))];
const listBases: Bases = (args) => [
  of(`${generic}.IList\`1`, ...args),
  of(`${generic}.IReadOnlyList\`1`, ...args),
  of('System.Collections.IList'),
];

/** Simple values that have an order. */
const comparable = (type: RuntimeType): RuntimeType[] => [
  of('System.IComparable'),
  of('System.IComparable`1', type),
  of('System.IEquatable`1', type),
];

/** Those that have formats too. */
const formattable = 'SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal DateTime DateTimeOffset TimeSpan Guid'.split(
  ' ',
);
const mapBases = same(`${generic}.IDictionary\`2`, `${generic}.IReadOnlyDictionary\`2`);

/** What a type derives from or implements, directly. Types that only derive from object are left out. */
const table: ReadonlyMap<string, Bases> = new Map<string, Bases>([
  ['System.String', () => [of(`${generic}.IEnumerable\`1`, CHAR), ...comparable(of('System.String'))]],
  ...['Boolean', 'Char'].map((name): [string, Bases] => [`System.${name}`, () => comparable(of(`System.${name}`))]),
  ...formattable.map((name): [string, Bases] => [`System.${name}`, () => [of('System.IFormattable'), ...comparable(of(`System.${name}`))]]),
  ...[1, 2, 3, 4, 5, 6, 7].map((size): [string, Bases] => [`System.ValueTuple\`${size}`, plain('System.IComparable')]),
  ['System.TimeZoneInfo', () => [of('System.IEquatable`1', of('System.TimeZoneInfo'))]],
  [
    'System.Security.Cryptography.RSAEncryptionPadding',
    () => [of('System.IEquatable`1', of('System.Security.Cryptography.RSAEncryptionPadding'))],
  ],
  [
    'System.Security.Cryptography.RSASignaturePadding',
    () => [of('System.IEquatable`1', of('System.Security.Cryptography.RSASignaturePadding'))],
  ],
  ['System.Version', () => comparable(of('System.Version'))],
  ['System.Enum', plain('System.IComparable', 'System.IFormattable')],
  ['System.CharEnumerator', () => [of(`${generic}.IEnumerator\`1`, CHAR)]],
  ['System.Array', plain('System.Collections.IList')],
  ['System.Collections.IList', plain('System.Collections.ICollection')],
  ['System.Collections.ICollection', plain('System.Collections.IEnumerable')],
  [`${crypto}.KeyedHashAlgorithm`, plain(`${crypto}.HashAlgorithm`)],
  [`${crypto}.HMAC`, plain(`${crypto}.KeyedHashAlgorithm`)],
  [`${crypto}.RSA`, plain(`${crypto}.AsymmetricAlgorithm`)],
  ...['RSACryptoServiceProvider', 'RSACng'].map((name): [string, Bases] => [`${crypto}.${name}`, plain(`${crypto}.RSA`)]),
  [`${crypto}.X509Certificates.X509Certificate2`, plain(`${crypto}.X509Certificates.X509Certificate`)],
  [`${crypto}.RNGCryptoServiceProvider`, plain(`${crypto}.RandomNumberGenerator`)],
  ...['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'].flatMap((name): [string, Bases][] => [
    [`${crypto}.${name}`, plain(`${crypto}.HashAlgorithm`)],
    [`${crypto}.HMAC${name}`, plain(`${crypto}.HMAC`)],
    [`${crypto}.${name}Managed`, plain(`${crypto}.${name}`)],
    [`${crypto}.${name}CryptoServiceProvider`, plain(`${crypto}.${name}`)],
  ]),
  ...['ASCII', 'Unicode', 'UTF8'].map((name): [string, Bases] => [`System.Text.${name}Encoding`, plain('System.Text.Encoding')]),
  ['[]', (args) => [of('System.Array'), ...listBases(args)]],
  ...['[,]', '[,,]', '[,,,]'].map((name): [string, Bases] => [name, plain('System.Array')]),
  [`${generic}.List\`1`, listBases],
  ['System.Collections.ObjectModel.ReadOnlyCollection`1', listBases],
  [`${generic}.Dictionary\`2`, mapBases],
  ...['KeyCollection', 'ValueCollection'].flatMap((name, i): [string, Bases][] => {
    const bases: Bases = (args) => [
      of(`${generic}.ICollection\`1`, args[i] ?? OBJECT),
      of(`${generic}.IReadOnlyCollection\`1`, args[i] ?? OBJECT),
    ];
    return [
      [`${generic}.Dictionary\`2+${name}`, bases],
      [`${generic}.Dictionary.${name}\`2`, bases],
    ];
  }),
  [`${generic}.SortedDictionary\`2`, mapBases],
  ['System.Collections.ObjectModel.ReadOnlyDictionary`2', mapBases],
  [`${generic}.HashSet\`1`, same(`${generic}.ISet\`1`, `${generic}.IReadOnlyCollection\`1`)],
  [`${generic}.SortedSet\`1`, same(`${generic}.ISet\`1`, `${generic}.IReadOnlyCollection\`1`)],
  [`${generic}.Queue\`1`, same(`${generic}.IReadOnlyCollection\`1`)],
  [`${generic}.Stack\`1`, same(`${generic}.IReadOnlyCollection\`1`)],
  [`${generic}.IList\`1`, same(`${generic}.ICollection\`1`)],
  [`${generic}.ISet\`1`, same(`${generic}.ICollection\`1`)],
  [`${generic}.ICollection\`1`, same(`${generic}.IEnumerable\`1`)],
  [`${generic}.IReadOnlyList\`1`, same(`${generic}.IReadOnlyCollection\`1`)],
  [`${generic}.IReadOnlyCollection\`1`, same(`${generic}.IEnumerable\`1`)],
  [`${generic}.IDictionary\`2`, (args) => [of(`${generic}.ICollection\`1`, pair(args))]],
  [`${generic}.IReadOnlyDictionary\`2`, (args) => [of(`${generic}.IReadOnlyCollection\`1`, pair(args))]],
  [`${generic}.IEnumerable\`1`, plain('System.Collections.IEnumerable')],
  ['System.Linq.IOrderedEnumerable`1', same(`${generic}.IEnumerable\`1`)],
  ['System.Linq.IGrouping`2', (args) => [of(`${generic}.IEnumerable\`1`, args[1] ?? OBJECT)]],
  ['System.Linq.Lookup`2', same('System.Linq.ILookup`2')],
  ['System.Linq.ILookup`2', (args) => [of(`${generic}.IEnumerable\`1`, of('System.Linq.IGrouping`2', ...args))]],
  [`${linq}.JToken`, () => [of(`${linq}.IJEnumerable\`1`, jtoken)]],
  [`${linq}.IJEnumerable\`1`, same(`${generic}.IEnumerable\`1`)],
  [`${linq}.JEnumerable\`1`, same(`${linq}.IJEnumerable\`1`)],
  [`${linq}.JContainer`, () => [jtoken, of(`${generic}.IList\`1`, jtoken)]],
  [`${linq}.JObject`, () => [of(`${linq}.JContainer`), of(`${generic}.IDictionary\`2`, of('System.String'), jtoken)]],
  [`${linq}.JArray`, plain(`${linq}.JContainer`)],
  [`${linq}.JProperty`, plain(`${linq}.JContainer`)],
  [`${linq}.JConstructor`, plain(`${linq}.JContainer`)],
  [`${linq}.JValue`, () => [jtoken, of('System.IFormattable'), ...comparable(of(`${linq}.JValue`))]],
  ['Newtonsoft.Json.Converters.StringEnumConverter', plain('Newtonsoft.Json.JsonConverter')],
  ['Newtonsoft.Json.Serialization.DefaultContractResolver', plain('Newtonsoft.Json.Serialization.IContractResolver')],
  ['Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver', plain('Newtonsoft.Json.Serialization.DefaultContractResolver')],
  [`${linq}.JRaw`, plain(`${linq}.JValue`)],
  [`${xlinq}.XName`, () => [of('System.IEquatable`1', of(`${xlinq}.XName`))]],
  [`${xlinq}.XAttribute`, plain(`${xlinq}.XObject`)],
  [`${xlinq}.XNode`, plain(`${xlinq}.XObject`)],
  [`${xlinq}.XContainer`, plain(`${xlinq}.XNode`)],
  [`${xlinq}.XElement`, plain(`${xlinq}.XContainer`)],
  [`${xlinq}.XDocument`, plain(`${xlinq}.XContainer`)],
  [`${xlinq}.XText`, plain(`${xlinq}.XNode`)],
  [`${xlinq}.XCData`, plain(`${xlinq}.XText`)],
  [`${xlinq}.XComment`, plain(`${xlinq}.XNode`)],
  [`${xlinq}.XProcessingInstruction`, plain(`${xlinq}.XNode`)],
  [`${xlinq}.XDocumentType`, plain(`${xlinq}.XNode`)],
  ['System.Text.RegularExpressions.Match', plain('System.Text.RegularExpressions.Group')],
  ['System.Text.RegularExpressions.Group', plain('System.Text.RegularExpressions.Capture')],
  [`${regex}.MatchCollection`, listsOf(`${regex}.Match`)],
  [`${regex}.GroupCollection`, listsOf(`${regex}.Group`)],
  [`${regex}.CaptureCollection`, listsOf(`${regex}.Capture`)],
  ...['XmlDocument', 'XmlElement', 'XmlAttribute', 'XmlText', 'XmlComment'].map((name): [string, Bases] => [
    `System.Xml.${name}`,
    plain('System.Xml.XmlNode'),
  ]),
  ...['XmlNode', 'XmlNodeList', 'XmlAttributeCollection'].map((name): [string, Bases] => [
    `System.Xml.${name}`,
    () => [of(`${generic}.IEnumerable\`1`, of(name === 'XmlAttributeCollection' ? 'System.Xml.XmlAttribute' : 'System.Xml.XmlNode'))],
  ]),
  ['System.IO.StringReader', plain('System.IO.TextReader')],
  ['System.IO.StringWriter', plain('System.IO.TextWriter')],
]);

/** The direct bases of a type, object left out. */
export function basesOf(type: RuntimeType): readonly RuntimeType[] {
  if (type.enumNames !== undefined) return [of('System.Enum')];
  const bases = table.get(type.name);
  return bases === undefined ? exceptionBases(type.name).map((name) => of(name)) : bases(type.args);
}

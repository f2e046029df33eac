import { dotnetType, member, type Row } from '../define.ts';
import { ContractResolver, JsonSerializerSettings, StringEnumConverter } from './settings.ts';

type Settings = JsonSerializerSettings;
type Getter<K extends keyof Settings> = Row<(settings: Settings) => Settings[K]>;
type Setter<K extends keyof Settings> = Row<(settings: Settings, value: Settings[K]) => void>;
type Accessors<K extends keyof Settings> = { readonly [_ in K]: Getter<K> } & { readonly [_ in `set${Capitalize<K>}`]: Setter<K> };

/** A setting that can be read and written; the C# name is the JavaScript name with a capital letter. */
function setting<const K extends keyof Settings>(key: K, type: string, doc: string): Accessors<K> {
  const name = key.charAt(0).toUpperCase() + key.slice(1);
  const rows = {
    [key]: member(`${type} ${name} { get; }`, (settings: Settings) => settings[key], doc),
    [`set${name}`]: member(
      `${type} ${name} { set; }`,
      (settings: Settings, value: Settings[K]) => {
        settings[key] = value;
      },
      doc,
    ),
  };
  return rows as unknown as Accessors<K>;
}

export const IContractResolver_ = dotnetType(
  'interface Newtonsoft.Json.Serialization.IContractResolver',
  'What decides about names of members.',
  {},
);

export const DefaultContractResolver_ = dotnetType(
  'class Newtonsoft.Json.Serialization.DefaultContractResolver : IContractResolver',
  'Names of members as they are.',
  { create: member('DefaultContractResolver()', () => new ContractResolver(false), 'The usual names.') },
);

export const CamelCasePropertyNamesContractResolver_ = dotnetType(
  'class Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver : DefaultContractResolver',
  'Names of members begin with a small letter.',
  { create: member('CamelCasePropertyNamesContractResolver()', () => new ContractResolver(true), 'Names that begin with a small letter.') },
);

export const JsonConverter_ = dotnetType('abstract class Newtonsoft.Json.JsonConverter', 'What writes some types in its own way.', {});

export const StringEnumConverter_ = dotnetType(
  'class Newtonsoft.Json.Converters.StringEnumConverter : JsonConverter',
  'Writes values of enums by name.',
  {
    create: member('StringEnumConverter()', () => new StringEnumConverter(false), 'Names as they are.'),
    createCamelCase: member(
      'StringEnumConverter(bool camelCaseText)',
      (camelCaseText: boolean) => new StringEnumConverter(camelCaseText),
      'Names that may begin with a small letter.',
    ),
  },
);

export const JsonSerializerSettings_ = dotnetType('class Newtonsoft.Json.JsonSerializerSettings', 'How JSON is written and read.', {
  create: member('JsonSerializerSettings()', () => new JsonSerializerSettings(), 'The usual settings.'),
  ...setting('formatting', 'Formatting', 'Whether the text is indented.'),
  ...setting('nullValueHandling', 'NullValueHandling', 'Whether members that are null are written.'),
  ...setting('defaultValueHandling', 'DefaultValueHandling', 'Whether members with the default of their type are written.'),
  ...setting('stringEscapeHandling', 'StringEscapeHandling', 'Which characters are escaped.'),
  ...setting('dateFormatHandling', 'DateFormatHandling', 'How dates are written.'),
  ...setting('dateFormatString', 'string', 'A format for dates.'),
  ...setting('dateTimeZoneHandling', 'DateTimeZoneHandling', 'The zone in which dates are written and read.'),
  ...setting('dateParseHandling', 'DateParseHandling', 'What texts that look like dates are read as.'),
  ...setting('floatParseHandling', 'FloatParseHandling', 'What numbers with a fraction are read as.'),
  ...setting('converters', 'IList<JsonConverter>', 'What writes some types in their own way.'),
  ...setting('contractResolver', 'IContractResolver', 'What decides about names of members.'),
});

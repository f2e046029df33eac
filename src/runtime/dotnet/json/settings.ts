import { List } from '../collections/list-value.ts';
import { equals } from '../equals.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { lowerChar } from '../text/case-mapping.ts';
import { isCharacter } from '../text/character.ts';
import { enumText } from '../to-text.ts';
import { DateTime } from '../values/date-time.ts';
import type { DateTimeOffset } from '../values/date-time-offset.ts';
import { netType } from '../values.ts';
import { DateFormatHandling_ } from './DateFormatHandling.ts';
import { DateParseHandling_ } from './DateParseHandling.ts';
import { DateTimeZoneHandling_ } from './DateTimeZoneHandling.ts';
import { DefaultValueHandling_ } from './DefaultValueHandling.ts';
import { FloatParseHandling_ } from './FloatParseHandling.ts';
import { Formatting_ } from './Formatting.ts';
import type { Contract } from './from-object.ts';
import { isoDate, microsoftDate } from './json-text.ts';
import { NullValueHandling_ } from './NullValueHandling.ts';
import { inZone, type ReadOptions, usualReading } from './read-options.ts';
import { StringEscapeHandling_ } from './StringEscapeHandling.ts';
import type { WriteSettings } from './serialize.ts';

/** Newtonsoft.Json.Serialization.DefaultContractResolver and its camel-casing variant. */
export class ContractResolver {
  readonly camelCase: boolean;

  constructor(camelCase: boolean) {
    this.camelCase = camelCase;
  }
}

const ENUM_CONVERTER = runtimeType('Newtonsoft.Json.Converters.StringEnumConverter');

/** Newtonsoft.Json.JsonConverter; the only one there is writes enums by name. */
export class StringEnumConverter {
  camelCaseText: boolean;

  constructor(camelCaseText: boolean) {
    this.camelCaseText = camelCaseText;
  }

  get [netType](): RuntimeType {
    return ENUM_CONVERTER;
  }
}

const CONVERTER = runtimeType('Newtonsoft.Json.JsonConverter');

/** Newtonsoft.Json.JsonSerializerSettings, as far as it is supported. */
export class JsonSerializerSettings {
  formatting: number = Formatting_.None;
  nullValueHandling: number = NullValueHandling_.Include;
  stringEscapeHandling: number = StringEscapeHandling_.Default;
  dateFormatHandling: number = DateFormatHandling_.IsoDateFormat;
  dateFormatString: string | null = null;
  defaultValueHandling: number = DefaultValueHandling_.Include;
  dateParseHandling: number = DateParseHandling_.DateTime;
  floatParseHandling: number = FloatParseHandling_.Double;
  dateTimeZoneHandling: number = DateTimeZoneHandling_.RoundtripKind;
  contractResolver: ContractResolver | null = null;
  converters: Iterable<StringEnumConverter> = new List<StringEnumConverter>(CONVERTER, []);
}

const upper = (text: string, index: number): boolean => isCharacter('upper', text.charAt(index));

/** `FirstName` → `firstName`, `URLValue` → `urlValue`, as Newtonsoft does it. */
export function camelCase(name: string): string {
  if (name === '' || !upper(name, 0)) return name;
  let result = '';
  for (let i = 0; i < name.length; i++) {
    if (i === 1 && !upper(name, 1)) return result + name.slice(i);
    const next = name.charAt(i + 1);
    const lower = String.fromCharCode(lowerChar(name.charCodeAt(i)));
    if (i > 0 && next !== '' && !isCharacter('upper', next))
      return (isCharacter('separator', next) ? result + lower : result + name.charAt(i)) + name.slice(i + 1);
    result += lower;
  }
  return result;
}

const contractOf = (settings: JsonSerializerSettings): Contract => ({
  nameOf: settings.contractResolver?.camelCase === true ? camelCase : (name) => name,
  enumName: (value, type) => {
    const [converter] = settings.converters;
    if (converter === undefined || type.enumNames?.has(value) !== true) return undefined;
    const name = enumText(value, type);
    return converter.camelCaseText ? camelCase(name) : name;
  },
  drops: (value, type) => {
    if (value === null || value === undefined) return settings.nullValueHandling === NullValueHandling_.Ignore || dropsDefaults(settings);
    return dropsDefaults(settings) && equals(value, type.zero);
  },
});

const dropsDefaults = (settings: JsonSerializerSettings): boolean => (settings.defaultValueHandling & DefaultValueHandling_.Ignore) !== 0;

function dateTextOf(settings: JsonSerializerSettings): (date: DateTime | DateTimeOffset) => string {
  const { dateFormatString: format, dateTimeZoneHandling: zone } = settings;
  const isMicrosoft = settings.dateFormatHandling === DateFormatHandling_.MicrosoftDateFormat;
  return (date) => {
    const shown = date instanceof DateTime ? inZone(date, zone) : date;
    if (format !== null && format !== '') return shown.toString(format);
    return isMicrosoft ? microsoftDate(shown) : isoDate(shown);
  };
}

export const readSettings = (settings: JsonSerializerSettings | null): ReadOptions =>
  settings === null
    ? usualReading
    : { dates: settings.dateParseHandling, floats: settings.floatParseHandling, zone: settings.dateTimeZoneHandling };

/** The usual settings with converters. */
export function withConverters(converters: Iterable<StringEnumConverter> | null): JsonSerializerSettings {
  const settings = new JsonSerializerSettings();
  settings.converters = converters ?? [];
  return settings;
}

/** What null settings mean, too. */
export function writeSettings(settings: JsonSerializerSettings | null): WriteSettings {
  const chosen = settings ?? new JsonSerializerSettings();
  return {
    contract: contractOf(chosen),
    layout: {
      indented: chosen.formatting === Formatting_.Indented,
      handling: chosen.stringEscapeHandling,
      dateText: dateTextOf(chosen),
    },
  };
}

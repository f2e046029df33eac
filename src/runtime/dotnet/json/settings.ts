import { lowerChar } from '../text/case-mapping.ts';
import { isCharacter } from '../text/character.ts';
import type { DateTime } from '../values/date-time.ts';
import type { DateTimeOffset } from '../values/date-time-offset.ts';
import { DateFormatHandling_ } from './DateFormatHandling.ts';
import { Formatting_ } from './Formatting.ts';
import type { Contract } from './from-object.ts';
import { isoDate, microsoftDate } from './json-text.ts';
import { NullValueHandling_ } from './NullValueHandling.ts';
import { StringEscapeHandling_ } from './StringEscapeHandling.ts';
import type { WriteSettings } from './serialize.ts';

/** Newtonsoft.Json.Serialization.DefaultContractResolver and its camel-casing variant. */
export class ContractResolver {
  readonly camelCase: boolean;

  constructor(camelCase: boolean) {
    this.camelCase = camelCase;
  }
}

/** Newtonsoft.Json.JsonSerializerSettings, as far as it is supported. */
export class JsonSerializerSettings {
  formatting: number = Formatting_.None;
  nullValueHandling: number = NullValueHandling_.Include;
  stringEscapeHandling: number = StringEscapeHandling_.Default;
  dateFormatHandling: number = DateFormatHandling_.IsoDateFormat;
  dateFormatString: string | null = null;
  contractResolver: ContractResolver | null = null;
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
  dropNulls: settings.nullValueHandling === NullValueHandling_.Ignore,
});

function dateTextOf(settings: JsonSerializerSettings): (date: DateTime | DateTimeOffset) => string {
  const { dateFormatString: format } = settings;
  if (format !== null && format !== '') return (date) => date.toString(format);
  return settings.dateFormatHandling === DateFormatHandling_.MicrosoftDateFormat ? microsoftDate : isoDate;
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

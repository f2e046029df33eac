import { dotnetType, member } from '../define.ts';
import { ContractResolver, JsonSerializerSettings } from './settings.ts';

type Settings = JsonSerializerSettings;

const settingDoc = 'How values are written.';

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

export const JsonSerializerSettings_ = dotnetType('class Newtonsoft.Json.JsonSerializerSettings', 'How JSON is written and read.', {
  create: member('JsonSerializerSettings()', () => new JsonSerializerSettings(), 'The usual settings.'),
  formatting: member('Formatting Formatting { get; }', (settings: Settings) => settings.formatting, settingDoc),
  setFormatting: member(
    'Formatting Formatting { set; }',
    (settings: Settings, value: number) => {
      settings.formatting = value;
    },
    settingDoc,
  ),
  nullValueHandling: member('NullValueHandling NullValueHandling { get; }', (settings: Settings) => settings.nullValueHandling, settingDoc),
  setNullValueHandling: member(
    'NullValueHandling NullValueHandling { set; }',
    (settings: Settings, value: number) => {
      settings.nullValueHandling = value;
    },
    settingDoc,
  ),
  stringEscapeHandling: member(
    'StringEscapeHandling StringEscapeHandling { get; }',
    (settings: Settings) => settings.stringEscapeHandling,
    settingDoc,
  ),
  setStringEscapeHandling: member(
    'StringEscapeHandling StringEscapeHandling { set; }',
    (settings: Settings, value: number) => {
      settings.stringEscapeHandling = value;
    },
    settingDoc,
  ),
  dateFormatHandling: member(
    'DateFormatHandling DateFormatHandling { get; }',
    (settings: Settings) => settings.dateFormatHandling,
    settingDoc,
  ),
  setDateFormatHandling: member(
    'DateFormatHandling DateFormatHandling { set; }',
    (settings: Settings, value: number) => {
      settings.dateFormatHandling = value;
    },
    settingDoc,
  ),
  dateFormatString: member('string DateFormatString { get; }', (settings: Settings) => settings.dateFormatString, settingDoc),
  setDateFormatString: member(
    'string DateFormatString { set; }',
    (settings: Settings, value: string | null) => {
      settings.dateFormatString = value;
    },
    settingDoc,
  ),
  contractResolver: member('IContractResolver ContractResolver { get; }', (settings: Settings) => settings.contractResolver, settingDoc),
  setContractResolver: member(
    'IContractResolver ContractResolver { set; }',
    (settings: Settings, value: ContractResolver | null) => {
      settings.contractResolver = value;
    },
    settingDoc,
  ),
});

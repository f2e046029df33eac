import type { Host } from '../../host.ts';
import { toObject as boxed } from '../cast.ts';
import { dotnetType, member } from '../define.ts';
import { argument } from '../failures.ts';
import { type RuntimeType, typeText } from '../runtime-type.ts';
import type { Type } from '../system/Type.ts';
import { typeOf } from '../type-of.ts';
import { OBJECT } from '../types.ts';
import { xmlRows } from '../xml/json-convert-rows.ts';
import { deserialize, deserializeLike } from './deserialize.ts';
import { Formatting_ } from './Formatting.ts';
import { plainContract } from './from-object.ts';
import { escapes, quotedText, simpleJson } from './json-text.ts';
import { serialize, type WriteSettings } from './serialize.ts';
import { type JsonSerializerSettings, type StringEnumConverter, withConverters, writeSettings } from './settings.ts';

type Settings = JsonSerializerSettings | null;
type Text = string | null;

const whole = { host: true } as const;
const wholeGeneric = { host: true, typeArgs: true } as const;

const plain: WriteSettings = { contract: plainContract, layout: { indented: false, handling: escapes.usual } };

const withFormatting = (settings: WriteSettings, formatting: number): WriteSettings => ({
  ...settings,
  layout: { ...settings.layout, indented: formatting === Formatting_.Indented },
});

const notSimple = (value: unknown): never =>
  argument(`Unsupported type: ${typeText(typeOf(value))}. Use the JsonSerializer class to get the object's JSON representation.`);

export const JsonConvert_ = dotnetType('static class Newtonsoft.Json.JsonConvert', 'Values to JSON text and back.', {
  serializeObject: member(
    'static string SerializeObject(object value)',
    (host: Host, value: unknown) => serialize(host, value, plain),
    'JSON text in one line.',
    whole,
  ),
  serializeObjectFormatting: member(
    'static string SerializeObject(object value, Formatting formatting)',
    (host: Host, value: unknown, formatting: number) => serialize(host, value, withFormatting(plain, formatting)),
    'JSON text.',
    whole,
  ),
  serializeObjectSettings: member(
    'static string SerializeObject(object value, JsonSerializerSettings settings)',
    (host: Host, value: unknown, settings: Settings) => serialize(host, value, writeSettings(settings)),
    'JSON text as the settings say.',
    whole,
  ),
  serializeObjectFormattingSettings: member(
    'static string SerializeObject(object value, Formatting formatting, JsonSerializerSettings settings)',
    (host: Host, value: unknown, formatting: number, settings: Settings) =>
      serialize(host, value, withFormatting(writeSettings(settings), formatting)),
    'JSON text as the settings say.',
    whole,
  ),
  serializeObjectConverters: member(
    'static string SerializeObject(object value, params JsonConverter[] converters)',
    (host: Host, value: unknown, converters: StringEnumConverter[] | null) =>
      serialize(host, value, writeSettings(withConverters(converters))),
    'JSON text; some types are written in their own way.',
    whole,
  ),
  serializeObjectFormattingConverters: member(
    'static string SerializeObject(object value, Formatting formatting, params JsonConverter[] converters)',
    (host: Host, value: unknown, formatting: number, converters: StringEnumConverter[] | null) =>
      serialize(host, value, withFormatting(writeSettings(withConverters(converters)), formatting)),
    'JSON text; some types are written in their own way.',
    whole,
  ),
  deserializeObject: member(
    'static object DeserializeObject(string value)',
    (host: Host, text: Text) => deserialize(host, OBJECT, text, null),
    'What JSON text holds: a token, or a simple value.',
    whole,
  ),
  deserializeObjectSettings: member(
    'static object DeserializeObject(string value, JsonSerializerSettings settings)',
    (host: Host, text: Text, settings: Settings) => deserialize(host, OBJECT, text, settings),
    'What JSON text holds: a token, or a simple value.',
    whole,
  ),
  deserializeObjectType: member(
    'static object DeserializeObject(string value, Type type)',
    (host: Host, text: Text, type: Type | null) => {
      const wanted = type?.type ?? OBJECT;
      return boxed(deserialize(host, wanted, text, null), wanted);
    },
    'JSON text as an object of a type.',
    whole,
  ),
  deserializeAs: member(
    'static T DeserializeObject<T>(string value)',
    (host: Host, type: RuntimeType, text: Text) => deserialize(host, type, text, null),
    'JSON text as a `T`.',
    wholeGeneric,
  ),
  deserializeAsSettings: member(
    'static T DeserializeObject<T>(string value, JsonSerializerSettings settings)',
    (host: Host, type: RuntimeType, text: Text, settings: Settings) => deserialize(host, type, text, settings),
    'JSON text as a `T`.',
    wholeGeneric,
  ),
  deserializeAnonymousType: member(
    'static T DeserializeAnonymousType<T>(string value, T anonymousTypeObject)',
    (host: Host, type: RuntimeType, text: Text, like: unknown) => deserializeLike(host, type, text, like),
    'JSON text as an object of the type of another one.',
    wholeGeneric,
  ),
  ...xmlRows,
  toStringText: member(
    'static string ToString(string value)',
    (_host: Host, value: Text) => quotedText(value ?? ''),
    'A text as JSON.',
    whole,
  ),
  toStringObject: member(
    'static string ToString(object value)',
    (_host: Host, value: unknown) => (value === null ? 'null' : (simpleJson(value) ?? notSimple(value))),
    'A simple value as JSON.',
    whole,
  ),
});

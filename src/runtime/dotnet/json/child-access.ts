import { argument, argumentNull, indexOutOfRange, invalidOperation } from '../failures.ts';
import { typeText } from '../runtime-type.ts';
import { toText } from '../to-text.ts';
import { netType } from '../values.ts';
import { JArray, JConstructor, JObject } from './containers.ts';
import type { JContainer, JToken } from './token.ts';

const shown = (key: unknown): string => (key === null ? '{null}' : typeof key === 'string' ? `"${key}"` : toText(key));

const badKey = (does: 'Accessed' | 'Set', name: string, key: unknown, wanted: string): never =>
  argument(`${does} ${name} values with invalid key value: ${shown(key)}. ${wanted} expected.`);

const wants = {
  object: ['JObject', 'Object property name'],
  array: ['JArray', 'Int32 array index'],
  constructor: ['JConstructor', 'Argument position index'],
} as const;

export const itemAt = (container: JContainer, index: number): JToken => container.children[index] ?? indexOutOfRange();

export const valueOfName = (token: JObject, name: string | null): JToken | null =>
  token.lookup(name ?? argumentNull('propertyName')) ?? null;

/** `token[key]`: a name for an object, an index for an array. A missing name gives null, all else is an exception. */
export function childOf(token: JToken, key: unknown): JToken | null {
  if (token instanceof JObject) {
    if (key === null) argumentNull('key');
    return typeof key === 'string' ? valueOfName(token, key) : badKey('Accessed', ...wantedBy('object', key));
  }
  if (token instanceof JArray) {
    if (key === null) argumentNull('key');
    return typeof key === 'number' ? itemAt(token, key) : badKey('Accessed', ...wantedBy('array', key));
  }
  if (token instanceof JConstructor) {
    if (key === null) argumentNull('key');
    return typeof key === 'number' ? itemAt(token, key) : badKey('Accessed', ...wantedBy('constructor', key));
  }
  return invalidOperation(`Cannot access child value on ${typeText(token[netType])}.`);
}

/** `token[key] = value`. */
export function setChild(token: JToken, key: unknown, value: JToken | null): void {
  if (token instanceof JObject) {
    if (key === null) argumentNull('key');
    if (typeof key === 'string') token.set(key, value);
    else badKey('Set', ...wantedBy('object', key));
  } else if (token instanceof JArray) {
    if (key === null) argumentNull('key');
    if (typeof key === 'number') setItem(token, key, value);
    else badKey('Set', ...wantedBy('array', key));
  } else if (token instanceof JConstructor) {
    if (key === null) argumentNull('key');
    if (typeof key === 'number') setItem(token, key, value);
    else badKey('Set', ...wantedBy('constructor', key));
  } else invalidOperation(`Cannot set child value on ${typeText(token[netType])}.`);
}

export function setItem(container: JContainer, index: number, value: JToken | null): void {
  container.setAt(index, value);
}

function wantedBy(kind: keyof typeof wants, key: unknown): [string, unknown, string] {
  const [name, wanted] = wants[kind];
  return [name, key, wanted];
}

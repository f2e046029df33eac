import { Dictionary } from '../dotnet/collections/dictionary-value.ts';
import { List } from '../dotnet/collections/list-value.ts';
import { runtimeType } from '../dotnet/runtime-type.ts';
import { STRING } from '../dotnet/types.ts';
import { QueryMap } from './url.ts';

const listType = runtimeType('System.Collections.Generic.IList`1', null, [STRING]);

/** `Body.AsFormUrlEncodedContent()`: the fields of a form with their values in order. */
export function formFields(text: string): Dictionary<string, List<string>> {
  const fields = new Dictionary<string, List<string>>(STRING, listType);
  for (const [name, values] of QueryMap.parse(text).entries()) fields.set(name, new List(STRING, [...values]));
  return fields;
}

/** The other way: `name=value` pairs joined by `&`. */
export function formText(fields: Iterable<{ readonly key: string; readonly value: Iterable<string> }>): string {
  const pairs: string[] = [];
  for (const { key, value } of fields) for (const item of value) pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(item)}`);
  return pairs.join('&');
}

import type { StoredParameters } from '../../credentials/resources/stored.ts';
import { badRequest } from './arm-error.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The member of a JSON object; only what stands in the text itself, never what objects inherit. */
export const member = (json: Json, name: string): unknown => (Object.hasOwn(json, name) ? (json[name] ?? undefined) : undefined);

export function objectAt(value: unknown, target: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest(`\`${target}\` is not an object`, target);
  return value as Json;
}

export function optionalText(json: Json, name: string, target: string, most = 4_096): string | undefined {
  const value = member(json, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '' || value.length > most)
    throw badRequest(`\`${target}.${name}\` is not a text of 1 to ${most} characters`, `${target}.${name}`);
  return value;
}

export function requiredText(json: Json, name: string, target: string): string {
  const value = optionalText(json, name, target);
  if (value === undefined) throw badRequest(`\`${target}.${name}\` is missing`, `${target}.${name}`);
  return value;
}

/** A map from names of parameters to texts. What is null or left empty was not given. */
export function parametersAt(value: unknown, target: string): StoredParameters {
  if (value === undefined) return {};
  const found: [string, string][] = [];
  for (const [name, text] of Object.entries(objectAt(value, target))) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]{0,127}$/.test(name)) throw badRequest(`\`${target}\` has a member that cannot be a parameter`, target);
    if (text === null || text === '') continue;
    if (typeof text !== 'string') throw badRequest(`\`${target}.${name}\` is not a text`, `${target}.${name}`);
    found.push([name, text]);
  }
  return Object.fromEntries(found);
}

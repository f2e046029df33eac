import type { Description } from './description.ts';
import type { Gaps } from './gaps.ts';
import { gaps } from './gaps.ts';
import { isObject, type Json, listIn, objectIn, textIn } from './json.ts';

/** A schema with its references followed and its parts put together. */
export interface Merged {
  /** The component that it is, where it is one. */
  readonly ref: string | undefined;
  readonly schema: Json;
  readonly nullable: boolean;
}

const mostLevels = 16;

/** Follows `$ref` and puts `allOf` together. What one of `oneOf` or `anyOf` is beside null stands for it. */
export function mergeSchema(value: unknown, description: Description, found: Gaps, at: string, level = 0): Merged {
  if (!isObject(value) || level > mostLevels) return { ref: undefined, schema: {}, nullable: true };
  const ref = textIn(value, '$ref');
  if (ref !== undefined) {
    const target = description.resolve(ref);
    if (target === undefined) {
      found.add(gaps.unresolved, at, { ref });
      return { ref: undefined, schema: {}, nullable: true };
    }
    const merged = mergeSchema(target, description, found, at, level + 1);
    return { ...merged, ref: merged.ref ?? ref };
  }
  const nullable = value['nullable'] === true || types(value).includes('null');
  const choices = [...listIn(value, 'oneOf'), ...listIn(value, 'anyOf')];
  const kept = choices.filter((each) => !(isObject(each) && types(each).length === 1 && types(each)[0] === 'null'));
  const [only] = kept;
  if (kept.length === 1 && Object.keys(objectIn(value, 'properties')).length === 0) {
    const merged = mergeSchema(only, description, found, at, level + 1);
    return { ...merged, nullable: nullable || merged.nullable || kept.length < choices.length };
  }
  const parts = listIn(value, 'allOf');
  if (parts.length === 0) return { ref: undefined, schema: value, nullable };
  const merged = parts.map((part) => mergeSchema(part, description, found, at, level + 1));
  // One reference with a few words beside it is that reference.
  const [first] = merged;
  if (merged.length === 1 && first !== undefined && Object.keys(objectIn(value, 'properties')).length === 0)
    return { ...first, nullable: nullable || first.nullable };
  const all = [...merged.map(({ schema }) => schema), value];
  return {
    ref: undefined,
    nullable,
    schema: {
      ...Object.assign({}, ...all),
      allOf: undefined,
      properties: Object.assign({}, ...all.map((each) => objectIn(each, 'properties'))),
      required: all.flatMap((each) => listIn(each, 'required')),
    },
  };
}

/** The types that a schema names: one, or in 3.1 several. */
export function types(schema: Json): readonly string[] {
  const { type } = schema;
  if (Array.isArray(type)) return type.map(String);
  return typeof type === 'string' ? [type] : [];
}

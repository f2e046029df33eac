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
  const kept = choices.filter((each) => !isNothing(each));
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
  // What a component says of itself is not said of what is made with it: its words, and what is derived of it.
  const all = [...merged.map(({ ref: part, schema }) => (part === undefined ? schema : { ...schema, ...itsOwn })), value];
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

const itsOwn = { discriminator: undefined, title: undefined, description: undefined };

/** Null, also by the way in which older descriptions say it; or the empty text by which forms say that something is to be taken away. */
function isNothing(each: unknown): boolean {
  if (!isObject(each)) return false;
  const [value, ...more] = listIn(each, 'enum');
  if (value === '' && more.length === 0) return true;
  if (types(each).length === 1 && types(each)[0] === 'null') return true;
  return each['nullable'] === true && Object.keys(each).every((key) => key === 'nullable' || key === 'type') && types(each)[0] === 'object';
}

/** The types that a schema names: one, or in 3.1 several. */
export function types(schema: Json): readonly string[] {
  const { type } = schema;
  if (Array.isArray(type)) return type.map(String);
  return typeof type === 'string' ? [type] : [];
}

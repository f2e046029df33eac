import * as z from 'zod';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import type { NameRule } from './scalars/name.ts';

/** What a place in the file takes. */
export type Taken = 'text' | 'number' | 'boolean' | 'map' | 'list';

/** What the schema says of one place in the file. */
export interface Place {
  readonly takes: ReadonlySet<Taken>;
  /** The keys it knows, or undefined when it takes any (or is no map). */
  readonly keys: readonly string[] | undefined;
  /** References to files may stand here, and nothing in it is resolved when the file is read. */
  readonly admitsSecret: boolean;
  /** What stands here is a secret, whatever it is. */
  readonly isSecret: boolean;
  /** Numbers and `true` are taken as the text they are written as. */
  readonly asWritten: boolean;
  /** For a map with names of the author's choice: what they may look like. */
  readonly names: NameRule | undefined;
  /** Examples of a value, as they would be written. */
  readonly samples: readonly unknown[];
  child(key: string | number): Place | undefined;
}

/** Looks places up in a schema. Wrappers such as defaults and transforms are looked through: what counts is what is written. */
export function placeOf(schema: $ZodType): Place {
  const metas: Record<string, unknown>[] = [];
  const cores: $ZodTypes[] = [];
  unwrap(schema, metas, cores);
  const meta: Record<string, unknown> = Object.assign({}, ...metas.reverse());
  const takes = new Set<Taken>();
  const children = new Map<$ZodType, Place>();
  for (const core of cores) for (const taken of takenBy(core)) takes.add(taken);
  const shape = cores.map((core) => core._zod.def).find((def) => def.type === 'object')?.shape;
  return {
    takes,
    keys: shape === undefined ? undefined : Object.keys(shape),
    admitsSecret: meta['admitsSecret'] === true,
    isSecret: meta['isSecret'] === true,
    asWritten: meta['asWritten'] === true,
    names: isNameRule(meta['names']) ? meta['names'] : undefined,
    samples: Array.isArray(meta['samples']) ? meta['samples'] : [],
    child: (key) => {
      const inner = cores.map((core) => innerOf(core, key)).find((found) => found !== undefined);
      if (inner === undefined) return undefined;
      const known = children.get(inner) ?? placeOf(inner);
      children.set(inner, known);
      return known;
    },
  };
}

const isNameRule = (value: unknown): value is NameRule => typeof value === 'object' && value !== null && 'form' in value;

function unwrap(schema: $ZodType, metas: Record<string, unknown>[], cores: $ZodTypes[]): void {
  metas.push(z.globalRegistry.get(schema) ?? {});
  const known = schema as $ZodTypes;
  const { def } = known._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
      unwrap(def.innerType, metas, cores);
      return;
    case 'pipe':
      unwrap(def.in, metas, cores);
      return;
    case 'union':
      for (const option of def.options) unwrap(option, [], cores);
      return;
    default:
      cores.push(known);
  }
}

function takenBy(core: $ZodTypes): readonly Taken[] {
  const { def } = core._zod;
  switch (def.type) {
    case 'string':
    case 'enum':
      return ['text'];
    case 'literal':
      return def.values.map((value) => (typeof value === 'boolean' ? 'boolean' : 'text'));
    case 'number':
      return ['number'];
    case 'boolean':
      return ['boolean'];
    case 'array':
    case 'tuple':
      return ['list'];
    case 'object':
    case 'record':
      return ['map'];
    default:
      return [];
  }
}

function innerOf(core: $ZodTypes, key: string | number): $ZodType | undefined {
  const { def } = core._zod;
  if (def.type === 'object') return Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
  if (def.type === 'record') return def.valueType;
  if (def.type === 'tuple') return def.items[Number(key)];
  return def.type === 'array' ? def.element : undefined;
}

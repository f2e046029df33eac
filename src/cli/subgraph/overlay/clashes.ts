import { GraphQLError, Kind, parse } from 'graphql';
import { hasFields, isType, rootTypes } from '../../../gateway/2-plan/written/definitions.ts';
import type { Part } from './choose-part.ts';
import type { Prefix } from './write-overlay.ts';

/** Names of types and root fields that other subgraphs have. Scalars of one name are one. */
export function namesOf(schemas: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const sdl of schemas) {
    const document = parsed(sdl);
    if (document === undefined) continue;
    const roots = rootTypes(document);
    for (const each of document.definitions) {
      if (!isType(each)) continue;
      if (roots.has(each.name.value)) for (const { name } of hasFields(each) ? (each.fields ?? []) : []) names.add(`.${name.value}`);
      else if (each.kind !== Kind.SCALAR_TYPE_DEFINITION) names.add(each.name.value);
    }
  }
  return names;
}

/** What is wrong with another's schema is for composition to say. */
function parsed(sdl: string) {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** Names of a part that another subgraph has already. */
export function clashes({ fields, internal }: Part, roots: ReadonlySet<string>, taken: ReadonlySet<string>): readonly string[] {
  return [...fields].flatMap(([type, kept]) => {
    if (roots.has(type)) return [...kept].filter((field) => taken.has(`.${field}`) && !internal.has(field));
    return taken.has(type) ? [type] : [];
  });
}

/** `GitHub` and `git_hub_` for the subgraph `git-hub`; the author may want other capitals. */
export function prefixFor(name: string): Prefix {
  const words = name.split(/[-_]+/).filter((word) => word !== '');
  return {
    types: words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
    fields: `${words.map((word) => word.toLowerCase()).join('_')}_`,
  };
}

import type { Candidate } from './bound.ts';
import { classChain, superTypes } from './hierarchy.ts';
import type { Library } from './library.ts';
import type { Constant, Field, Indexer, Property } from './member.ts';
import { isInterface, type NamedType, type Type } from './type.ts';

/** What a name means on a type: a value, or a group of methods gathered along the hierarchy. */
export type Found =
  | { readonly kind: 'value'; readonly member: Property | Field | Constant; readonly owner: NamedType }
  | { readonly kind: 'methods'; readonly methods: readonly Candidate[] };

const named = (types: readonly Type[]): NamedType[] => types.filter((each): each is NamedType => each.kind === 'named');

/** The named types whose members can be used on a `type`, most derived first. */
export function memberTypes(library: Library, type: Type): readonly NamedType[] {
  switch (type.kind) {
    case 'named':
      if (!isInterface(type)) return named(classChain(library, type));
      return [type, ...named(superTypes(library, type)), ...named([library.special('object')])];
    case 'tuple':
      return named([
        library.core(
          `System.ValueTuple\`${type.elements.length}`,
          type.elements.map((element) => element.type),
        ),
        ...classChain(library, library.core('System.ValueType')),
      ]);
    case 'array':
      return named(classChain(library, library.core('System.Array')));
    case 'nullable':
      return named([library.core('System.Nullable`1', [type.of]), ...classChain(library, library.core('System.ValueType'))]);
    case 'parameter':
      return [...(type.bounds ?? []).flatMap((bound) => memberTypes(library, bound)), ...named([library.special('object')])];
    case 'anonymous':
      return named([library.special('object')]);
    default:
      return [];
  }
}

/** Looks a name up on a type. A value hides everything of that name further up; methods of all levels gather. */
export function lookUp(library: Library, type: Type, name: string): Found | undefined {
  const methods: Candidate[] = [];
  for (const owner of memberTypes(library, type)) {
    const { members } = owner.definition;
    const value = members.values.get(name);
    if (value !== undefined && methods.length === 0) return { kind: 'value', member: value, owner };
    for (const method of members.methods.get(name) ?? []) methods.push({ method, owner });
  }
  return methods.length === 0 ? undefined : { kind: 'methods', methods };
}

/** The methods of a name on all levels of a type, whatever else has the name. */
export const methodsNamed = (library: Library, type: Type, name: string): Candidate[] =>
  memberTypes(library, type).flatMap((owner) => (owner.definition.members.methods.get(name) ?? []).map((method) => ({ method, owner })));

export interface FoundIndexer {
  readonly indexer: Indexer;
  readonly owner: NamedType;
}

/** The indexers of a type, with those it inherits. */
export function lookUpIndexers(library: Library, type: Type): readonly FoundIndexer[] {
  return memberTypes(library, type).flatMap((owner) => owner.definition.members.indexers.map((indexer) => ({ indexer, owner })));
}

/** Every name that could stand behind a dot, for the nearest one. */
export function* memberNames(library: Library, type: Type): Iterable<string> {
  if (type.kind === 'tuple')
    for (const [i, element] of type.elements.entries()) {
      yield `Item${i + 1}`;
      if (element.name !== undefined) yield element.name;
    }
  if (type.kind === 'anonymous') for (const member of type.members) yield member.name;
  if (type.kind === 'nullable') yield* ['HasValue', 'Value', 'GetValueOrDefault'];
  for (const owner of memberTypes(library, type)) yield* owner.definition.members.names;
}

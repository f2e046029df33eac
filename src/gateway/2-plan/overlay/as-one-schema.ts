import { type DefinitionNode, type DocumentNode, type FieldDefinitionNode, print } from 'graphql';
import { hasFields, isType } from '../written/definitions.ts';

/** An overlay as composition would take it, however its author pieced it together. */
export const asOneSchema = (document: DocumentNode): DocumentNode => withoutRepeats(defined(document));

/** `extend type X` of a type that is not defined defines it, as it does for composition. */
function defined({ definitions, ...document }: DocumentNode): DocumentNode {
  const known = new Set(definitions.flatMap((each) => (isType(each) && each.kind.endsWith('Definition') ? [each.name.value] : [])));
  return {
    ...document,
    definitions: definitions.map((each): DefinitionNode => {
      if (!isType(each) || !each.kind.endsWith('Extension') || known.has(each.name.value)) return each;
      known.add(each.name.value);
      return { ...each, kind: each.kind.replace(/Extension$/, 'Definition') } as DefinitionNode;
    }),
  };
}

/** Published schemas may say a field twice (GitHub's does, in 15.26.1). What is said in the same words once more is left out. */
function withoutRepeats({ definitions, ...document }: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: definitions.map((each): DefinitionNode => {
      if (!hasFields(each)) return each;
      const first = new Map<string, FieldDefinitionNode>();
      const fields = (each.fields ?? []).filter((field) => {
        const known = first.get(field.name.value);
        if (known === undefined) first.set(field.name.value, field);
        return known === undefined || wording(known) !== wording(field);
      });
      return { ...each, fields };
    }),
  };
}

const wording = ({ type, arguments: given = [], directives = [] }: FieldDefinitionNode): string =>
  [print(type), ...given.map(({ name, type: own }) => `${name.value}: ${print(own)}`), ...directives.map((each) => print(each))].join(' ');

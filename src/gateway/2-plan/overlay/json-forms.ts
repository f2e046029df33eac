import { type DocumentNode, type GraphQLSchema, getNamedType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import { has, hasFields, isType, text } from '../written/definitions.ts';
import type { OverlayFault } from './fault.ts';
import type { JsonForms } from './overlay.ts';

/** Reads `@discriminator` of interfaces and unions, and `@is` and `@nullIfNotFound` of fields. */
export function jsonForms(
  { definitions }: DocumentNode,
  schema: GraphQLSchema,
): { readonly forms: JsonForms; readonly faults: readonly OverlayFault[] } {
  const discriminators = new Map<string, string>();
  const references = new Map<string, string>();
  const nullIfNotFound = new Set<string>();
  const faults: OverlayFault[] = [];
  for (const type of definitions.filter(isType)) {
    const own = type.name.value;
    const told = type.directives?.find(({ name }) => name.value === 'discriminator');
    if (told !== undefined) discriminators.set(own, text(told, 'field') ?? '');
    for (const field of hasFields(type) ? (type.fields ?? []) : []) {
      if (has(field.directives, 'nullIfNotFound')) nullIfNotFound.add(`${own}.${field.name.value}`);
      const is = field.directives?.find(({ name }) => name.value === 'is');
      if (is === undefined) continue;
      const wanted = text(is, 'field') ?? '';
      references.set(`${own}.${field.name.value}`, wanted);
      const { object, name } = objectOf(schema, own, field.name.value);
      if (object !== undefined && Object.hasOwn(object.getFields(), wanted)) continue;
      faults.push({
        code: 'IS_FIELD',
        message:
          object === undefined ? `\`${name}\` is no object that could stand for something else` : `\`${name}\` has no field \`${wanted}\``,
        help: 'name a field of the object that the API has a text or number of, as in `customer: Customer @is(field: "id")`',
        node: is,
      });
    }
  }
  return { forms: { discriminators, references, nullIfNotFound }, faults };
}

/** What a field brings; of a union the first type. */
function objectOf(schema: GraphQLSchema, owner: string, field: string) {
  const type = schema.getType(owner);
  const known = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  const named = known === undefined ? undefined : getNamedType(known.type);
  const first = isUnionType(named) ? named.getTypes()[0] : named;
  return { object: isObjectType(first) || isInterfaceType(first) ? first : undefined, name: first?.name ?? field };
}

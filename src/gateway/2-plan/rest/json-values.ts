import {
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  getNamedType,
  isAbstractType,
  isEnumType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { Overlay } from '../overlay/overlay.ts';
import { localValue, localValues } from '../overlay/remote-values.ts';
import type { ObjectTypes } from './object-types.ts';

/** JSON of a backend as values of the graph. */
export class JsonValues {
  readonly #overlay: Overlay;
  readonly #types: ObjectTypes;

  constructor(overlay: Overlay, types: ObjectTypes) {
    this.#overlay = overlay;
    this.#types = types;
  }

  /** The value of a field: enums by the graph's names, objects where their keys stand, and nothing of what the schema leaves out. */
  local(
    value: unknown,
    { returnType, parentType, fieldName }: Pick<GraphQLResolveInfo, 'returnType' | 'parentType' | 'fieldName'>,
  ): unknown {
    const type = getNamedType(returnType);
    if (isEnumType(type)) {
      const values = localValues(type, this.#overlay.names);
      return values === undefined ? value : localValue(value, values);
    }
    const reference = this.#overlay.json.references.get(`${parentType.name}.${fieldName}`);
    const objects = reference === undefined ? value : asObjects(value, reference, type);
    return isAbstractType(type) ? this.#withoutStrangers(objects, type) : objects;
  }

  /** As of a plain GraphQL API: what is of a type that the schema leaves out is left out of lists, and null elsewhere. */
  #withoutStrangers(value: unknown, type: Parameters<ObjectTypes['isLeftOut']>[1]): unknown {
    if (Array.isArray(value))
      return value
        .filter((item) => Array.isArray(item) || !this.#types.isLeftOut(item, type))
        .map((item) => (Array.isArray(item) ? this.#withoutStrangers(item, type) : item));
    return this.#types.isLeftOut(value, type) ? null : value;
  }
}

/** Objects of the texts and numbers that stand for them. Those of a union are of its first type. */
function asObjects(value: unknown, field: string, type: GraphQLNamedType): unknown {
  if (Array.isArray(value)) return value.map((item) => asObjects(item, field, type));
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const first = isUnionType(type) ? type.getTypes()[0] : type;
  return isObjectType(first) ? { __typename: first.name, [field]: value } : value;
}

/** A member of an object's own. */
export const memberOf = (parent: unknown, name: string): unknown =>
  typeof parent === 'object' && parent !== null && Object.hasOwn(parent, name) ? (parent as Record<string, unknown>)[name] : undefined;

import { type GraphQLAbstractType, type GraphQLObjectType, type GraphQLSchema, isAbstractType, isNonNullType } from 'graphql';
import type { Overlay } from '../overlay/overlay.ts';

/** Tells of which type an object of JSON is, where a field may bring several. */
export class ObjectTypes {
  readonly #schema: GraphQLSchema;
  readonly #overlay: Overlay;

  constructor(schema: GraphQLSchema, overlay: Overlay) {
    this.#schema = schema;
    this.#overlay = overlay;
  }

  /**
   * The type by the graph's name: what `__typename` says, else what the discriminator of the interface or union says, else the only type whose fields are
   * all there. Undefined where none of them can tell.
   */
  nameOf(value: unknown, type: GraphQLAbstractType): string | undefined {
    const told = textOf(value, '__typename');
    const possible = this.#schema.getPossibleTypes(type);
    const known = told === undefined ? undefined : this.#named(told, possible);
    if (known !== undefined) return known;
    // Who asks for an entity knows that it is one of an interface; the object says of which type.
    const narrower = told === undefined ? undefined : this.#schema.getType(told);
    if (isAbstractType(narrower) && narrower !== type) return this.#discriminated(value, narrower);
    return told === undefined ? this.#discriminated(value, type) : undefined;
  }

  /** Whether an object says of itself that it is of a type which the schema leaves out. */
  isLeftOut(value: unknown, type: GraphQLAbstractType): boolean {
    const field = this.#overlay.json.discriminators.get(type.name);
    const told = field === undefined ? undefined : textOf(value, field);
    return (
      told !== undefined &&
      textOf(value, '__typename') === undefined &&
      this.#named(told, this.#schema.getPossibleTypes(type)) === undefined
    );
  }

  #discriminated(value: unknown, type: GraphQLAbstractType): string | undefined {
    const possible = this.#schema.getPossibleTypes(type);
    const field = this.#overlay.json.discriminators.get(type.name);
    if (field === undefined) return this.#fitting(value, possible);
    const told = textOf(value, field);
    return told === undefined ? undefined : this.#named(told, possible);
  }

  #named(told: string, possible: readonly GraphQLObjectType[]): string | undefined {
    const { types } = this.#overlay.names;
    return possible.find(({ name }) => name === told || types.get(name) === told)?.name;
  }

  /** Of the types of which nothing is missing that must be there, the one that has most of the members; undefined where two have as many. */
  #fitting(value: unknown, possible: readonly GraphQLObjectType[]): string | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    const has = (type: GraphQLObjectType, field: string): boolean =>
      Object.hasOwn(value, this.#overlay.names.fields.get(`${type.name}.${field}`) ?? field) || Object.hasOwn(value, field);
    const ranked = possible
      .map((type) => ({ type, fields: Object.values(type.getFields()) }))
      .filter(({ type, fields }) => fields.every((field) => !isNonNullType(field.type) || has(type, field.name)))
      .map(({ type, fields }) => ({ name: type.name, members: fields.filter(({ name }) => has(type, name)).length }))
      .sort((a, b) => b.members - a.members);
    const [best, next] = ranked;
    return best === undefined || best.members === 0 || best.members === next?.members ? undefined : best.name;
  }
}

function textOf(value: unknown, member: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined;
  const found = (value as Readonly<Record<string, unknown>>)[member];
  return typeof found === 'string' ? found : undefined;
}

import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { ApiTypes } from './api-types.ts';
import type { FoundLookUp } from './find-look-ups.ts';
import { type Wanted, type Wish, wantedOf } from './wanted-part.ts';

/** The part of an API that becomes an overlay. */
export interface Part {
  /** By type, objects, interfaces and unions: the names of the fields that are kept. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Scalars, enums and inputs that the fields speak of. */
  readonly leaves: ReadonlySet<string>;
  readonly lookUps: readonly FoundLookUp[];
  /** Nobody asked for it by name: it is there to fetch what others know. */
  readonly internal: ReadonlySet<string>;
}

/** Chooses a part that holds together: every type that a kept field speaks of is kept. Throws {@link UsageError} for names that are not there. */
export function choosePart(schema: GraphQLSchema, lookUps: readonly FoundLookUp[], wish: Wish): Part {
  const api = new ApiTypes(schema);
  return new Chooser(api, lookUps, wantedOf(api, lookUps, wish)).choose();
}

class Chooser {
  readonly #api: ApiTypes;
  readonly #lookUps: readonly FoundLookUp[];
  readonly #wanted: Wanted;
  /** What is left of the types that are wanted. */
  readonly #types: Set<string>;

  constructor(api: ApiTypes, lookUps: readonly FoundLookUp[], wanted: Wanted) {
    this.#api = api;
    this.#lookUps = lookUps;
    this.#wanted = wanted;
    this.#types = new Set(wanted.types);
  }

  choose(): Part {
    for (;;) {
      const fields = this.#fields();
      const empty = [...this.#types].filter((name) => this.#isEmpty(name, fields));
      if (empty.length === 0) return { fields, leaves: this.#leaves(fields), lookUps: this.#kept(fields), internal: this.#wanted.internal };
      for (const name of empty) this.#types.delete(name);
    }
  }

  /** Of each kept type the fields that speak of nothing that is left out. */
  #fields(): Map<string, ReadonlySet<string>> {
    const known = new Set(this.#types);
    if (!this.#wanted.isWhole) this.#addPages(known);
    const fields = new Map<string, ReadonlySet<string>>();
    const keeps = (type: string, field: GraphQLField<unknown, unknown>): boolean => {
      const named = getNamedType(field.type);
      if (!isLeafType(named) && !known.has(named.name)) return false;
      if (this.#api.rootTypes.has(type)) return this.#wanted.roots.has(`${type}.${field.name}`);
      const only = this.#wanted.onlyFields.get(type);
      if (only !== undefined) return only.has(field.name) || this.#isKey(type, field.name);
      return this.#wanted.isWhole || typeof field.deprecationReason !== 'string' || this.#isKey(type, field.name);
    };
    for (const name of [...known, ...this.#api.rootTypes]) {
      const type = this.#api.schema.getType(name);
      if (isUnionType(type)) fields.set(name, new Set());
      if (isObjectType(type))
        fields.set(
          name,
          new Set(
            Object.values(type.getFields())
              .filter((each) => keeps(name, each))
              .map((each) => each.name),
          ),
        );
    }
    // An interface promises what each of its types has.
    for (const name of known) {
      const type = this.#api.schema.getType(name);
      if (!isInterfaceType(type)) continue;
      const objects = this.#api.implementersOf(name).flatMap((each) => fields.get(each) ?? []);
      const own = Object.values(type.getFields()).filter((each) => keeps(name, each) && objects.every((object) => object.has(each.name)));
      fields.set(name, new Set(own.map((each) => each.name)));
    }
    return fields;
  }

  #isKey(type: string, field: string): boolean {
    return this.#lookUps.some(
      (each) => (each.type === type || this.#api.implementersOf(each.type).includes(type)) && each.keys.some((key) => key.field === field),
    );
  }

  /** Pages of lists of what is kept, with what they are made of. */
  #addPages(known: Set<string>): void {
    const spoken = [...known, ...this.#api.rootTypes].flatMap((name) => {
      const type = this.#api.schema.getType(name);
      return isObjectType(type) ? Object.values(type.getFields()).map((field) => getNamedType(field.type)) : [];
    });
    for (const type of spoken) {
      if (!isObjectType(type) || !this.#types.has(this.#api.itemOf(type.name) ?? '')) continue;
      known.add(type.name);
      const { edges, pageInfo } = type.getFields();
      for (const field of [type.getFields()['nodes'] === undefined ? edges : undefined, pageInfo])
        if (field !== undefined) known.add(getNamedType(field.type).name);
    }
  }

  #isEmpty(name: string, fields: ReadonlyMap<string, ReadonlySet<string>>): boolean {
    const type = this.#api.schema.getType(name);
    if (isUnionType(type)) return !type.getTypes().some((each) => fields.has(each.name));
    if (isInterfaceType(type) && !this.#api.implementersOf(name).some((each) => fields.has(each))) return true;
    return fields.get(name)?.size === 0;
  }

  #leaves(fields: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
    const found = new Set<string>();
    const add = (name: string): void => {
      const type = this.#api.schema.getType(name);
      if (type === undefined || found.has(name) || isCompositeType(type)) return;
      found.add(name);
      if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) add(getNamedType(field.type).name);
    };
    for (const [name, kept] of fields) {
      const type = this.#api.schema.getType(name);
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (!kept.has(field.name)) continue;
        add(getNamedType(field.type).name);
        for (const argument of field.args) add(getNamedType(argument.type).name);
      }
    }
    return found;
  }

  #kept(fields: ReadonlyMap<string, ReadonlySet<string>>): readonly FoundLookUp[] {
    const query = fields.get(this.#api.schema.getQueryType()?.name ?? '');
    return this.#lookUps.filter(({ field, type, keys }) => {
      const types = isInterfaceType(this.#api.schema.getType(type)) ? this.#api.implementersOf(type) : [type];
      return query?.has(field) === true && types.some((each) => keys.every((key) => fields.get(each)?.has(key.field) === true));
    });
  }
}

import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { nearest } from '../../../diagnostics/nearest.ts';
import { UsageError } from '../../exit.ts';
import type { FoundLookUp } from './find-look-ups.ts';

/** What somebody asked for on the command line. */
export interface Wish {
  /** Root fields, as `viewer` or `Mutation.createIssue`. */
  readonly roots: readonly string[];
  readonly types: readonly string[];
  /** `Type.field`: of that type these fields, and its keys, instead of all. */
  readonly fields: readonly string[];
  /** All of it, however large. */
  readonly all: boolean;
}

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

/** APIs with more types than this are not taken whole unless that is asked for. */
const large = 120;
/** Types that are proposed of a large API. */
const mostProposed = 12;

/** Fields that most APIs have for whoever asks. */
const whoAsks: ReadonlySet<string> = new Set(['viewer', 'me', 'currentUser', 'current_user', 'myself', 'shop']);

export const isLarge = (schema: GraphQLSchema): boolean => compositeTypes(schema).length > large;

export const compositeTypes = (schema: GraphQLSchema): readonly GraphQLCompositeType[] =>
  Object.values(schema.getTypeMap()).filter((type): type is GraphQLCompositeType => isCompositeType(type) && !isIntrospectionType(type));

/** Chooses a part that holds together: every type that a kept field speaks of is kept. Throws {@link UsageError} for names that are not there. */
export function choosePart(schema: GraphQLSchema, lookUps: readonly FoundLookUp[], wish: Wish): Part {
  return new Chooser(schema, lookUps, wish).choose();
}

class Chooser {
  readonly #schema: GraphQLSchema;
  readonly #lookUps: readonly FoundLookUp[];
  readonly #wish: Wish;
  readonly #whole: boolean;
  /** Types by name; fields of these may be kept. */
  readonly #types = new Set<string>();
  /** Root fields by `Type.field`. */
  readonly #roots = new Set<string>();
  readonly #internal = new Set<string>();
  readonly #onlyFields = new Map<string, Set<string>>();
  readonly #rootTypes: ReadonlySet<string>;

  constructor(schema: GraphQLSchema, lookUps: readonly FoundLookUp[], wish: Wish) {
    this.#schema = schema;
    this.#lookUps = lookUps;
    this.#wish = wish;
    this.#rootTypes = new Set(
      [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) => type?.name ?? []),
    );
    this.#whole = wish.all || (wish.roots.length + wish.types.length + wish.fields.length === 0 && !isLarge(schema));
  }

  choose(): Part {
    if (this.#whole) this.#takeAll();
    else this.#takeSome();
    for (;;) {
      const fields = this.#fields();
      const empty = [...this.#types].filter((name) => this.#isEmpty(name, fields));
      if (empty.length === 0) return { fields, leaves: this.#leaves(fields), lookUps: this.#kept(fields), internal: this.#internal };
      for (const name of empty) this.#types.delete(name);
    }
  }

  #takeAll(): void {
    for (const type of compositeTypes(this.#schema)) if (!this.#rootTypes.has(type.name)) this.#types.add(type.name);
    for (const type of [this.#schema.getQueryType(), this.#schema.getMutationType()])
      for (const field of Object.keys(type?.getFields() ?? {})) this.#roots.add(`${type?.name}.${field}`);
    // By an interface any object can be had: as a field of the graph it would be in the way of others' `node`.
    for (const { field, type } of this.#lookUps) if (isInterfaceType(this.#schema.getType(type))) this.#internal.add(field);
  }

  #takeSome(): void {
    for (const text of this.#wish.fields) this.#wantField(text);
    for (const name of this.#wish.types) this.#types.add(this.#compositeType(name).name);
    for (const name of this.#wish.roots) this.#wantRoot(name);
    if (this.#types.size === 0) this.#propose();
    const query = this.#schema.getQueryType();
    for (const { field, type } of this.#lookUps) {
      const isAbstract = isInterfaceType(this.#schema.getType(type));
      const id = `${query?.name}.${field}`;
      const wanted = isAbstract ? this.#implementersOf(type).some((each) => this.#types.has(each)) : this.#types.has(type);
      if (this.#roots.has(id) || !wanted) continue;
      this.#roots.add(id);
      if (isAbstract) this.#types.add(type);
      if (isAbstract || this.#wish.roots.length > 0) this.#internal.add(field);
    }
    if (this.#wish.roots.length > 0) return;
    // What lists the chosen types is of use, too.
    for (const field of Object.values(query?.getFields() ?? {})) {
      const type = getNamedType(field.type);
      const listed = this.#types.has(type.name) || this.#types.has(this.#itemOf(type.name) ?? '');
      if (listed && !isInterfaceType(type) && typeof field.deprecationReason !== 'string') this.#roots.add(`${query?.name}.${field.name}`);
    }
  }

  /** Who asks, and of what can be fetched by a key the types that the API speaks of most. */
  #propose(): void {
    const query = this.#schema.getQueryType()?.getFields() ?? {};
    const whoever = Object.values(query).filter(({ name }) => whoAsks.has(name));
    const spoken = this.#spokenOf();
    const fetched = new Set(
      this.#lookUps.flatMap(({ type }) => (this.#schema.getType(type) === undefined ? [] : [type, ...this.#implementersOf(type)])),
    );
    const byUse = [...fetched].sort((a, b) => (spoken.get(b) ?? 0) - (spoken.get(a) ?? 0));
    for (const name of [...whoever.map(({ type }) => getNamedType(type).name), ...byUse])
      if (this.#types.size < mostProposed && !this.#rootTypes.has(name) && isObjectType(this.#schema.getType(name))) this.#types.add(name);
    if (this.#types.size > 0) return;
    // Nothing of it has a key: the first things that can be asked for are better than nothing.
    for (const { type } of Object.values(query)) {
      const named = getNamedType(type);
      if (isCompositeType(named) && this.#types.size < mostProposed) this.#types.add(this.#itemOf(named.name) ?? named.name);
    }
  }

  /** How many fields of the API bring each type, pages of it included. */
  #spokenOf(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const type of compositeTypes(this.#schema)) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        const named = getNamedType(field.type).name;
        const counted = this.#itemOf(named) ?? named;
        counts.set(counted, (counts.get(counted) ?? 0) + 1);
      }
    }
    return counts;
  }

  #wantField(text: string): void {
    const [typeName = '', field = '', ...more] = text.split('.');
    const type = this.#compositeType(typeName);
    const known = isUnionType(type) ? {} : type.getFields();
    if (more.length > 0 || !Object.hasOwn(known, field))
      throw unknownName(`${type.name} has no field \`${field}\``, field, Object.keys(known), '--fields takes `Type.field`');
    this.#types.add(type.name);
    this.#onlyFields.set(type.name, (this.#onlyFields.get(type.name) ?? new Set()).add(field));
    const inner = getNamedType((known[field] as GraphQLField<unknown, unknown>).type);
    if (isCompositeType(inner)) this.#types.add(inner.name);
  }

  #wantRoot(text: string): void {
    const [first = '', second] = text.split('.');
    const roots = [this.#schema.getQueryType(), this.#schema.getMutationType()];
    const type = roots.find(
      (root) =>
        root !== null &&
        root !== undefined &&
        Object.hasOwn(root.getFields(), second ?? first) &&
        (second === undefined || root.name === first),
    );
    const field = type?.getFields()[second ?? first];
    if (type === null || type === undefined || field === undefined)
      throw unknownName(
        `the API has no root field \`${text}\``,
        second ?? first,
        roots.flatMap((root) => Object.keys(root?.getFields() ?? {})),
        '--roots takes fields of the query and mutation types',
      );
    this.#roots.add(`${type.name}.${field.name}`);
    const returned = getNamedType(field.type);
    if (isCompositeType(returned)) this.#types.add(this.#itemOf(returned.name) ?? returned.name);
  }

  #compositeType(name: string): GraphQLCompositeType {
    const type = this.#schema.getType(name);
    if (isCompositeType(type) && !this.#rootTypes.has(name)) return type;
    throw unknownName(
      `the API has no object, interface or union \`${name}\``,
      name,
      compositeTypes(this.#schema).map((each) => each.name),
      '--types takes names as the API writes them',
    );
  }

  #implementersOf(name: string): readonly string[] {
    const type = this.#schema.getType(name);
    if (!isInterfaceType(type)) return [];
    // A query type may be a Node of its own (GitHub's is), which nobody fetches.
    return this.#schema.getImplementations(type).objects.flatMap(({ name: own }) => (this.#rootTypes.has(own) ? [] : [own]));
  }

  /** What a page of a list is of: `UserConnection` is a list of `User`. */
  #itemOf(name: string): string | undefined {
    const type = this.#schema.getType(name);
    if (!isObjectType(type)) return undefined;
    const { nodes, edges } = type.getFields();
    if (nodes !== undefined) return getNamedType(nodes.type).name;
    const edge = edges === undefined ? undefined : getNamedType(edges.type);
    const node = isObjectType(edge) ? edge.getFields()['node'] : undefined;
    return node === undefined ? undefined : getNamedType(node.type).name;
  }

  /** Of each kept type the fields that speak of nothing that is left out. */
  #fields(): Map<string, ReadonlySet<string>> {
    const known = new Set(this.#types);
    if (!this.#whole) this.#addPages(known);
    const fields = new Map<string, ReadonlySet<string>>();
    const keeps = (type: string, field: GraphQLField<unknown, unknown>): boolean => {
      const named = getNamedType(field.type);
      if (!isLeafType(named) && !known.has(named.name)) return false;
      if (this.#rootTypes.has(type)) return this.#roots.has(`${type}.${field.name}`);
      const only = this.#onlyFields.get(type);
      if (only !== undefined) return only.has(field.name) || this.#isKey(type, field.name);
      return this.#whole || typeof field.deprecationReason !== 'string' || this.#isKey(type, field.name);
    };
    for (const name of [...known, ...this.#rootTypes]) {
      const type = this.#schema.getType(name);
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
      const type = this.#schema.getType(name);
      if (!isInterfaceType(type)) continue;
      const objects = this.#implementersOf(name).flatMap((each) => fields.get(each) ?? []);
      const own = Object.values(type.getFields()).filter((each) => keeps(name, each) && objects.every((object) => object.has(each.name)));
      fields.set(name, new Set(own.map((each) => each.name)));
    }
    return fields;
  }

  #isKey(type: string, field: string): boolean {
    return this.#lookUps.some(
      (each) => (each.type === type || this.#implementersOf(each.type).includes(type)) && each.keys.some((key) => key.field === field),
    );
  }

  /** Pages of lists of what is kept, with what they are made of. */
  #addPages(known: Set<string>): void {
    const spoken = [...known, ...this.#rootTypes].flatMap((name) => {
      const type = this.#schema.getType(name);
      return isObjectType(type) ? Object.values(type.getFields()).map((field) => getNamedType(field.type)) : [];
    });
    for (const type of spoken) {
      if (!isObjectType(type) || !this.#types.has(this.#itemOf(type.name) ?? '')) continue;
      known.add(type.name);
      const { edges, pageInfo } = type.getFields();
      for (const field of [type.getFields()['nodes'] === undefined ? edges : undefined, pageInfo])
        if (field !== undefined) known.add(getNamedType(field.type).name);
    }
  }

  #isEmpty(name: string, fields: ReadonlyMap<string, ReadonlySet<string>>): boolean {
    const type = this.#schema.getType(name);
    if (isUnionType(type)) return !type.getTypes().some((each) => fields.has(each.name));
    if (isInterfaceType(type) && !this.#implementersOf(name).some((each) => fields.has(each))) return true;
    return fields.get(name)?.size === 0;
  }

  #leaves(fields: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
    const found = new Set<string>();
    const add = (name: string): void => {
      const type = this.#schema.getType(name);
      if (type === undefined || found.has(name) || isCompositeType(type)) return;
      found.add(name);
      if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) add(getNamedType(field.type).name);
    };
    for (const [name, kept] of fields) {
      const type = this.#schema.getType(name);
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
    const query = fields.get(this.#schema.getQueryType()?.name ?? '');
    return this.#lookUps.filter(({ field, type, keys }) => {
      const types = isInterfaceType(this.#schema.getType(type)) ? this.#implementersOf(type) : [type];
      return query?.has(field) === true && types.some((each) => keys.every((key) => fields.get(each)?.has(key.field) === true));
    });
  }
}

function unknownName(text: string, name: string, known: readonly string[], otherwise: string): UsageError {
  const meant = nearest(name, known);
  return new UsageError(text, meant === undefined ? otherwise : `did you mean \`${meant}\`?`);
}

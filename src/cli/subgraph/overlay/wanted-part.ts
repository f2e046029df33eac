import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { nearest } from '../../../diagnostics/nearest.ts';
import { UsageError } from '../../exit.ts';
import { type ApiTypes, compositeTypes } from './api-types.ts';
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

/** What of an API is wanted, before it is seen to that it holds together. */
export interface Wanted {
  /** All of it. */
  readonly isWhole: boolean;
  /** Types by name; fields of these may be kept. */
  readonly types: ReadonlySet<string>;
  /** Root fields by `Type.field`. */
  readonly roots: ReadonlySet<string>;
  /** Root fields that nobody asked for by name: they are there to fetch what others know. */
  readonly internal: ReadonlySet<string>;
  /** By type: these fields alone, and its keys. */
  readonly onlyFields: ReadonlyMap<string, ReadonlySet<string>>;
}

/** APIs with more types than this are not taken whole unless that is asked for. */
const large = 120;
/** Types that are proposed of a large API. */
const mostProposed = 12;

/** Fields that most APIs have for whoever asks. */
const whoAsks: ReadonlySet<string> = new Set(['viewer', 'me', 'currentUser', 'current_user', 'myself', 'shop']);

export const isLarge = (schema: GraphQLSchema): boolean => compositeTypes(schema).length > large;

/** What is asked for, or else proposed of an API. Throws {@link UsageError} for names that are not there. */
export const wantedOf = (api: ApiTypes, lookUps: readonly FoundLookUp[], wish: Wish): Wanted => new Wishes(api, lookUps, wish).wanted();

class Wishes {
  readonly #api: ApiTypes;
  readonly #lookUps: readonly FoundLookUp[];
  readonly #wish: Wish;
  readonly #types = new Set<string>();
  readonly #roots = new Set<string>();
  readonly #internal = new Set<string>();
  readonly #onlyFields = new Map<string, Set<string>>();

  constructor(api: ApiTypes, lookUps: readonly FoundLookUp[], wish: Wish) {
    this.#api = api;
    this.#lookUps = lookUps;
    this.#wish = wish;
  }

  wanted(): Wanted {
    const { roots, types, fields, all } = this.#wish;
    const isWhole = all || (roots.length + types.length + fields.length === 0 && !isLarge(this.#api.schema));
    if (isWhole) this.#takeAll();
    else this.#takeSome();
    return { isWhole, types: this.#types, roots: this.#roots, internal: this.#internal, onlyFields: this.#onlyFields };
  }

  #takeAll(): void {
    for (const type of this.#api.composite()) if (!this.#api.rootTypes.has(type.name)) this.#types.add(type.name);
    for (const type of [this.#api.schema.getQueryType(), this.#api.schema.getMutationType()])
      for (const field of Object.keys(type?.getFields() ?? {})) this.#roots.add(`${type?.name}.${field}`);
    // By an interface any object can be had: as a field of the graph it would be in the way of others' `node`.
    for (const { field, type } of this.#lookUps) if (isInterfaceType(this.#api.schema.getType(type))) this.#internal.add(field);
  }

  #takeSome(): void {
    for (const text of this.#wish.fields) this.#wantField(text);
    for (const name of this.#wish.types) this.#types.add(this.#compositeType(name).name);
    for (const name of this.#wish.roots) this.#wantRoot(name);
    if (this.#types.size === 0) this.#propose();
    const query = this.#api.schema.getQueryType();
    for (const { field, type } of this.#lookUps) {
      const isAbstract = isInterfaceType(this.#api.schema.getType(type));
      const id = `${query?.name}.${field}`;
      const wanted = isAbstract ? this.#api.implementersOf(type).some((each) => this.#types.has(each)) : this.#types.has(type);
      if (this.#roots.has(id) || !wanted) continue;
      this.#roots.add(id);
      if (isAbstract) this.#types.add(type);
      if (isAbstract || this.#wish.roots.length > 0) this.#internal.add(field);
    }
    if (this.#wish.roots.length > 0) return;
    // What lists the chosen types is of use, too.
    for (const field of Object.values(query?.getFields() ?? {})) {
      const type = getNamedType(field.type);
      const listed = this.#types.has(type.name) || this.#types.has(this.#api.itemOf(type.name) ?? '');
      if (listed && !isInterfaceType(type) && typeof field.deprecationReason !== 'string') this.#roots.add(`${query?.name}.${field.name}`);
    }
  }

  /** Who asks, and of what can be fetched by a key the types that the API speaks of most. */
  #propose(): void {
    const query = this.#api.schema.getQueryType()?.getFields() ?? {};
    const whoever = Object.values(query).filter(({ name }) => whoAsks.has(name));
    const spoken = this.#spokenOf();
    const fetched = new Set(
      this.#lookUps.flatMap(({ type }) => (this.#api.schema.getType(type) === undefined ? [] : [type, ...this.#api.implementersOf(type)])),
    );
    const byUse = [...fetched].sort((a, b) => (spoken.get(b) ?? 0) - (spoken.get(a) ?? 0));
    for (const name of [...whoever.map(({ type }) => getNamedType(type).name), ...byUse])
      if (this.#types.size < mostProposed && !this.#api.rootTypes.has(name) && isObjectType(this.#api.schema.getType(name)))
        this.#types.add(name);
    if (this.#types.size > 0) return;
    // Nothing of it has a key: the first things that can be asked for are better than nothing.
    for (const { type } of Object.values(query)) {
      const named = getNamedType(type);
      if (isCompositeType(named) && this.#types.size < mostProposed) this.#types.add(this.#api.itemOf(named.name) ?? named.name);
    }
  }

  /** How many fields of the API bring each type, pages of it included. */
  #spokenOf(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const type of this.#api.composite()) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        const named = getNamedType(field.type).name;
        const counted = this.#api.itemOf(named) ?? named;
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
    const roots = [this.#api.schema.getQueryType(), this.#api.schema.getMutationType()];
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
    if (isCompositeType(returned)) this.#types.add(this.#api.itemOf(returned.name) ?? returned.name);
  }

  #compositeType(name: string): GraphQLCompositeType {
    const type = this.#api.schema.getType(name);
    if (isCompositeType(type) && !this.#api.rootTypes.has(name)) return type;
    throw unknownName(
      `the API has no object, interface or union \`${name}\``,
      name,
      this.#api.composite().map((each) => each.name),
      '--types takes names as the API writes them',
    );
  }
}

function unknownName(text: string, name: string, known: readonly string[], otherwise: string): UsageError {
  const meant = nearest(name, known);
  return new UsageError(text, meant === undefined ? otherwise : `did you mean \`${meant}\`?`);
}

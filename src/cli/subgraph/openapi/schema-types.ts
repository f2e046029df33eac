import { AbstractTypes } from './abstract-types.ts';
import { hasChoices } from './choices.ts';
import { described } from './described.ts';
import type { Description } from './description.ts';
import { type Gaps, gaps } from './gaps.ts';
import { enumName, fieldName, Taken, typeName } from './graphql-names.ts';
import { isObject, type Json, listIn, objectIn } from './json.ts';
import { mergeSchema, types } from './merge-schema.ts';
import { type FieldDraft, mostLevels, mostTypes, TypeDefinitions } from './type-definitions.ts';

/** Whether a type is for what comes back or for what is sent: GraphQL has different types for them. */
export type Direction = 'output' | 'input';

/** Where a schema stands. */
export interface Place {
  /** The component that it is. */
  readonly ref: string | undefined;
  readonly name: string;
  readonly direction: Direction;
  readonly at: string;
  readonly level: number;
}

/** A GraphQL type as text, without the `!` that its place decides on. */
export interface Written {
  readonly text: string;
  readonly nullable: boolean;
  /** A field of the object that a text or number may stand for; undefined where none does. */
  readonly reference: string | undefined;
}

/** Makes GraphQL types of JSON Schemas, each component once in each direction. */
export class SchemaTypes {
  readonly #description: Description;
  readonly #gaps: Gaps;
  readonly #prefix: string;
  readonly #taken = new Taken(['Query', 'Mutation', 'Subscription', 'ID', 'String', 'Int', 'Float', 'Boolean', 'JSON', 'Long']);
  readonly #known = new Map<string, string>();
  readonly #definitions = new TypeDefinitions();
  readonly #scalars = new Set<string>();
  /** Last parts of component names that only one component has. */
  readonly #short: ReadonlySet<string>;

  readonly #abstract: AbstractTypes;

  constructor(description: Description, found: Gaps, prefix: string) {
    this.#abstract = new AbstractTypes(description, found, {
      definitions: this.#definitions,
      json: () => this.#json(),
      take: (name) => this.#taken.take(`${this.#prefix}${name}`),
      typeOf: (value, place) => this.typeOf(value, place.name, place.direction, place.at, place.level + 1),
      object: (schema, place) => this.#object(schema, place),
      fields: (schema, place) => this.#fields(schema, place),
    });
    this.#description = description;
    this.#gaps = found;
    this.#prefix = prefix;
    const counts = new Map<string, number>();
    for (const name of Object.keys(objectIn(objectIn(description.root, 'components'), 'schemas')))
      counts.set(lastPart(name), (counts.get(lastPart(name)) ?? 0) + 1);
    this.#short = new Set([...counts].flatMap(([name, count]) => (count === 1 ? [name] : [])));
  }

  /** All types that were made, as SDL. */
  definitions(): readonly string[] {
    return [...[...this.#scalars].sort().map((name) => `scalar ${name}`), ...this.#definitions.sdl()];
  }

  /** The type of a schema. `name` is what it is called where it has no name of its own, `at` where it stands. */
  typeOf(value: unknown, name: string, direction: Direction, at: string, level = 0): Written {
    const { ref, schema, nullable } = mergeSchema(value, this.#description, this.#gaps, at);
    const own = ref === undefined ? name : this.#nameOf(ref);
    const place = {
      ref,
      name: own,
      direction,
      at: ref === undefined ? at : ref.replace(/^[^#]*#\//, '').replaceAll('/', '.'),
      level,
    };
    if (hasChoices(schema)) return { nullable, ...this.#abstract.oneOf(schema, place) };
    if (types(schema).includes('array')) {
      const item = this.typeOf(schema['items'], `${own}Item`, direction, place.at, level + 1);
      return { nullable, text: `[${SchemaTypes.required(item, true)}]`, reference: item.reference };
    }
    return { nullable, text: this.#text(schema, place), reference: undefined };
  }

  /** `!` where a value is always there. */
  static required({ text, nullable }: Pick<Written, 'text' | 'nullable'>, isRequired: boolean): string {
    return isRequired && !nullable ? `${text}!` : text;
  }

  #nameOf(ref: string): string {
    const name = decodeURIComponent(ref.slice(ref.lastIndexOf('/') + 1).replaceAll('~1', '/'));
    return typeName(this.#short.has(lastPart(name)) ? lastPart(name) : name);
  }

  #text(schema: Json, place: Place): string {
    const named = types(schema).filter((type) => type !== 'null');
    const [type] = named;
    if (
      Array.isArray(schema['enum']) &&
      schema['enum'].every((each) => each === null || typeof each === 'string') &&
      schema['enum'].some((each) => each !== null)
    )
      return this.#enum(
        schema['enum'].filter((each): each is string => typeof each === 'string'),
        schema,
        place,
      );
    if (named.length > 1) return this.#json();
    switch (type) {
      case 'string':
        return 'String';
      case 'boolean':
        return 'Boolean';
      case 'number':
        return 'Float';
      case 'integer':
        return isLong(schema) ? this.#scalar('Long') : 'Int';
      default:
        return type === 'object' || isObject(schema['properties'])
          ? (this.#abstract.interface(schema, place) ?? this.#object(schema, place))
          : this.#json();
    }
  }

  #enum(values: readonly string[], schema: Json, { ref, name }: Place): string {
    // The same values under the same name are one enum, wherever they are written out.
    const key = ref ?? `${name} ${JSON.stringify(values)}`;
    const known = this.#known.get(`enum ${key}`);
    if (known !== undefined) return known;
    const own = this.#taken.take(`${this.#prefix}${name}`);
    this.#known.set(`enum ${key}`, own);
    const taken = new Taken();
    const lines = [...new Set(values)].map((value, index) => {
      const local = taken.take(enumName(value, index));
      return `  ${local}${local === value ? '' : ` @source(name: ${JSON.stringify(value)})`}`;
    });
    this.#definitions.set(own, `${described(schema, '')}enum ${own} {\n${lines.join('\n')}\n}`);
    return own;
  }

  #object(schema: Json, place: Place): string {
    const { ref, direction, at, level } = place;
    const key = `${direction} ${ref ?? ''}`;
    const known = ref === undefined ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#properties(schema, direction).length === 0) {
      if (Object.keys(objectIn(schema, 'properties')).length === 0 && schema['additionalProperties'] === undefined)
        this.#gaps.add(gaps.emptyType, at, {});
      return this.#json();
    }
    if (this.#definitions.size >= mostTypes || level > mostLevels) {
      this.#gaps.add(gaps.tooDeep, ref === undefined ? at : place.name, { most: mostTypes });
      return this.#json();
    }
    const wanted = direction === 'output' || place.name.endsWith('Input') ? place.name : `${place.name}Input`;
    const own = this.#taken.take(`${this.#prefix}${wanted}`);
    if (ref !== undefined) this.#known.set(key, own);
    // Reserved, so that definitions stand in the order in which they are met.
    this.#definitions.reserve(own);
    const fields = this.#fields(schema, place);
    this.#definitions.set(own, {
      keyword: direction === 'output' ? 'type' : 'input',
      name: own,
      said: described(schema, ''),
      fields,
      marks: '',
    });
    return own;
  }

  #fields(schema: Json, { name, direction, at, level }: Place): readonly FieldDraft[] {
    const required = new Set(listIn(schema, 'required'));
    const taken = new Taken();
    return this.#properties(schema, direction).map(([property, each], index) => {
      const local = taken.take(fieldName(property, `field${index + 1}`));
      const { text, nullable, reference } = this.typeOf(each, `${name}${typeName(property)}`, direction, `${at}.${property}`, level + 1);
      return {
        property,
        local,
        said: described(this.#description.deref(each) ?? {}, '  '),
        type: text,
        isRequired: required.has(property) && !nullable,
        marks: reference === undefined ? '' : ` @is(field: "${reference}")`,
      };
    });
  }

  #properties(schema: Json, direction: Direction): readonly (readonly [string, unknown])[] {
    return Object.entries(objectIn(schema, 'properties')).filter(([, each]) => isFor(direction, this.#description.deref(each)));
  }

  #json(): string {
    return this.#scalar('JSON');
  }

  #scalar(name: string): string {
    this.#scalars.add(name);
    return name;
  }
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Whole numbers that need more than the 32 bits of `Int`. */
const isLong = ({ format, maximum, minimum }: Json): boolean =>
  format === 'int64' ||
  format === 'unix-time' ||
  format === 'uint64' ||
  format === 'uint32' ||
  Number(maximum ?? 0) > 2_147_483_647 ||
  Number(minimum ?? 0) < -2_147_483_648;

const isFor = (direction: Direction, schema: Json | undefined): boolean =>
  direction === 'output' ? schema?.['writeOnly'] !== true : schema?.['readOnly'] !== true;

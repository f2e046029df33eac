import type { Description } from './description.ts';
import { type Gaps, gaps } from './gaps.ts';
import { enumName, fieldName, Taken, typeName } from './graphql-names.ts';
import { isObject, type Json, listIn, objectIn, textIn } from './json.ts';
import { mergeSchema, types } from './merge-schema.ts';

/** Whether a type is for what comes back or for what is sent: GraphQL has different types for them. */
type Direction = 'output' | 'input';

/** A GraphQL type as text, without the `!` that its place decides on. */
export interface Written {
  readonly text: string;
  readonly nullable: boolean;
}

const mostTypes = 1_500;
const mostLevels = 24;

/** Makes GraphQL types of JSON Schemas, each component once in each direction. */
export class SchemaTypes {
  readonly #description: Description;
  readonly #gaps: Gaps;
  readonly #prefix: string;
  readonly #taken = new Taken(['Query', 'Mutation', 'Subscription', 'ID', 'String', 'Int', 'Float', 'Boolean', 'JSON', 'Long']);
  readonly #known = new Map<string, string>();
  readonly #definitions = new Map<string, string>();
  readonly #scalars = new Set<string>();
  /** Last parts of component names that only one component has. */
  readonly #short: ReadonlySet<string>;

  constructor(description: Description, found: Gaps, prefix: string) {
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
    return [...[...this.#scalars].sort().map((name) => `scalar ${name}`), ...this.#definitions.values()];
  }

  /** The type of a schema. `name` is what it is called where it has no name of its own, `at` where it stands. */
  typeOf(value: unknown, name: string, direction: Direction, at: string, level = 0): Written {
    const { ref, schema, nullable } = mergeSchema(value, this.#description, this.#gaps, at);
    const own = ref === undefined ? name : this.#nameOf(ref);
    return {
      text: this.#text(schema, {
        ref,
        name: own,
        direction,
        at: ref === undefined ? at : ref.replace(/^[^#]*#\//, '').replaceAll('/', '.'),
        level,
      }),
      nullable,
    };
  }

  /** `!` where a value is always there. */
  static required({ text, nullable }: Written, isRequired: boolean): string {
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
    if (listIn(schema, 'oneOf').length + listIn(schema, 'anyOf').length > 0 && Object.keys(objectIn(schema, 'properties')).length === 0)
      return this.#oneOf(schema, place);
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
      case 'array': {
        const item = this.typeOf(schema['items'], `${place.name}Item`, place.direction, place.at, place.level + 1);
        return `[${SchemaTypes.required(item, true)}]`;
      }
      default:
        return type === 'object' || isObject(schema['properties']) ? this.#object(schema, place) : this.#json();
    }
  }

  #oneOf(schema: Json, { name, direction, at, level }: Place): string {
    const choices = [...listIn(schema, 'oneOf'), ...listIn(schema, 'anyOf')];
    const texts = new Set(
      choices.map((each) =>
        isScalar(mergeSchema(each, this.#description, this.#gaps, at).schema)
          ? this.typeOf(each, name, direction, at, level + 1).text
          : 'JSON',
      ),
    );
    const [only] = texts;
    if (texts.size === 1 && only !== undefined && only !== 'JSON') return only;
    this.#gaps.add(gaps.oneOf, at, {});
    return this.#json();
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
    const properties = Object.entries(objectIn(schema, 'properties')).filter(([, each]) => isFor(direction, this.#description.deref(each)));
    if (properties.length === 0) {
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
    this.#definitions.set(own, '');
    const required = new Set(listIn(schema, 'required'));
    const taken = new Taken();
    const fields = properties.map(([property, each], index) => {
      const local = taken.take(fieldName(property, `field${index + 1}`));
      const written = this.typeOf(each, `${place.name}${typeName(property)}`, direction, `${at}.${property}`, level + 1);
      const source = local === property ? '' : ` @source(name: ${JSON.stringify(property)})`;
      return `${described(this.#description.deref(each) ?? {}, '  ')}  ${local}: ${SchemaTypes.required(written, required.has(property))}${source}`;
    });
    this.#definitions.set(own, `${described(schema, '')}${direction === 'output' ? 'type' : 'input'} ${own} {\n${fields.join('\n')}\n}`);
    return own;
  }

  #json(): string {
    return this.#scalar('JSON');
  }

  #scalar(name: string): string {
    this.#scalars.add(name);
    return name;
  }
}

interface Place {
  readonly ref: string | undefined;
  readonly name: string;
  readonly direction: Direction;
  readonly at: string;
  readonly level: number;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const isScalar = (schema: Json): boolean => types(schema).some((type) => ['string', 'integer', 'number', 'boolean'].includes(type));

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

const mostSaid = 300;

/** The description of something, before it. */
export function described(schema: Json, indent: string): string {
  const text = (textIn(schema, 'description') ?? textIn(schema, 'title') ?? '')
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? '' : `${indent}${JSON.stringify(text.length > mostSaid ? `${text.slice(0, mostSaid - 1)}…` : text)}\n`;
}

import { type Choice, choicesOf, lastStep, toldBy } from './choices.ts';
import { described } from './described.ts';
import type { Description } from './description.ts';
import { type Gaps, gaps } from './gaps.ts';
import { typeName } from './graphql-names.ts';
import { isObject, type Json, memberOf, objectIn, textIn } from './json.ts';
import { types } from './merge-schema.ts';
import type { Place, Written } from './schema-types.ts';
import { type FieldDraft, mostLevels, mostTypes, type TypeDefinitions } from './type-definitions.ts';

/** What the types of one schema or another are made with. */
export interface TypeMaker {
  readonly definitions: TypeDefinitions;
  /** The scalar for what has no type. */
  json(): string;
  /** A name for a type that no other has. */
  take(name: string): string;
  /** The type of a schema that stands within another. */
  typeOf(value: unknown, place: Place): Written;
  object(schema: Json, place: Place): string;
  fields(schema: Json, place: Place): readonly FieldDraft[];
}

/** Derived types of one; of more the type is what they have in common. */
const mostDerived = 40;

/** Makes unions and interfaces of schemas that are one of several. What is sent has none of them: an input of GraphQL cannot be one of several. */
export class AbstractTypes {
  readonly #description: Description;
  readonly #gaps: Gaps;
  readonly #maker: TypeMaker;
  readonly #known = new Map<string, string>();

  constructor(description: Description, found: Gaps, maker: TypeMaker) {
    this.#description = description;
    this.#gaps = found;
    this.#maker = maker;
  }

  /** The type of what `oneOf` or `anyOf` lists. */
  oneOf(schema: Json, place: Place): Pick<Written, 'text' | 'reference'> {
    const { objects, scalars, others } = choicesOf(schema, this.#description, this.#gaps, place.at);
    const [first] = objects;
    if (first === undefined && others.length === 0) {
      const [only, ...more] = new Set(scalars.map(({ value }) => this.#maker.typeOf(value, place).text));
      if (only !== undefined && more.length === 0) return { text: only, reference: undefined };
    }
    const isExpandable = scalars.length > 0 && first !== undefined && isKnownBy(first, scalars);
    if (first === undefined || others.length > 0 || place.direction === 'input' || (scalars.length > 0 && !isExpandable))
      return { text: this.#unclear(place), reference: undefined };
    const text = this.#union(objects, schema, place) ?? this.#unclear(place);
    const object = isExpandable ? this.#objectOf(first, place) : undefined;
    if (object === undefined) return { text, reference: undefined };
    this.#maker.definitions.mayBeKeyOf(object, 'id');
    return { text, reference: 'id' };
  }

  /**
   * A component whose discriminator names what is derived of it, as an interface of those. Undefined where it is none.
   */
  interface(schema: Json, place: Place): string | undefined {
    const { ref, direction, level } = place;
    const discriminator = objectIn(schema, 'discriminator');
    const member = textIn(discriminator, 'propertyName');
    const mapping = Object.entries(objectIn(discriminator, 'mapping')).map(([word, target]) => [word, String(target)] as const);
    if (ref === undefined || direction === 'input' || member === undefined || mapping.length === 0) return undefined;
    const known = this.#known.get(ref);
    if (known !== undefined) return known;
    if (mapping.length > mostDerived || level > mostLevels) {
      this.#gaps.add(gaps.derived, place.name, { count: mapping.length });
      return undefined;
    }
    const own = this.#maker.take(place.name);
    this.#known.set(ref, own);
    const fields = this.#maker.fields(schema, place);
    this.#maker.definitions.set(own, {
      keyword: 'interface',
      name: own,
      said: described(schema, ''),
      fields,
      marks: discriminatedBy(member),
    });
    for (const [word, target] of mapping) this.#derive(own, word, target, schema, place);
    return own;
  }

  #derive(own: string, word: string, target: string, schema: Json, place: Place): void {
    const to = target.includes('/') ? target : `#/components/schemas/${target}`;
    const { definitions } = this.#maker;
    const derived =
      to === place.ref
        ? this.#maker.object(schema, { ...place, name: `Plain${place.name}`, ref: undefined })
        : this.#maker.typeOf({ $ref: to }, { ...place, name: typeName(lastStep(to)) }).text;
    if (definitions.isObject(derived) && definitions.called(derived, word)) definitions.implement(derived, own);
    else this.#gaps.add(gaps.notDerived, place.name, { word });
  }

  /** The one object, or a union of several; undefined where nothing tells them apart. */
  #union(objects: readonly Choice[], schema: Json, place: Place): string | undefined {
    const [only, second] = objects;
    if (only === undefined) return undefined;
    if (second === undefined) return this.#objectOf(only, place);
    const known = place.ref === undefined ? undefined : this.#known.get(place.ref);
    if (known !== undefined) return known;
    const { definitions } = this.#maker;
    const told = toldBy(objects, schema);
    if (told === undefined || definitions.size + objects.length > mostTypes || place.level > mostLevels) return undefined;
    const own = this.#maker.take(place.name);
    if (place.ref !== undefined) this.#known.set(place.ref, own);
    // A member may speak of the union that is being made.
    definitions.set(own, `scalar ${own}`);
    const words = told.kind === 'member' ? told.values : objects.map((_, index) => String(index + 1));
    const members = objects.map((each, index) => this.#objectOf(each, place, words[index]));
    const isTold = told.kind === 'shape' || members.every((member, index) => definitions.called(member ?? '', words[index] ?? ''));
    if (members.includes(undefined) || new Set(members).size < members.length || !isTold) this.#gaps.add(gaps.oneOf, place.at, {});
    else {
      const mark = told.kind === 'member' ? discriminatedBy(told.member) : '';
      definitions.set(own, `${described(schema, '')}union ${own}${mark} = ${members.join(' | ')}`);
    }
    return own;
  }

  /** An object type; undefined where it is too large to be one. */
  #objectOf({ value }: Choice, place: Place, word = ''): string | undefined {
    const { text } = this.#maker.typeOf(value, word === '' ? place : { ...place, name: `${place.name}${typeName(word)}` });
    return this.#maker.definitions.isObject(text) ? text : undefined;
  }

  #unclear({ at }: Place): string {
    this.#gaps.add(gaps.oneOf, at, {});
    return this.#maker.json();
  }
}

const discriminatedBy = (member: string): string => ` @discriminator(field: ${JSON.stringify(member)})`;

/** An object that may be expanded: what stands in its place is its `id`. */
const isKnownBy = ({ schema }: Choice, scalars: readonly Choice[]): boolean =>
  isObject(memberOf(objectIn(schema, 'properties'), 'id')) &&
  scalars.every(({ schema: own }) => types(own).some((type) => type === 'string' || type === 'integer'));

import { gaps } from './gaps.ts';
import { typeName } from './graphql-names.ts';
import { type Json, listIn, objectIn, textIn } from './json.ts';
import { mergeSchema, types } from './merge-schema.ts';
import type { BodyTools } from './request-body.ts';
import { SchemaTypes } from './schema-types.ts';

/** How a value is written as text. */
export type Form = 'text' | 'boolean' | 'list';

/** A parameter of a request, as an argument of a field. */
export interface Parameter {
  /** The API's name. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly isRequired: boolean;
  readonly value: Form | 'object';
  /** Members of an object, each with its name in the request. */
  readonly members: readonly { readonly name: string; readonly key: string; readonly value: Form }[];
  /** What a list is written with: its name for each item again, or one text with this between the items. */
  readonly list: { readonly kind: 'repeated'; readonly key: string } | { readonly kind: 'joined'; readonly by: string };
}

export interface ParameterArgument {
  readonly parameter: Parameter;
  /** The argument's type as SDL. */
  readonly type: string;
}

/** The parameters of an operation. Its own replace those of its path with the same name and place. */
export function readParameters(all: readonly unknown[], tools: BodyTools): readonly ParameterArgument[] {
  const byName = new Map(
    all
      .map((each) => tools.description.deref(each))
      .filter((each) => each !== undefined)
      .map((each) => [`${String(each['in'])} ${String(each['name'])}`, each]),
  );
  return [...byName.values()].flatMap((each) => readParameter(each, tools) ?? []);
}

const places: ReadonlySet<string | undefined> = new Set(['path', 'query', 'header', 'cookie']);
const isPlace = (text: string | undefined): text is Parameter['in'] => places.has(text);

function readParameter(each: Json, tools: BodyTools): ParameterArgument | undefined {
  const name = textIn(each, 'name') ?? '';
  const place = textIn(each, 'in');
  const refuse = (why: string): undefined => {
    tools.gaps.add(gaps.parameter, tools.at, { name, why });
  };
  if (place === 'header' && /^(?:accept|content-type|authorization|user-agent)$/i.test(name)) return undefined;
  if (!isPlace(place)) return refuse(`it stands in a ${place ?? 'place that is not named'}`);
  if (Object.keys(objectIn(each, 'content')).length > 0) return refuse('it is a document of its own');
  const style = textIn(each, 'style') ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  if (!styles.has(style)) return refuse(`its style is \`${style}\``);
  const merged = (value: unknown): Json => mergeSchema(value, tools.description, tools.gaps, tools.at).schema;
  const schema = merged(each['schema'] ?? { type: 'string' });
  const explode = (each['explode'] ?? style === 'form') === true;
  const members = place === 'query' ? membersOf(name, schema, { style, explode }, merged) : [];
  const value = members.length > 0 ? 'object' : formOf(schema, merged);
  if (value === undefined) return refuse('it is an object, or one of several things');
  const isRequired = place === 'path' || each['required'] === true;
  const written = tools.schemas.typeOf(
    each['schema'] ?? { type: 'string' },
    `${tools.type}${typeName(name)}`,
    'input',
    `${tools.at} ${name}`,
  );
  return {
    parameter: { name, in: place, isRequired, value, members, list: listOf(name, place, style, explode) },
    type: SchemaTypes.required({ ...written, nullable: false }, isRequired),
  };
}

const styles: ReadonlySet<string> = new Set(['form', 'simple', 'deepObject', 'spaceDelimited', 'pipeDelimited']);

/** OpenAPI 3.1 §4.8.12.2: how lists are written. That of `deepObject` is not defined there; services that use it read `name[]`. */
function listOf(name: string, place: Parameter['in'], style: string, explode: boolean): Parameter['list'] {
  if (place === 'query' && style === 'deepObject') return { kind: 'repeated', key: `${name}[]` };
  if (place === 'query' && explode) return { kind: 'repeated', key: name };
  return { kind: 'joined', by: style === 'spaceDelimited' ? '%20' : style === 'pipeDelimited' ? '%7C' : ',' };
}

/** Members of an object that stand in a query beside each other, or as `name[member]`. None where one of them cannot. */
function membersOf(
  name: string,
  schema: Json,
  { style, explode }: { readonly style: string; readonly explode: boolean },
  merged: (value: unknown) => Json,
): Parameter['members'] {
  const isDeep = style === 'deepObject';
  if (!isDeep && !(style === 'form' && explode)) return [];
  const members = Object.entries(objectIn(schema, 'properties')).map(([member, each]) => {
    const value = formOf(merged(each), merged);
    return value === undefined ? undefined : { name: member, key: isDeep ? `${name}[${member}]` : member, value };
  });
  return members.every((each) => each !== undefined) ? members : [];
}

const scalars: ReadonlySet<string> = new Set(['string', 'integer', 'number', 'boolean']);

/** Undefined for what is no text: objects, lists of them, and what may be one of several. */
export function formOf(schema: Json, merged: (value: unknown) => Json): Form | undefined {
  const [type = listIn(schema, 'enum').length > 0 ? 'string' : undefined] = types(schema).filter((own) => own !== 'null');
  const item = type === 'array' ? types(merged(schema['items'])).find((own) => own !== 'null') : type;
  if (item === undefined || !scalars.has(item)) return undefined;
  if (type === 'array') return 'list';
  return type === 'boolean' ? 'boolean' : 'text';
}

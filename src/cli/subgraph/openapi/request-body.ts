import type { Description } from './description.ts';
import { type Gaps, gaps } from './gaps.ts';
import { isObject, type Json, listIn, objectIn } from './json.ts';
import { mergeSchema, types } from './merge-schema.ts';
import { type Form, formOf } from './parameters.ts';
import { SchemaTypes } from './schema-types.ts';

/** A field of a form body. */
export interface FormField {
  /** Members that lead to it, by the API's names. */
  readonly path: readonly string[];
  readonly value: Form;
}

export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly type: string; readonly isRequired: boolean }
  | { readonly kind: 'form'; readonly fields: readonly FormField[] };

/** A body with the argument that it is written from. */
export interface BodyArgument {
  readonly request: RequestBody;
  /** As SDL; undefined where nothing is sent. */
  readonly written: string | undefined;
}

export const noBody: BodyArgument = { request: { kind: 'none' }, written: undefined };

export interface BodyTools {
  readonly description: Description;
  readonly schemas: SchemaTypes;
  readonly gaps: Gaps;
  /** The operation, as people read it. */
  readonly at: string;
  /** What its types are called after. */
  readonly type: string;
}

export const isJson = (type: string): boolean => /^application\/(?:[\w.-]+\+)?json(?:;|$)/i.test(type) || type === '*/*';

/** What an operation takes as its body: JSON, or else a form. Undefined where it takes neither. */
export function readBody(value: unknown, tools: BodyTools): BodyArgument | undefined {
  const body = tools.description.deref(value);
  if (body === undefined) return noBody;
  const content = objectIn(body, 'content');
  const names = Object.keys(content);
  if (names.length === 0) return noBody;
  const json = names.find(isJson);
  if (json !== undefined) {
    const isRequired = body['required'] === true;
    const type = tools.schemas.typeOf(objectIn(content, json)['schema'], `${tools.type}Input`, 'input', `${tools.at} body`);
    return {
      request: { kind: 'json', type: json, isRequired },
      written: `body: ${SchemaTypes.required({ ...type, nullable: false }, isRequired)}`,
    };
  }
  const form = names.find((name) => name.startsWith('application/x-www-form-urlencoded'));
  if (form !== undefined) return new FormReader(tools).read(objectIn(content, form)['schema']);
  tools.gaps.add(gaps.bodyType, tools.at, { type: names[0] ?? '' });
  return undefined;
}

const mostFields = 40;
const mostLevels = 2;

/** Reads a form. It has no depth of its own: what can be written as `a[b]=…` is taken, the rest is left out of the input. */
class FormReader {
  readonly #tools: BodyTools;
  readonly #fields: FormField[] = [];

  constructor(tools: BodyTools) {
    this.#tools = tools;
  }

  read(schema: unknown): BodyArgument {
    const pruned = this.#pruned(schema, []);
    if (pruned === undefined || this.#fields.length === 0) return noBody;
    const type = this.#tools.schemas.typeOf(pruned, `${this.#tools.type}Input`, 'input', `${this.#tools.at} body`);
    const isRequired = listIn(pruned, 'required').length > 0;
    return {
      request: { kind: 'form', fields: this.#fields },
      written: `body: ${SchemaTypes.required({ ...type, nullable: false }, isRequired)}`,
    };
  }

  /** An object with what a form can hold of it; undefined where that is nothing. */
  #pruned(value: unknown, path: readonly string[]): Json | undefined {
    const { schema } = this.#merged(value);
    const kept = Object.entries(objectIn(schema, 'properties')).flatMap(([name, each]) => this.#kept(name, each, path));
    if (kept.length === 0) return undefined;
    const names = new Set(kept.map(([name]) => name));
    return {
      type: 'object',
      properties: Object.fromEntries(kept),
      required: listIn(schema, 'required').filter((name) => names.has(String(name))),
    };
  }

  #kept(name: string, value: unknown, path: readonly string[]): readonly (readonly [string, unknown])[] {
    const refuse = (why: string): readonly [] => {
      this.#tools.gaps.add(gaps.formField, this.#tools.at, { name: [...path, name].join('.'), why });
      return [];
    };
    if (this.#fields.length >= mostFields) return refuse('there are too many');
    const { schema } = this.#merged(value);
    const [type] = types(schema).filter((each) => each !== 'null');
    if (type === 'object' || isObject(schema['properties'])) {
      const inner = path.length < mostLevels && isObject(schema['properties']) ? this.#pruned(schema, [...path, name]) : undefined;
      return inner === undefined ? refuse('it has no depth or keys that a document could be written for') : [[name, inner]];
    }
    const form = formOf(schema, (items) => this.#merged(items).schema);
    if (form === undefined) return refuse(type === 'array' ? 'it is a list of objects' : 'it is one of several things');
    this.#fields.push({ path: [...path, name], value: form });
    return [[name, schema]];
  }

  #merged(value: unknown) {
    return mergeSchema(value, this.#tools.description, this.#tools.gaps, this.#tools.at);
  }
}

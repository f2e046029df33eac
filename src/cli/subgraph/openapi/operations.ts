import type { Description } from './description.ts';
import { type Gaps, gaps } from './gaps.ts';
import { fieldName, rootName, Taken, typeName } from './graphql-names.ts';
import { isObject, type Json, listIn, objectIn, textIn } from './json.ts';
import { mergeSchema, types } from './merge-schema.ts';
import { described, SchemaTypes } from './schema-types.ts';

/** A parameter of a request, as an argument of a field. */
export interface Parameter {
  /** The API's name. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly isRequired: boolean;
  readonly value: 'text' | 'boolean' | 'list';
  /** Lists: repeated for each item, or one text with commas. */
  readonly explode: boolean;
}

/** A field of a form body. */
export interface FormField {
  /** Members that lead to it, by the API's names. */
  readonly path: readonly string[];
  readonly value: 'text' | 'boolean' | 'list';
}

export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly type: string; readonly isRequired: boolean }
  | { readonly kind: 'form'; readonly fields: readonly FormField[] };

/** One operation as a root field with its request. */
export interface Operation {
  /** `GET /pets/{id}`. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly field: string;
  readonly root: 'Query' | 'Mutation';
  /** The field as SDL. */
  readonly sdl: string;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody;
  /** Nothing comes back that is worth having. */
  readonly isSilent: boolean;
  /** Names of security schemes with the scopes that they need; alternatives. */
  readonly security: readonly Json[];
}

/** Of a description with more, the first are taken. */
const mostOperations = 100;

const methods: Readonly<Record<string, 'Query' | 'Mutation' | undefined>> = {
  get: 'Query',
  post: 'Mutation',
  put: 'Mutation',
  patch: 'Mutation',
  delete: 'Mutation',
};
const otherMethods: ReadonlySet<string> = new Set(['head', 'options', 'trace']);

/** What an operation is written with. */
interface Tools {
  readonly description: Description;
  readonly schemas: SchemaTypes;
  readonly gaps: Gaps;
  readonly taken: Taken;
  readonly prefix: string;
}

/** Makes root fields of operations. `wanted`: `operationId`s, or how paths begin; empty for all. */
export function readOperations(
  description: Description,
  wanted: readonly string[],
  tools: Omit<Tools, 'taken' | 'description'>,
): readonly Operation[] {
  const all = Object.entries(objectIn(description.root, 'paths')).flatMap(([path, item]) =>
    operationsOf(path, item, description, tools.gaps),
  );
  const chosen = wanted.length === 0 ? all.slice(0, mostOperations) : all.filter((each) => isWanted(each, wanted));
  if (chosen.length < all.length) tools.gaps.add(gaps.leftOut, 'paths', { count: all.length - chosen.length, all: all.length });
  const taken = new Taken();
  return chosen.flatMap((each) => new OperationReader(each, { ...tools, description, taken }).read() ?? []);
}

interface Found {
  readonly path: string;
  readonly method: string;
  readonly operation: Json;
  readonly shared: readonly unknown[];
}

function operationsOf(path: string, value: unknown, description: Description, found: Gaps): readonly Found[] {
  const item = description.deref(value);
  if (item === undefined) return [];
  return Object.entries(item).flatMap(([method, operation]): Found[] => {
    if (otherMethods.has(method)) found.add(gaps.method, `${method.toUpperCase()} ${path}`, { method: method.toUpperCase() });
    if (methods[method] === undefined || !Object.hasOwn(methods, method) || !isObject(operation)) return [];
    return [{ path, method, operation, shared: listIn(item, 'parameters') }];
  });
}

const isWanted = ({ path, operation }: Found, wanted: readonly string[]): boolean =>
  wanted.some((each) =>
    each.startsWith('/') ? path === each || path.startsWith(each.endsWith('/') ? each : `${each}/`) : operation['operationId'] === each,
  );

class OperationReader {
  readonly #found: Found;
  readonly #tools: Tools;
  readonly #at: string;
  readonly #type: string;
  readonly #field: string;

  constructor(found: Found, tools: Tools) {
    this.#found = found;
    this.#tools = tools;
    this.#at = `${found.method.toUpperCase()} ${found.path}`;
    const id = textIn(found.operation, 'operationId') ?? `${found.method} ${found.path.replaceAll(/\{([^{}]*)\}/g, ' by $1 ')}`;
    this.#field = rootName(`${tools.prefix === '' ? '' : `${tools.prefix} `}${id}`);
    this.#type = typeName(id);
  }

  read(): Operation | undefined {
    const { method, path, operation, shared } = this.#found;
    const result = this.#result();
    const body = this.#body();
    if (result === undefined || body === undefined) return undefined;
    const taken = new Taken(body.written === undefined ? [] : ['body']);
    const parameters = this.#parameters([...shared, ...listIn(operation, 'parameters')]);
    const args = [
      ...parameters.map(({ parameter, type }) => argument(parameter, type, taken)),
      ...(body.written === undefined ? [] : [body.written]),
    ];
    const field = this.#tools.taken.take(this.#field);
    const deprecated = operation['deprecated'] === true ? ' @deprecated' : '';
    const said = described({ description: textIn(operation, 'summary') ?? textIn(operation, 'description') }, '  ');
    const security = Array.isArray(operation['security']) ? operation['security'] : listIn(this.#tools.description.root, 'security');
    return {
      at: this.#at,
      method: method.toUpperCase(),
      path,
      field,
      root: methods[method] ?? 'Query',
      sdl: `${said}  ${field}${args.length === 0 ? '' : `(${args.join(', ')})`}: ${result.text}${deprecated}`,
      parameters: parameters.map(({ parameter }) => parameter),
      body: body.request,
      isSilent: result.isSilent,
      security: security.filter(isObject),
    };
  }

  /** What comes back of the first answer below 300. */
  #result(): { readonly text: string; readonly isSilent: boolean } | undefined {
    const { description, schemas } = this.#tools;
    const responses = objectIn(this.#found.operation, 'responses');
    const status =
      Object.keys(responses)
        .filter((each) => /^2(?:\d\d|XX)$/i.test(each))
        .sort()[0] ?? (Object.hasOwn(responses, 'default') ? 'default' : undefined);
    const content = objectIn(description.deref(status === undefined ? undefined : responses[status]) ?? {}, 'content');
    const names = Object.keys(content);
    if (names.length === 0) return { text: 'Boolean', isSilent: true };
    const json = names.find(isJson);
    if (json !== undefined)
      return {
        text: schemas.typeOf(objectIn(content, json)['schema'], `${this.#type}Result`, 'output', `${this.#at} → ${status}`).text,
        isSilent: false,
      };
    if (names.some((name) => name.startsWith('text/plain'))) return { text: 'String', isSilent: false };
    this.#tools.gaps.add(gaps.responseType, this.#at, { type: names[0] ?? '' });
    return undefined;
  }

  #parameters(all: readonly unknown[]) {
    const { description } = this.#tools;
    // An operation's own parameter replaces one of its path with the same name and place.
    const byName = new Map(
      all
        .map((each) => description.deref(each))
        .filter((each) => each !== undefined)
        .map((each) => [`${String(each['in'])} ${String(each['name'])}`, each]),
    );
    return [...byName.values()].flatMap((each) => this.#parameter(each) ?? []);
  }

  #parameter(each: Json): { readonly parameter: Parameter; readonly type: string } | undefined {
    const name = textIn(each, 'name') ?? '';
    const place = textIn(each, 'in');
    const refuse = (why: string): undefined => {
      this.#tools.gaps.add(gaps.parameter, this.#at, { name, why });
    };
    if (place === 'header' && /^(?:accept|content-type|authorization|user-agent)$/i.test(name)) return undefined;
    if (place !== 'path' && place !== 'query' && place !== 'header') return refuse(`it stands in a ${place ?? 'place that is not named'}`);
    const content = objectIn(each, 'content');
    if (Object.keys(content).length > 0) return refuse('it is a document of its own');
    const isRequired = place === 'path' || each['required'] === true;
    if (place === 'header' && !isRequired) return refuse('it is a header that may be absent, which a document cannot say');
    const { schema } = mergeSchema(each['schema'] ?? { type: 'string' }, this.#tools.description, this.#tools.gaps, this.#at);
    const [type] = types(schema).filter((own) => own !== 'null');
    const item =
      type === 'array' ? types(mergeSchema(schema['items'], this.#tools.description, this.#tools.gaps, this.#at).schema)[0] : type;
    if (item === undefined || !scalars.has(item)) return refuse('it is an object, or one of several things');
    const value = type === 'array' ? 'list' : type === 'boolean' ? 'boolean' : 'text';
    if (value === 'list' && place === 'path') return refuse('it is a list in a path');
    const written = this.#tools.schemas.typeOf(
      each['schema'] ?? { type: 'string' },
      `${this.#type}${typeName(name)}`,
      'input',
      `${this.#at} ${name}`,
    );
    const style = textIn(each, 'style') ?? 'form';
    const explode = place === 'query' && (each['explode'] ?? style === 'form') === true;
    return {
      parameter: { name, in: place, isRequired, value, explode },
      type: SchemaTypes.required({ ...written, nullable: false }, isRequired),
    };
  }

  #body(): { readonly request: RequestBody; readonly written: string | undefined } | undefined {
    const { description, schemas } = this.#tools;
    const body = description.deref(this.#found.operation['requestBody']);
    if (body === undefined || this.#found.method === 'get') return { request: { kind: 'none' }, written: undefined };
    const content = objectIn(body, 'content');
    const names = Object.keys(content);
    const json = names.find(isJson);
    if (json !== undefined) {
      const isRequired = body['required'] === true;
      const type = schemas.typeOf(objectIn(content, json)['schema'], `${this.#type}Input`, 'input', `${this.#at} body`);
      return {
        request: { kind: 'json', type: json, isRequired },
        written: `body: ${SchemaTypes.required({ ...type, nullable: false }, isRequired)}`,
      };
    }
    const form = names.find((name) => name.startsWith('application/x-www-form-urlencoded'));
    if (form !== undefined) return this.#form(objectIn(content, form)['schema']);
    if (names.length === 0) return { request: { kind: 'none' }, written: undefined };
    this.#tools.gaps.add(gaps.bodyType, this.#at, { type: names[0] ?? '' });
    return undefined;
  }

  /** A form has no depth of its own: what can be written as `a[b]=…` is taken, the rest is left out of the input. */
  #form(schema: unknown): { readonly request: RequestBody; readonly written: string | undefined } {
    const { schemas } = this.#tools;
    const fields: FormField[] = [];
    const pruned = this.#formSchema(schema, [], fields);
    if (pruned === undefined || fields.length === 0) return { request: { kind: 'none' }, written: undefined };
    const type = schemas.typeOf(pruned, `${this.#type}Input`, 'input', `${this.#at} body`);
    const isRequired = listIn(pruned, 'required').length > 0;
    return { request: { kind: 'form', fields }, written: `body: ${SchemaTypes.required({ ...type, nullable: false }, isRequired)}` };
  }

  #formSchema(value: unknown, path: readonly string[], fields: FormField[]): Json | undefined {
    const { description, gaps: found } = this.#tools;
    const { schema } = mergeSchema(value, description, found, this.#at);
    const refuse = (name: string, why: string): readonly (readonly [string, unknown])[] => {
      found.add(gaps.formField, this.#at, { name: [...path, name].join('.'), why });
      return [];
    };
    const kept = Object.entries(objectIn(schema, 'properties')).flatMap(([name, each]): readonly (readonly [string, unknown])[] => {
      if (fields.length >= mostFormFields) return refuse(name, 'there are too many');
      const { schema: own } = mergeSchema(each, description, found, this.#at);
      const [type] = types(own).filter((one) => one !== 'null');
      if (type === 'object' || isObject(own['properties'])) {
        const inner =
          path.length < mostFormLevels && isObject(own['properties']) ? this.#formSchema(own, [...path, name], fields) : undefined;
        if (inner === undefined) return refuse(name, 'it has no depth or keys that a document could be written for');
        return [[name, inner]];
      }
      if (type === undefined) return refuse(name, 'it is one of several things');
      if (type === 'array' && !types(mergeSchema(own['items'], description, found, this.#at).schema).some((one) => scalars.has(one)))
        return refuse(name, 'it is a list of objects');
      fields.push({ path: [...path, name], value: type === 'array' ? 'list' : type === 'boolean' ? 'boolean' : 'text' });
      return [[name, own]];
    });
    if (kept.length === 0) return undefined;
    const names = new Set(kept.map(([name]) => name));
    return {
      type: 'object',
      properties: Object.fromEntries(kept),
      required: listIn(schema, 'required').filter((name) => names.has(String(name))),
    };
  }
}

const mostFormFields = 40;
const mostFormLevels = 2;
const scalars: ReadonlySet<string> = new Set(['string', 'integer', 'number', 'boolean']);

const isJson = (type: string): boolean => /^application\/(?:[\w.-]+\+)?json(?:;|$)/i.test(type) || type === '*/*';

function argument({ name }: Parameter, type: string, taken: Taken): string {
  const local = taken.take(fieldName(name, 'argument'));
  return `${local}: ${type}${local === name ? '' : ` @source(name: ${JSON.stringify(name)})`}`;
}

import { described } from './described.ts';
import type { Description } from './description.ts';
import { type Gaps, gaps } from './gaps.ts';
import { fieldName, rootName, Taken, typeName } from './graphql-names.ts';
import { isObject, type Json, listIn, objectIn, textIn } from './json.ts';
import { type Parameter, readParameters } from './parameters.ts';
import { isJson, noBody, type RequestBody, readBody } from './request-body.ts';
import type { SchemaTypes } from './schema-types.ts';

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
    const tools = { ...this.#tools, at: this.#at, type: this.#type };
    const result = this.#result();
    const body = method === 'get' ? noBody : readBody(operation['requestBody'], tools);
    if (result === undefined || body === undefined) return undefined;
    const taken = new Taken(body.written === undefined ? [] : ['body']);
    const parameters = readParameters([...shared, ...listIn(operation, 'parameters')], tools);
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
}

function argument({ name }: Parameter, type: string, taken: Taken): string {
  const local = taken.take(fieldName(name, 'argument'));
  return `${local}: ${type}${local === name ? '' : ` @source(name: ${JSON.stringify(name)})`}`;
}

import {
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  parse,
  print,
} from 'graphql';
import type { CallRoom, SubgraphRequest } from '../../3-fetch/call.ts';
import { resolveField } from '../../3-fetch/resolve.ts';
import { ResolverTraffic } from '../../3-fetch/resolver-traffic.ts';
import type { Subgraph } from '../../3-fetch/subgraph.ts';
import type { SubgraphAnswer } from '../../4-respond/settle.ts';
import { callError, type SubgraphError } from '../../4-respond/subgraph-error.ts';
import type { ClientRequest } from '../../client-request.ts';
import type { Caller } from '../caller.ts';
import type { Names, Overlay } from '../overlay/overlay.ts';
import { remoteValue } from '../overlay/remote-values.ts';
import { subgraphSchema } from '../subgraph-schema.ts';
import { JsonValues, memberOf } from './json-values.ts';
import { ObjectTypes } from './object-types.ts';
import { resolveReferences } from './references.ts';

/** A field of a resolver failed; the error is one for clients. */
class FieldFailure extends Error {
  readonly error: SubgraphError;

  constructor(error: SubgraphError) {
    super(error.message);
    this.name = 'FieldFailure';
    this.error = error;
  }
}

/**
 * How a subgraph of the kind `rest` is called: the operation is executed here, and each field that has a document runs it. Other
 * fields are members of the object that they belong to.
 */
export function restCaller(room: CallRoom, subgraph: Subgraph, overlay: Overlay): Caller {
  const schema = subgraphSchema(print(overlay.composed));
  const types = new ObjectTypes(schema, overlay);
  const json = new JsonValues(overlay, types);
  // What one request of a client sends is told from another's by its signal, which all of it shares.
  const traffic = new WeakMap<AbortSignal, ResolverTraffic>();
  const trafficOf = ({ signal }: ClientRequest): ResolverTraffic => {
    const known = traffic.get(signal) ?? new ResolverTraffic();
    traffic.set(signal, known);
    return known;
  };
  return async (request, client) => {
    const fields = new Fields(room, subgraph, request, client, trafficOf(client), overlay, json);
    try {
      const result = await execute({
        schema,
        document: parse(request.query, { noLocation: true }),
        variableValues: request.variables,
        operationName: request.operationName ?? null,
        fieldResolver: fields.resolver,
        typeResolver: (value, _context, _info, type) => types.nameOf(value, type),
      });
      const errors = (result.errors ?? []).map((error) => clientError(error, room, subgraph, client));
      return { data: result.data ?? null, errors };
    } catch (error) {
      // Not a field: the operation itself could not begin.
      room.parts.log.error(
        { requestId: client.id, subgraph: subgraph.name, error: nameOf(error) },
        'a call of a plan could not be executed',
      );
      return { data: null, errors: [callError('SUBGRAPH_BAD_RESPONSE', subgraph.name)] } satisfies SubgraphAnswer;
    }
  };
}

/** Resolves the fields of one operation. */
class Fields {
  readonly resolver: GraphQLFieldResolver<unknown, unknown>;
  readonly #room: CallRoom;
  readonly #subgraph: Subgraph;
  readonly #request: SubgraphRequest;
  readonly #client: ClientRequest;
  readonly #traffic: ResolverTraffic;
  readonly #names: Names;
  readonly #json: JsonValues;
  readonly #nullIfNotFound: ReadonlySet<string>;

  constructor(
    room: CallRoom,
    subgraph: Subgraph,
    request: SubgraphRequest,
    client: ClientRequest,
    traffic: ResolverTraffic,
    overlay: Overlay,
    json: JsonValues,
  ) {
    this.#json = json;
    this.#nullIfNotFound = overlay.json.nullIfNotFound;
    this.#room = room;
    this.#subgraph = subgraph;
    this.#request = request;
    this.#client = client;
    this.#traffic = traffic;
    this.#names = overlay.names;
    this.resolver = (parent, args, _context, info) => {
      if (info.fieldName === '_entities') return this.#entities(args['representations'], overlay, info);
      const field = `${info.parentType.name}.${info.fieldName}`;
      const isRoot = info.path.prev === undefined;
      if (this.#handler(field) !== undefined) return this.#run(field, this.#argumentsFor(field, args, info), isRoot ? null : parent, info);
      const remote = this.#names.fields.get(field);
      // An object that is the reference itself has the graph's names.
      const value = remote === undefined ? undefined : memberOf(parent, remote);
      return this.#json.local(value ?? memberOf(parent, info.fieldName), info);
    };
  }

  /** The arguments of a field by the names that the API has for them, and for what is in them: so documents see what is sent. */
  #argumentsFor(field: string, args: Readonly<Record<string, unknown>>, { parentType, fieldName }: GraphQLResolveInfo) {
    const known = parentType.getFields()[fieldName]?.args ?? [];
    return Object.fromEntries(
      Object.entries(args).map(([name, value]) => {
        const type = known.find((each) => each.name === name)?.type;
        return [this.#names.arguments.get(`${field}.${name}`) ?? name, type === undefined ? value : remoteValue(value, type, this.#names)];
      }),
    );
  }

  #handler(field: string) {
    return this.#client.handlers.resolver(this.#subgraph.name, field);
  }

  #entities(representations: unknown, overlay: Overlay, info: GraphQLResolveInfo): unknown {
    return resolveReferences(Array.isArray(representations) ? representations : [], overlay, {
      query: info.schema.getQueryType()?.name ?? 'Query',
      resolves: (field) => this.#handler(field) !== undefined,
      resolve: (field, args, parent) => this.#run(field, args, parent, info, true),
    });
  }

  /** `isReference`: what is looked up may be gone, which is no failure. */
  async #run(
    field: string,
    args: Readonly<Record<string, unknown>>,
    parent: unknown,
    info: GraphQLResolveInfo,
    isReference = false,
  ): Promise<unknown> {
    const handler = this.#handler(field);
    if (handler === undefined) return null;
    const shares = info.operation.operation === 'query';
    const { operation } = this.#request;
    const resolved = await resolveField(
      this.#room,
      this.#subgraph,
      { field, handler, arguments: args, parent, shares, operation },
      this.#client,
      this.#traffic,
    );
    if (resolved.kind === 'body') {
      const value = isReference ? jsonOf(resolved.text) : fieldValue(resolved.text, info);
      if (value !== undefined) return isReference ? value : this.#json.local(value, info);
      throw new FieldFailure(callError('SUBGRAPH_BAD_RESPONSE', this.#subgraph.name));
    }
    const mayBeGone = isReference || this.#nullIfNotFound.has(field);
    if (mayBeGone && resolved.error.extensions.code === 'SUBGRAPH_HTTP_ERROR' && resolved.error.extensions.status === 404) return null;
    throw new FieldFailure(resolved.error);
  }
}

/** A body as the value of a field. A text that is no JSON is a value of a single scalar, which may well be a text. */
function fieldValue(text: string | undefined, { returnType }: GraphQLResolveInfo): unknown {
  const type = isNonNullType(returnType) ? returnType.ofType : returnType;
  const value = jsonOf(text);
  if (isListType(type) || isCompositeType(getNamedType(type))) return value !== undefined && fits(value, type) ? value : undefined;
  return value === undefined ? text : value;
}

/** Whether there are objects where objects belong. Of others GraphQL would take that they are objects without any member. */
function fits(value: unknown, type: GraphQLOutputType): boolean {
  if (value === null) return true;
  if (isNonNullType(type)) return fits(value, type.ofType);
  if (isListType(type)) return Array.isArray(value) && value.every((item) => fits(item, type.ofType));
  return !isCompositeType(type) || (typeof value === 'object' && !Array.isArray(value));
}

/** Undefined where the text is no JSON; null where there is none. */
function jsonOf(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error of a field, with its path. Those of GraphQL itself, about values that do not fit the schema, quote the values. */
function clientError({ originalError, path }: GraphQLError, { parts }: CallRoom, { name }: Subgraph, client: ClientRequest): SubgraphError {
  const place = path === undefined ? {} : { path };
  if (originalError instanceof FieldFailure) return { ...originalError.error, ...place };
  parts.log.warn(
    { requestId: client.id, subgraph: name, path: path?.join('.') },
    'a resolver brought a value that does not fit the schema',
  );
  return { ...callError('SUBGRAPH_BAD_RESPONSE', name), ...place };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

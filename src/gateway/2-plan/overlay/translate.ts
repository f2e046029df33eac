import type { SubgraphRequest } from '../../3-fetch/call.ts';
import type { FieldShape, ResponseShape } from '../../4-respond/fit-shape.ts';
import type { SubgraphAnswer } from '../../4-respond/settle.ts';
import { EntityAnswers } from './entity-answers.ts';
import { type Fetch, type ListFetch, planFetches } from './fetches.ts';
import { keyFields, typesOf } from './list-keys.ts';
import { LocalNames, localNames } from './local-names.ts';
import type { Entity, LookUp, Overlay } from './overlay.ts';
import { type Prepared, prepare } from './prepare.ts';

/** A request as the API takes it, and the way back from its answer. */
export interface Translated {
  readonly request: SubgraphRequest;
  answer(answer: SubgraphAnswer): SubgraphAnswer;
}

/** Operations by their text; plans call with few texts, again and again. */
const mostPrepared = 1_000;

/**
 * Translates requests of plans for a plain GraphQL API: `_entities` becomes look-ups under aliases, all in one request, and names
 * become the API's own.
 */
export function translator(overlay: Overlay): (request: SubgraphRequest) => Translated {
  const known = new Map<string, Prepared>();
  const local = localNames(overlay.schema, overlay.names);
  return (request) => {
    const prepared = known.get(request.query) ?? prepare(request.query, overlay);
    if (known.size >= mostPrepared) known.clear();
    known.set(request.query, prepared);
    return translate(request, prepared, overlay, local);
  };
}

function translate(request: SubgraphRequest, prepared: Prepared, overlay: Overlay, local: ReadonlyMap<string, string>): Translated {
  const given = request.variables['representations'];
  const representations = prepared.entities !== undefined && Array.isArray(given) ? given : [];
  const fetches = planFetches(representations, overlay);
  const writer = new RequestWriter(prepared, overlay);
  for (const fetch of fetches) writer.add(fetch);
  const names = new LocalNames(local, prepared.enums);
  const entities = new EntityAnswers(fetches, representations.length, overlay, (entity, value) =>
    names.restore(value, prepared.partFor(entity.name).selectionSet),
  );
  const { operationName, operation } = request;
  return {
    request: {
      query: writer.query(),
      variables: writer.variables(request),
      operationName,
      shape: shapeOf(request, prepared, fetches, overlay),
      operation,
    },
    answer({ data, errors }) {
      const moved = errors.flatMap((error) => entities.errorsAt(error, data));
      if (data === null) return { data, errors: moved };
      names.restore(data, prepared.plain.selectionSet);
      if (prepared.entities === undefined) return { data, errors: moved };
      const plain = Object.fromEntries(Object.entries(data).filter(([name]) => !entities.owns(name)));
      return { data: { ...plain, [prepared.entities]: entities.read(data) }, errors: moved };
    },
  };
}

/** Puts a request together. */
class RequestWriter {
  readonly #prepared: Prepared;
  readonly #overlay: Overlay;
  readonly #fragments = new Map<string, string>();
  readonly #fields: string[] = [];
  readonly #used: Set<string>;
  readonly #own = new Map<string, { readonly type: string; readonly value: unknown }>();

  constructor(prepared: Prepared, overlay: Overlay) {
    this.#prepared = prepared;
    this.#overlay = overlay;
    this.#used = new Set(prepared.plain.variables);
    if (prepared.plain.text !== '') this.#fields.push(prepared.plain.text);
  }

  add(fetch: Fetch): void {
    const { lookUp, alias, values } = fetch;
    const given = lookUp.arguments.map(
      ({ name, type, remote }, index) => `${name}: ${this.#variable(`${alias}_${name}`, type, remote(values[index]))}`,
    );
    if (lookUp.list !== undefined && fetch.kind === 'list') {
      const { name, type, remote } = lookUp.list.argument;
      given.push(`${name}: ${this.#variable(`${alias}_${name}`, type, remote(fetch.keys.map(({ value }) => value)))}`);
    }
    const inside = fetch.kind === 'one' ? this.#spread(fetch.entity, fetch.lookUp) : this.#parts(fetch);
    this.#fields.push(`${alias}: ${lookUp.remoteField}(${given.join(', ')}) { _type: __typename ${inside} }`);
  }

  #variable(wanted: string, type: string, value: unknown): string {
    let name = wanted;
    while (this.#prepared.variables.has(name)) name = `_${name}`;
    this.#own.set(name, { type, value });
    return `$${name}`;
  }

  /** What is wanted of an entity, as a fragment: it is written once, however many there are. */
  #spread({ name, remoteName }: Entity, { narrows }: Pick<LookUp, 'narrows'>): string {
    const { text, variables } = this.#prepared.partFor(name);
    if (text === '') return '';
    for (const variable of variables) this.#used.add(variable);
    const fragment = `_${narrows ? '' : 'Only'}${remoteName}`;
    this.#fragments.set(fragment, `fragment ${fragment} on ${remoteName} { ${text} }`);
    return `...${fragment}`;
  }

  #parts(fetch: ListFetch): string {
    const parts = typesOf(fetch).map(({ entity, lookUp }) => {
      const keys = keyFields(entity, lookUp, this.#overlay).map(({ alias, text }) => `${alias}: ${text}`);
      return `... on ${entity.remoteName} { ${keys.join(' ')} ${this.#spread(entity, lookUp)} }`;
    });
    return parts.join(' ');
  }

  query(): string {
    const { operation, name, directives, variables } = this.#prepared;
    const definitions = [
      ...[...this.#used].flatMap((each) => variables.get(each)?.definition ?? []),
      ...[...this.#own].map(([own, { type }]) => `$${own}: ${type}`),
    ];
    const head = `${operation}${name === undefined ? '' : ` ${name}`}${definitions.length === 0 ? '' : `(${definitions.join(', ')})`}${directives}`;
    // An operation must ask for something: nothing is left of one whose representations no look-up takes.
    const fields = this.#fields.length === 0 ? '__typename' : this.#fields.join('\n  ');
    return [`${head} {\n  ${fields}\n}`, ...this.#fragments.values()].join('\n');
  }

  variables({ variables }: SubgraphRequest): Readonly<Record<string, unknown>> {
    const all: Record<string, unknown> = {};
    for (const name of this.#used)
      if (Object.hasOwn(variables, name)) all[name] = this.#prepared.variables.get(name)?.remote(variables[name]) ?? variables[name];
    for (const [name, { value }] of this.#own) all[name] = value;
    return all;
  }
}

/** The shape of the answer, from the shape that the plan expects: what an entity looks like stands in it already. */
function shapeOf({ shape }: SubgraphRequest, { entities }: Prepared, fetches: readonly Fetch[], overlay: Overlay): ResponseShape {
  if (entities === undefined) return shape;
  const all = new Map<string, FieldShape>([...shape].filter(([name]) => name !== entities));
  const fields = shape.get(entities)?.fields ?? new Map<string, FieldShape>();
  const anything: FieldShape = { lists: undefined, fields: undefined };
  for (const fetch of fetches) {
    const keys = fetch.kind === 'one' ? [] : typesOf(fetch).flatMap(({ entity, lookUp }) => keyFields(entity, lookUp, overlay));
    const own = new Map([...fields, ['_type', { lists: 0, fields: undefined }], ...keys.map(({ alias }) => [alias, anything] as const)]);
    all.set(fetch.alias, { lists: fetch.kind === 'one' ? 0 : 1, fields: own });
  }
  return all;
}

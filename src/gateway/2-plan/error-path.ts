import { GraphQLError, Kind, parse } from 'graphql';

type Path = readonly (string | number)[];

/**
 * The path of a call that failed as a whole, relative to where the plan fetched. An entity call fails on its entities, which the
 * executor's own path leads to. A root call has no such place; when it asked for one field, that is it.
 */
export function wholeCallPath(query: string, pathInRequest: Path): Path {
  if (pathInRequest.length > 0) return [];
  const fields = rootFields(query);
  const [only] = fields;
  return fields.length === 1 && only !== undefined ? [only] : [];
}

/** Only read when a call failed, so parsing again is cheap enough. */
function rootFields(query: string): readonly string[] {
  try {
    const [operation] = parse(query, { noLocation: true }).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
    return operation.selectionSet.selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.alias?.value ?? each.name.value] : []));
  } catch (error) {
    if (error instanceof GraphQLError) return [];
    throw error;
  }
}

/** Apollo writes `@` where a path goes through a list, and keeps the subgraph's `_entities`; a client's path ends before either. */
export function clientPath(path: Path | undefined): Path | undefined {
  if (path === undefined) return undefined;
  const cut = path.findIndex((step) => step === '@' || step === '_entities');
  const kept = cut < 0 ? path : path.slice(0, cut);
  return kept.length === 0 ? undefined : kept;
}

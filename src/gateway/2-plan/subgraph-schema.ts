import { buildASTSchema, type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';

/**
 * Reads a subgraph's SDL. Federation's own fields (`_entities`, `_service`) are added where the SDL leaves them out, since the requests
 * of a plan ask for them. Directives are not held against definitions.
 */
export function subgraphSchema(sdl: string): GraphQLSchema {
  const document = parse(`${sdl}\n${federationParts(parse(sdl))}`);
  return buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
}

/** The definitions that every subgraph has and no SDL shows (Federation 2, subgraph specification). */
function federationParts({ definitions }: DocumentNode): string {
  const names = new Set(definitions.flatMap((each) => ('name' in each && each.name !== undefined ? [each.name.value] : [])));
  const entities = definitions
    .filter((each) => each.kind === Kind.OBJECT_TYPE_DEFINITION && (each.directives ?? []).some(({ name }) => name.value.endsWith('key')))
    .map((each) => ('name' in each && each.name !== undefined ? each.name.value : ''));
  if (entities.length === 0 || names.has('_Entity')) return '';
  const query = names.has('Query') ? 'extend type Query' : 'type Query';
  return `scalar _Any union _Entity = ${[...new Set(entities)].join(' | ')} ${query} { _entities(representations: [_Any!]!): [_Entity]! }`;
}

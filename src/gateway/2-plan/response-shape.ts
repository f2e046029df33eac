import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { ResponseShape } from '../4-respond/fit-shape.ts';

/** Shapes by the text of the call; plans call with few texts, again and again. */
const mostShapes = 1_000;

/**
 * Tells what the answer to a call must look like, as far as the schema says: which fields are objects, and how many lists are around
 * them. A field that only the subgraph knows may be anything.
 */
export function responseShapes(schema: GraphQLSchema): (query: string) => ResponseShape {
  const known = new Map<string, ResponseShape>();
  return (query) => {
    const found = known.get(query);
    if (found !== undefined) return found;
    const shape = shapeOf(query, schema);
    if (known.size >= mostShapes) known.clear();
    known.set(query, shape);
    return shape;
  };
}

type Fields = Map<string, { lists: number | undefined; fields: Fields | undefined }>;

function shapeOf(query: string, schema: GraphQLSchema): ResponseShape {
  const [operation, ...others] = parse(query, { noLocation: true }).definitions;
  const fragments = new Map(
    others.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [])),
  );

  /** Fields of one name have one shape, whatever the type: validation sees to that. */
  function collect({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, into: Fields): Fields {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const { lists, inner } = name === '_entities' ? { lists: 1, inner: undefined } : unwrapped(fieldType(type, name));
        const key = selection.alias?.value ?? name;
        const before = into.get(key);
        const fields = selection.selectionSet && collect(selection.selectionSet, inner, before?.fields ?? new Map());
        into.set(key, { lists: lists ?? before?.lists, fields });
        continue;
      }
      const part = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = part?.typeCondition?.name.value;
      if (part !== undefined) collect(part.selectionSet, condition === undefined ? type : schema.getType(condition), into);
    }
    return into;
  }

  if (operation?.kind !== Kind.OPERATION_DEFINITION) return new Map();
  return collect(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, new Map());
}

function fieldType(type: GraphQLNamedType | undefined, name: string): GraphQLOutputType | undefined {
  return isObjectType(type) || (isAbstractType(type) && 'getFields' in type) ? type.getFields()[name]?.type : undefined;
}

/** A type without what is around it; nothing is known of an unknown one. */
function unwrapped(type: GraphQLOutputType | undefined): {
  readonly lists: number | undefined;
  readonly inner: GraphQLNamedType | undefined;
} {
  if (type === undefined) return { lists: undefined, inner: undefined };
  let lists = 0;
  let inner: GraphQLOutputType = type;
  while (isNonNullType(inner) || isListType(inner)) {
    if (isListType(inner)) lists++;
    inner = inner.ofType;
  }
  return { lists, inner };
}

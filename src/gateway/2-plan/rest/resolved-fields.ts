import { getNamedType, isObjectType, Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Overlay } from '../overlay/overlay.ts';
import { subgraphSchema } from '../subgraph-schema.ts';
import { reference } from './references.ts';

/** The fields of an operation that documents may resolve, each as the names under which a document may stand: the first that there is runs. */
export interface FieldsOfOperation {
  /** Those at the root: they begin with the operation. */
  readonly first: readonly (readonly string[])[];
  /** Those of objects, which have to be there first. */
  readonly later: readonly (readonly string[])[];
}

export type ResolvedFields = (operation: string) => FieldsOfOperation;

/**
 * Which fields of a subgraph of the kind `rest` an operation of a plan is sure to ask for, where its objects are there. Left out is what hangs on
 * `@skip`, `@include` or the type that an object turns out to be of.
 */
export function resolvedFields(overlay: Overlay): ResolvedFields {
  // A schema takes time to make, and most subgraphs are never asked for much.
  let made: ReturnType<typeof subgraphSchema> | undefined;
  return (operation) => {
    made ??= subgraphSchema(print(overlay.composed));
    const schema = made;
    const roots = [schema.getQueryType()?.name, schema.getMutationType()?.name];
    const first: (readonly string[])[] = [];
    const later: (readonly string[])[] = [];
    const types = new TypeInfo(schema);
    const document = parse(operation, { noLocation: true });
    visit(
      document,
      visitWithTypeInfo(types, {
        Field(node) {
          if ((node.directives ?? []).length > 0) return false;
          const parent = types.getParentType();
          if (!isObjectType(parent)) return undefined;
          const isRoot = roots.includes(parent.name);
          if (!node.name.value.startsWith('_')) (isRoot ? first : later).push([`${parent.name}.${node.name.value}`]);
          return undefined;
        },
        InlineFragment(node, _key, _parent, _path, ancestors) {
          if ((node.directives ?? []).length > 0) return false;
          const around = ancestors.at(-2);
          const isEntity = around !== undefined && 'kind' in around && around.kind === Kind.FIELD && around.name.value === '_entities';
          const type = getNamedType(types.getType());
          if (isEntity && isObjectType(type)) first.push(referenceOf(type.name, overlay, schema.getQueryType()?.name ?? 'Query'));
          return undefined;
        },
      }),
    );
    return { first, later };
  };
}

/** What gets an entity: the document of its reference, else the look-up, where there is but one that could be meant. */
function referenceOf(type: string, { entities }: Overlay, query: string): readonly string[] {
  const lookUps = entities.get(type)?.lookUps ?? [];
  const [lookUp] = lookUps;
  return [`${type}.${reference}`, ...(lookUp === undefined || lookUps.length > 1 ? [] : [`${query}.${lookUp.remoteField}`])];
}

import { type DocumentNode, Kind, type OperationTypeDefinitionNode, specifiedScalarTypes } from 'graphql';
import { isSchema, isType, rootTypesByOperation } from './definitions.ts';
import type { SchemaFault } from './schema-fault.ts';

/** Root types that composition breaks off at: those that are no objects, and one that is to be two. */
export function rootFaults({ definitions }: DocumentNode): readonly SchemaFault<'ROOT_TYPE' | 'ROOT_TWICE'>[] {
  const declared = definitions.filter(isSchema).flatMap(({ operationTypes }) => operationTypes ?? []);
  return [...noObjects(definitions, declared), ...taken(declared)];
}

function noObjects(
  definitions: DocumentNode['definitions'],
  declared: readonly OperationTypeDefinitionNode[],
): readonly SchemaFault<'ROOT_TYPE'>[] {
  const fault = (operation: string, root: string, node: SchemaFault['node']): SchemaFault<'ROOT_TYPE'> => ({
    code: 'ROOT_TYPE',
    message: `\`${root}\` is the ${operation} type, and no object type`,
    help: `write \`type ${root}\`, or name another type in \`schema { ${operation}: … }\``,
    node,
  });
  const builtIn = declared.filter(({ type }) => specifiedScalarTypes.some(({ name }) => name === type.name.value));
  const written = [...rootTypesByOperation(definitions)].flatMap(([operation, root]) =>
    definitions
      .filter(isType)
      .filter(({ name, kind }) => name.value === root && kind !== Kind.OBJECT_TYPE_DEFINITION && kind !== Kind.OBJECT_TYPE_EXTENSION)
      .map(({ name }) => fault(operation, root, name)),
  );
  return [...builtIn.map(({ operation, type }) => fault(operation, type.name.value, type)), ...written];
}

/** Each operation has one type, and each type is of one operation: what a plan fetches from it is told by its name alone. */
function taken(declared: readonly OperationTypeDefinitionNode[]): readonly SchemaFault<'ROOT_TWICE'>[] {
  return declared.flatMap((each, index): readonly SchemaFault<'ROOT_TWICE'>[] => {
    const before = declared.slice(0, index);
    const { operation, type } = each;
    const same = before.find((other) => other.operation === operation);
    const shared = before.find((other) => other.type.name.value === type.name.value);
    if (same !== undefined)
      return [
        {
          code: 'ROOT_TWICE',
          message: `the schema names its ${operation} type twice`,
          help: `keep one of \`${operation}: ${same.type.name.value}\` and \`${operation}: ${type.name.value}\``,
          node: each,
          other: same,
        },
      ];
    if (shared === undefined) return [];
    return [
      {
        code: 'ROOT_TWICE',
        message: `\`${type.name.value}\` is the ${shared.operation} type, and the ${operation} type, too`,
        help: `give the ${operation} type a name and fields of its own, such as \`type ${usual[operation]}\`, or take \`${operation}\` out of \`schema\``,
        node: each,
        other: shared,
      },
    ];
  });
}

const usual: Readonly<Record<OperationTypeDefinitionNode['operation'], string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};

import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { FieldOutcome } from './path-rules.ts';

/** What rules made of a document. Fields are named `Type.field`. */
export interface Authorized {
  readonly rejected: readonly string[];
  readonly removed: readonly string[];
  /** Without what was removed; undefined when nothing is left to ask for. */
  readonly document: DocumentNode | undefined;
}

/** Asks about every field of a valid document with one operation, and takes out those that are to be removed. */
export function authorize(
  document: DocumentNode,
  schema: GraphQLSchema,
  decide: (parent: GraphQLCompositeType, field: string) => FieldOutcome,
): Authorized {
  const rejected = new Set<string>();
  const removed = new Set<string>();
  const types = new TypeInfo(schema);
  const rest: DocumentNode = visit(
    document,
    visitWithTypeInfo(types, {
      Field(node: FieldNode) {
        const parent = types.getParentType();
        const outcome = parent === null || parent === undefined ? 'reject' : decide(parent, node.name.value);
        if (outcome === 'allow') return undefined;
        (outcome === 'reject' ? rejected : removed).add(`${parent?.name ?? ''}.${node.name.value}`);
        return null;
      },
    }),
  );
  const changed = removed.size > 0 && rejected.size === 0;
  return { rejected: [...rejected], removed: [...removed], document: changed ? withoutVariables(pruned(rest)) : document };
}

const isEmpty = (set: SelectionSetNode | undefined): boolean => set?.selections.length === 0;

/** Without selections that have become empty, with all that stood for them; undefined when the operation itself has. */
function pruned(document: DocumentNode): DocumentNode | undefined {
  const fragments = new Set<string>();
  const next: DocumentNode = visit(document, {
    Field: { leave: ({ selectionSet }) => (isEmpty(selectionSet) ? null : undefined) },
    InlineFragment: { leave: ({ selectionSet }) => (isEmpty(selectionSet) ? null : undefined) },
    FragmentDefinition: {
      leave: ({ name, selectionSet }) => {
        if (isEmpty(selectionSet)) return null;
        fragments.add(name.value);
        return undefined;
      },
    },
  });
  const operation = operationOf(next);
  if (operation === undefined || isEmpty(operation.selectionSet)) return undefined;
  const spread = new Set<string>();
  const stripped: DocumentNode = visit(next, {
    FragmentSpread: ({ name }) => {
      spread.add(name.value);
      return fragments.has(name.value) ? undefined : null;
    },
  });
  const unused = [...fragments].filter((name) => !spread.has(name));
  const isSettled = unused.length === 0 && [...spread].every((name) => fragments.has(name));
  if (isSettled) return stripped;
  const definitions = stripped.definitions.filter((each) => each.kind !== Kind.FRAGMENT_DEFINITION || !unused.includes(each.name.value));
  return pruned({ ...stripped, definitions });
}

const operationOf = ({ definitions }: DocumentNode): OperationDefinitionNode | undefined =>
  definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);

/** Without definitions of variables that nothing uses any more: a request that has them is not valid (GraphQL §5.8.4). */
function withoutVariables(document: DocumentNode | undefined): DocumentNode | undefined {
  if (document === undefined) return undefined;
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(document, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) });
}

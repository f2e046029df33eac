import {
  type ArgumentNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** Arguments that say how many items a field brings: those of connections (`first`, `last`) and of plain lists. */
const pageSizes: ReadonlySet<string> = new Set(['first', 'last', 'limit', 'take', 'top', 'pageSize', 'perPage', 'count', 'size']);

/**
 * How many fields an operation may make its backends answer: each field counts one, and what stands below a field with a page size counts
 * that many times. Without a page size a list counts as one item, since nothing tells its length.
 *
 * @returns a number without an upper bound, `Infinity` included
 */
export function operationCost(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  // Fragments in a circle have been refused before anything is counted.
  const known = new Map<string, number>();

  function ofSet({ selections }: SelectionSetNode): number {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) cost += ofFragment(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) cost += ofSet(selection.selectionSet);
      else if (selection.selectionSet === undefined) cost += 1;
      else cost += 1 + pageSize(selection.arguments ?? []) * ofSet(selection.selectionSet);
    }
    return cost;
  }

  function ofFragment(name: string): number {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, 0);
    const fragment = fragments.get(name);
    const cost = fragment === undefined ? 0 : ofSet(fragment.selectionSet);
    known.set(name, cost);
    return cost;
  }

  function pageSize(all: readonly ArgumentNode[]): number {
    let size = 1;
    for (const { name, value } of all) {
      if (!pageSizes.has(name.value)) continue;
      const found = value.kind === Kind.VARIABLE ? given(value.name.value) : literal(value);
      if (typeof found === 'number' && found > size) size = found;
    }
    return size;
  }

  function given(name: string): unknown {
    if (Object.hasOwn(variables, name)) return variables[name];
    const definition = operation.variableDefinitions?.find((each) => each.variable.name.value === name);
    return literal(definition?.defaultValue);
  }

  return ofSet(operation.selectionSet);
}

const literal = (value: ValueNode | undefined): number | undefined => (value?.kind === Kind.INT ? Number(value.value) : undefined);

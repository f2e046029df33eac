import type { FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** What an operation asks for, with every fragment counted wherever it is spread. */
export interface OperationMeasures {
  /** Levels of fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const nothing: OperationMeasures = { depth: 0, aliases: 0, rootFields: 0, directives: 0 };

/**
 * Measures an operation in one pass: a fragment is measured once, however often it is spread, so that the work is bounded by the length of
 * the document while the figures may be exponential. A fragment that spreads itself counts as empty there; other rules refuse it.
 */
export function measureOperation(operation: OperationDefinitionNode, fragments: Fragments): OperationMeasures {
  const known = new Map<string, OperationMeasures>();

  function ofSet({ selections }: SelectionSetNode): OperationMeasures {
    let { depth, aliases, rootFields, directives } = nothing;
    for (const selection of selections) {
      const inner =
        selection.kind === 'Field'
          ? ofField(selection)
          : selection.kind === 'FragmentSpread'
            ? ofFragment(selection.name.value)
            : ofSet(selection.selectionSet);
      depth = Math.max(depth, inner.depth);
      aliases += inner.aliases;
      rootFields += inner.rootFields;
      directives += inner.directives + (selection.directives?.length ?? 0);
    }
    return { depth, aliases, rootFields, directives };
  }

  function ofField({ alias, selectionSet }: FieldNode): OperationMeasures {
    const inner = selectionSet === undefined ? nothing : ofSet(selectionSet);
    return { ...inner, depth: inner.depth + 1, aliases: inner.aliases + (alias === undefined ? 0 : 1), rootFields: 1 };
  }

  function ofFragment(name: string): OperationMeasures {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const measures = fragment === undefined ? nothing : ofSet(fragment.selectionSet);
    known.set(name, measures);
    return measures;
  }

  const measures = ofSet(operation.selectionSet);
  return { ...measures, directives: measures.directives + (operation.directives?.length ?? 0) };
}

import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** How much a document asks for, fragments written out wherever they are spread. */
export interface Measure {
  /** Fields on the longest way from the operation to a leaf. */
  readonly depth: number;
  /** All fields. */
  readonly fields: number;
  /** Fields that have fields below them. */
  readonly nesting: number;
}

const nothing: Measure = { depth: 0, fields: 0, nesting: 0 };
const endless: Measure = { depth: Infinity, fields: Infinity, nesting: Infinity };

/**
 * Measures a document that need not be valid: all its operations, and fragments that none of them spreads. Each fragment is looked at
 * once; one that contains itself is endless.
 */
export function measure(document: DocumentNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const known = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, endless);
    const fragment = fragments.get(name);
    const whole = fragment === undefined ? nothing : ofSelections(fragment.selectionSet);
    known.set(name, whole);
    return whole;
  };

  const ofSelections = ({ selections }: SelectionSetNode): Measure => sum(selections.map(ofSelection));

  const ofSelection = (selection: SelectionSetNode['selections'][number]): Measure => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return ofSelections(selection.selectionSet);
    if (selection.selectionSet === undefined) return { depth: 1, fields: 1, nesting: 0 };
    const { depth, fields, nesting } = ofSelections(selection.selectionSet);
    return { depth: depth + 1, fields: fields + 1, nesting: nesting + 1 };
  };

  const operations = document.definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? [ofSelections(each.selectionSet)] : [],
  );
  const unused = [...fragments.keys()].filter((name) => !known.has(name)).map(ofFragment);
  return sum([...operations, ...unused]);
}

const sum = (parts: readonly Measure[]): Measure => ({
  depth: Math.max(0, ...parts.map(({ depth }) => depth)),
  fields: parts.reduce((total, { fields }) => total + fields, 0),
  nesting: parts.reduce((total, { nesting }) => total + nesting, 0),
});
